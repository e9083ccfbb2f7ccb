# SPDX-License-Identifier: MIT
# make          builds build/waymark
# make demo     sets up, builds, and runs a whole made-up authority's year
# make test     sets up, builds and runs every test
# make check    formatting, linters, layers
# make bench    measures, beside peers, and prints ratios
# make install PREFIX=/usr/local

PREFIX ?= /usr/local
CC = gcc
BUILD = build
LIBS = lua5.4 sqlite3 libcjson libsodium libutf8proc
# libcsv and libstemmer ship no pkg-config file.
LDLIBS = $(shell pkg-config --libs $(LIBS)) -lcsv -lstemmer -lm

WARNINGS = -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes \
           -Wmissing-prototypes -Wwrite-strings -Wcast-qual -Wpointer-arith -Wundef -Wvla \
           -Wformat=2 -Wimplicit-fallthrough $(if $(WERROR),-Werror)
CPPFLAGS = -std=c17 -D_POSIX_C_SOURCE=200809L -Isrc $(shell pkg-config --cflags $(LIBS))
CFLAGS = $(WARNINGS) -fno-common -ffp-contract=off -g
RELEASE = -O2 -D_FORTIFY_SOURCE=2 -fstack-protector-strong -fPIE
RELEASE_LINK = -pie -Wl,-z,relro,-z,now
SANITIZE = -O1 -fsanitize=address,undefined -fno-sanitize-recover=undefined \
           -fno-omit-frame-pointer

SOURCES = $(wildcard src/*/*.c)
ASSETS = $(sort $(shell find lua schemas -type f ! -name '.*'))
TESTS = $(wildcard tests/unit/*.c)

RELEASE_OBJECTS = $(SOURCES:%.c=$(BUILD)/release/%.o) $(BUILD)/release/assets.o
SANITIZED_OBJECTS = $(SOURCES:%.c=$(BUILD)/sanitized/%.o) $(BUILD)/sanitized/assets.o
TEST_OBJECTS = $(TESTS:%.c=$(BUILD)/sanitized/%.o)

.PHONY: all setup demo test test-crash check bench install clean
all: $(BUILD)/waymark

$(BUILD)/waymark: $(RELEASE_OBJECTS) $(BUILD)/release/src/main.o
	$(CC) $(RELEASE_LINK) -o $@ $^ $(LDLIBS)

$(BUILD)/waymark-sanitized: $(SANITIZED_OBJECTS) $(BUILD)/sanitized/src/main.o
	$(CC) $(SANITIZE) -o $@ $^ $(LDLIBS)

$(BUILD)/unit-tests: $(SANITIZED_OBJECTS) $(TEST_OBJECTS)
	$(CC) $(SANITIZE) -o $@ $^ $(LDLIBS)

$(BUILD)/assets.c: $(ASSETS) tools/embed.sh Makefile
	@mkdir -p $(@D)
	tools/embed.sh $(ASSETS) > $@.new && mv $@.new $@

$(BUILD)/release/assets.o: $(BUILD)/assets.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) $(RELEASE) -c -o $@ $<

$(BUILD)/sanitized/assets.o: $(BUILD)/assets.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) $(SANITIZE) -c -o $@ $<

$(BUILD)/release/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) $(RELEASE) -MMD -MP -c -o $@ $<

$(BUILD)/sanitized/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) $(SANITIZE) -DSANITIZED -Itests/unit -MMD -MP -c -o $@ $<

# One program a file in tests/bench: build/bench-cluster, …
$(BUILD)/bench-%: $(RELEASE_OBJECTS) $(BUILD)/release/tests/bench/bench_%.o
	$(CC) $(RELEASE_LINK) -o $@ $^ $(LDLIBS)

clean:
	rm -rf $(BUILD)

-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)
