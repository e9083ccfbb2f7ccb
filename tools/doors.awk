# SPDX-License-Identifier: MIT
# Each library has one door: only the files named here may include its header.
BEGIN {
    door["csv.h"] = "^src/format/csv"
    door["cJSON.h"] = "^src/format/json"
    door["sqlite3.h"] = "^src/store/db_sqlite"
    door["sodium.h"] = "^src/base/crypto"
    door["utf8proc.h"] = "^src/base/unicode"
    door["libstemmer.h"] = "^src/text/words"
    door["lua.h"] = door["lauxlib.h"] = door["lualib.h"] = "^src/script/"
    door["unzip.h"] = door["zip.h"] = door["ioapi.h"] = "^src/format/zip"
    door["expat.h"] = "^src/format/xml"
    door["dlfcn.h"] = "^src/text/encoder_exact" # OpenBLAS, when it is wanted
    door["pthread.h"] = "^src/(base/threads|script/)"
    door["iconv.h"] = "^src/format/csv"
}
/^#include </ {
    header = $2; gsub(/[<>]/, "", header)
    if (header in door && FILENAME !~ door[header]) {
        print FILENAME ":" FNR ": " header " may only be included in " door[header]
        bad = 1
    }
}
END { exit bad }
