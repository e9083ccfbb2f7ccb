# SPDX-License-Identifier: MIT
# make          builds build/waymark
# make demo     sets up, builds, and runs a whole made-up authority's year
# make test     sets up, builds and runs every test
# make check    formatting, linters, layers
# make model    fetches the language model and prepares it
# make bench    measures, beside peers, and prints ratios
# make bench-theming  how good the groups by meaning are, beside scikit-learn
# make install PREFIX=/usr/local

PREFIX ?= /usr/local
CC = gcc
BUILD = build
LIBS = lua5.4 sqlite3 libcjson libsodium libutf8proc minizip expat
# libcsv and libstemmer ship no pkg-config file.
LDLIBS = $(shell pkg-config --libs $(LIBS)) -lcsv -lstemmer -lm -lpthread

WARNINGS = -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes \
           -Wmissing-prototypes -Wwrite-strings -Wcast-qual -Wpointer-arith -Wundef -Wvla \
           -Wformat=2 -Wimplicit-fallthrough -Wno-psabi $(if $(WERROR),-Werror)
CPPFLAGS = -std=c17 -D_POSIX_C_SOURCE=200809L -Isrc $(shell pkg-config --cflags $(LIBS))
CFLAGS = $(WARNINGS) -fno-common -ffp-contract=off -g
RELEASE = -O2 -D_FORTIFY_SOURCE=2 -fstack-protector-strong -fPIE
RELEASE_LINK = -pie -Wl,-z,relro,-z,now
SANITIZE = -O1 -fsanitize=address,undefined -fno-sanitize-recover=undefined \
           -fno-omit-frame-pointer

# What is written for one kind of processor, and the flags of src/FLAGS.
PROCESSOR := $(shell $(CC) -dumpmachine)
X86 = src/text/encoder_avx2.c src/text/encoder_avx512.c src/text/encoder_vnni.c \
      src/text/encoder_x86.c
ARM = src/text/encoder_neon.c src/text/encoder_arm.c
OTHER = src/text/encoder_other.c
NOT_OURS = $(if $(filter x86_64-%,$(PROCESSOR)),$(ARM) $(OTHER),\
           $(if $(filter aarch64-%,$(PROCESSOR)),$(X86) $(OTHER),$(X86) $(ARM)))
