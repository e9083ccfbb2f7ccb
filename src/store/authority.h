/* SPDX-License-Identifier: MIT */
/* The name of the authority in a workplace's settings.json, given anew.
 *
 * Memory: the store's arena. Failure: a name that is empty or too long, or the file
 * cannot be written; the settings are as they were. */
#ifndef STORE_AUTHORITY_H
#define STORE_AUTHORITY_H

#include "store/store.h"

bool store_set_authority(struct store *store, struct str name, struct error *err);

#endif
