/* SPDX-License-Identifier: MIT */
/* Compiles a built-in script while the program is built, with the very library that
 * will run it: compile-lua CHUNK < FILE.lua > FILE.luac. Lines and names stay in it, so
 * that errors say the same. */
#include <lauxlib.h>
#include <stdio.h>
#include <stdlib.h>

enum { LONGEST = 1024 * 1024 };

static int write_piece(lua_State *L, const void *piece, size_t len, void *file)
{
    (void)L;
    return fwrite(piece, 1, len, file) == len ? 0 : 1;
}

int main(int argc, char **argv)
{
    static char text[LONGEST];
    lua_State *L = luaL_newstate();
    size_t len = fread(text, 1, sizeof text, stdin);
    if (argc != 2 || !L || len == sizeof text || ferror(stdin))
        return EXIT_FAILURE;
    if (luaL_loadbufferx(L, text, len, argv[1], "t") != LUA_OK) {
        (void)fprintf(stderr, "%s\n", lua_tostring(L, -1));
        return EXIT_FAILURE;
    }
    return lua_dump(L, write_piece, stdout, 0) == 0 && fflush(stdout) == 0 ? EXIT_SUCCESS
                                                                           : EXIT_FAILURE;
}
