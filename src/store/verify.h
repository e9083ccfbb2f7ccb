/* SPDX-License-Identifier: MIT */
/* Rebuilds the records and their index from the events, and compares.
 *
 * The events are replayed in order into a table of (record, version, hash of
 * body); every record must be in it and the other way round, and the index must
 * hold what the bodies say and nothing else. Stored scripts must have their hash.
 * Memory: about 100 bytes a record while it runs.
 * Failure: ERROR_CONFLICT names the first record that differs, or the record and
 * field that the index has wrong. */
#ifndef STORE_VERIFY_H
#define STORE_VERIFY_H

#include "store/store.h"

struct verify_counts {
    int64_t events, records, refs;
};

bool verify_records(struct store *store, struct verify_counts *out, struct error *err);

#endif
