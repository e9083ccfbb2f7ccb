/* SPDX-License-Identifier: MIT */
/* The sheets of the form that hold no reviews: nothing is said of them when it comes
 * back. report/form.c writes them. */
#ifndef CYCLE_FORM_SHEET_H
#define CYCLE_FORM_SHEET_H

#define FORM_GUIDE_SHEET "How to fill this in"
#define FORM_LISTS_SHEET "Waymark lists"

#endif