flags_of = $(shell sed -n 's|^$(patsubst src/%,%,$(1)) *||p' src/FLAGS)
SOURCES = $(filter-out $(NOT_OURS),$(wildcard src/*/*.c))
MODEL = $(BUILD)/all-MiniLM-L6-v2.model
DICTIONARY = /usr/share/dict/british-english
ASSETS = $(sort $(shell find lua schemas assets -type f ! -name '.*'))
TESTS = $(wildcard tests/unit/*.c)

RELEASE_OBJECTS = $(SOURCES:%.c=$(BUILD)/release/%.o) $(BUILD)/release/assets.o
SANITIZED_OBJECTS = $(SOURCES:%.c=$(BUILD)/sanitized/%.o) $(BUILD)/sanitized/assets.o
TEST_OBJECTS = $(TESTS:%.c=$(BUILD)/sanitized/%.o)

.PHONY: all model sources demo test test-crash test-attack check bench bench-theming install clean
all: $(BUILD)/waymark

# For tools/check.sh: what is compiled on this kind of processor.
sources:
	@echo $(SOURCES) src/main.c

demo:
	@tools/setup.sh build
	@echo "Building (about half a minute the first time) …"
	@$(MAKE) --no-print-directory -s $(BUILD)/waymark model
	@tools/demo.sh $(BUILD)/waymark demo

test:
	@tools/setup.sh test
	@echo "Building, with and without sanitizers (a minute or two the first time) …"
	@$(MAKE) --no-print-directory -s $(BUILD)/waymark $(BUILD)/waymark-sanitized \
	    $(BUILD)/unit-tests $(BUILD)/attack-tests $(BUILD)/sample-report model
	@tests/run.sh $(BUILD)

# 200 times kill -9 in the middle of imports and commands.
test-crash: $(BUILD)/waymark
	tests/crash/run.sh $(BUILD)/waymark 200

test-attack: $(BUILD)/attack-tests
	$(BUILD)/attack-tests

check:
	@tools/setup.sh check
	@tools/check.sh

bench:
	@tools/setup.sh bench
	@$(MAKE) --no-print-directory -s $(BUILD)/waymark $(BUILD)/bench-cluster \
	    $(BUILD)/bench-command $(BUILD)/bench-flag $(BUILD)/bench-encode \
	    $(BUILD)/bench-linkage model
	@tests/bench/run.sh $(BUILD)
	@tests/bench/speed.sh $(BUILD)

bench-theming: $(BUILD)/waymark model
	@tests/bench/theming.sh $(BUILD)

install: $(BUILD)/waymark model
	install -D -m 755 $(BUILD)/waymark $(DESTDIR)$(PREFIX)/bin/waymark
	[ ! -e $(MODEL) ] || \
	    install -D -m 644 $(MODEL) $(DESTDIR)$(PREFIX)/share/waymark/$(notdir $(MODEL))
	mkdir -p $(DESTDIR)$(PREFIX)/share/bash-completion/completions
	$(BUILD)/waymark completion > \
	    $(DESTDIR)$(PREFIX)/share/bash-completion/completions/waymark
	install -D -m 644 LICENSE $(DESTDIR)$(PREFIX)/share/doc/waymark/LICENSE

$(BUILD)/waymark: $(RELEASE_OBJECTS) $(BUILD)/release/src/main.o
	$(CC) $(RELEASE_LINK) -o $@ $^ $(LDLIBS)

$(BUILD)/waymark-sanitized: $(SANITIZED_OBJECTS) $(BUILD)/sanitized/src/main.o
	$(CC) $(SANITIZE) -o $@ $^ $(LDLIBS)

$(BUILD)/unit-tests: $(SANITIZED_OBJECTS) $(TEST_OBJECTS)
	$(CC) $(SANITIZE) -o $@ $^ $(LDLIBS)

$(BUILD)/sample-report: $(SANITIZED_OBJECTS) $(BUILD)/sanitized/tests/report/sample.o \
		$(BUILD)/sanitized/tests/report/sample_cards.o
	$(CC) $(SANITIZE) -o $@ $^ $(LDLIBS)

$(BUILD)/compile-lua: tools/compile_lua.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) $(RELEASE) $(RELEASE_LINK) -o $@ $< \
	    $(shell pkg-config --libs lua5.4)

# Makes the language model's file of the published weights; see tools/model.sh.
$(BUILD)/prepare-model: $(BUILD)/release/tools/prepare_model.o \
		$(RELEASE_OBJECTS)
	$(CC) $(RELEASE_LINK) -o $@ $^ $(LDLIBS)

model: $(BUILD)/prepare-model
	@tools/model.sh $(BUILD)

$(BUILD)/assets.c: $(ASSETS) $(BUILD)/compile-lua tools/embed.sh Makefile
	@mkdir -p $(@D)
	tools/embed.sh $(BUILD)/compile-lua $(DICTIONARY) $(ASSETS) > $@.new && mv $@.new $@

$(BUILD)/release/assets.o: $(BUILD)/assets.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) $(RELEASE) -c -o $@ $<

$(BUILD)/sanitized/assets.o: $(BUILD)/assets.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) $(SANITIZE) -c -o $@ $<

$(BUILD)/release/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) $(RELEASE) $(call flags_of,$<) -MMD -MP -c -o $@ $<

$(BUILD)/sanitized/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) $(SANITIZE) $(call flags_of,$<) -DSANITIZED -Itests/unit -MMD -MP -c -o $@ $<

# One program a file in tests/bench: build/bench-cluster, …
$(BUILD)/bench-%: $(RELEASE_OBJECTS) $(BUILD)/release/tests/bench/bench_%.o
	$(CC) $(RELEASE_LINK) -o $@ $^ $(LDLIBS)

clean:
	rm -rf $(BUILD)

-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)

# The attack corpus runs against the release build: there all walls stand.
$(BUILD)/attack-tests: $(RELEASE_OBJECTS) $(BUILD)/release/tests/attack/run_attack.o
	$(CC) $(RELEASE_LINK) -o $@ $^ $(LDLIBS)
