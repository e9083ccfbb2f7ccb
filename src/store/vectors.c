/* SPDX-License-Identifier: MIT */
#include "store/vectors.h"

static const char find_sql[] = "SELECT numbers FROM vector WHERE hash = $1";
static const char keep_sql[] =
    "INSERT INTO vector (hash, numbers) VALUES ($1, $2) ON CONFLICT DO NOTHING";

static struct str hash_of(struct store *store, struct arena *arena, struct str model,
                          struct str text)
{
    struct crypto_key key;
    crypto_key_for(&store->key, "vectors1", &key);
    struct str hash = crypto_lookup(
        arena, &key, str_format(arena, "%.*s:%.*s", STR_ARGS(model), STR_ARGS(text)));
    crypto_key_forget(&key);
    return hash;
}

bool vectors_find(struct store *store, struct arena *arena, struct str model,
                  struct str text, struct str *bytes, struct error *err)
{
    struct db_rows rows;
    *bytes = STR_NONE;
    if (!db_run(store->db, arena, find_sql,
                DB_WITH(db_text(hash_of(store, arena, model, text))), &rows, err))
        return false;
    if (rows.count && !crypto_from_base64(arena, rows.cells[0].text, bytes))
        *bytes = STR_NONE;
    return true;
}

bool vectors_keep(struct store *store, struct arena *arena, struct str model,
                  struct str text, struct str bytes, struct error *err)
{
    return db_run(store->db, arena, keep_sql,
                  DB_WITH(db_text(hash_of(store, arena, model, text)),
                          db_text(crypto_base64(arena, bytes))),
                  NULL, err);
}
