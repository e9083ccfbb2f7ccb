/* SPDX-License-Identifier: MIT */
/* The encoder of a folder: groups go by what was said means, and what was encoded once is
 * kept in the folder (store/vectors.h), as far as it may be written to at the moment.
 *
 * Memory: call's arena. Failure: false; `*out` is NULL, and that is no failure, where
 * there is no language model. */
#ifndef ENGINE_MEANINGS_H
#define ENGINE_MEANINGS_H

#include "engine/engine.h"
#include "text/encoder.h"

bool meanings_open(struct engine *engine, struct arena *arena, struct encoder **out,
                   struct error *err);
/* {name, hash} of the model that groups were made with. */
struct json meanings_model(struct arena *arena, const struct encoder *encoder);
/* The same in one text, as a theme notes it: "all-MiniLM-L6-v2 0123…". */
struct str meanings_called(struct arena *arena, const struct encoder *encoder);

#endif
