/* SPDX-License-Identifier: MIT */
/* The three headings under which what people say is collected. */
#ifndef CYCLE_SECTION_H
#define CYCLE_SECTION_H

#include "base/str.h"

enum section { SECTION_WORKING, SECTION_NOT_WORKING, SECTION_ASPIRATION, SECTION_COUNT };

/* As records have it: working, not_working, aspiration. */
struct str section_name(enum section section);
bool section_find(struct str name, enum section *out);
/* "what is working", as people read it. */
struct str section_words(enum section section);

#endif
