/* SPDX-License-Identifier: MIT */
/* Dates as officers and their exports write them, always day before month:
 * 12/05/2025, 12.5.25, 12-05-2025, 12-May-25, 12 May 2025, 12th May 2025,
 * Monday 12 May 2025, 2025-05-12, and Excel's day numbers from 20000 to 60000
 * (days since 1899-12-30; 45789 is 12 May 2025). A time of day after any of them
 * is passed over. Years of two digits: 00 to 49 are 2000s, 50 to 99 are 1900s.
 *
 * Memory: none. `text` is valid UTF-8.
 * Failure: false, `out` left alone, and in `err` (ERROR_INPUT) why it is no day:
 * not in the calendar, month before day, a placeholder (01/01/1900), a year
 * outside 1900 to 2100, or words. */
#ifndef FORMAT_UK_DATE_H
#define FORMAT_UK_DATE_H

#include "base/date.h"
#include "base/error.h"

/* The day that Excel's day number stands for; false outside 20000 to 60000. */
bool uk_date_from_serial(int64_t serial, struct date *out);

bool uk_date_parse(struct str text, struct date *out, struct error *err);

#endif
