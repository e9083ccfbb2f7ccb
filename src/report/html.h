/* SPDX-License-Identifier: MIT */
/* A published document as one HTML file that needs nothing else: no script, no
 * font, no picture from elsewhere. It reads on a phone, prints on A4 and is made
 * to WCAG 2.2 AA (the standard under the Public Sector Bodies Accessibility
 * Regulations 2018). Its look is assets/report.css.
 *
 * All text is escaped here. A link to an anchor that is not there is plain text;
 * an anchor that is there twice is the first. A heading more than one level below
 * the last is raised. The same document gives the same bytes.
 * Memory: the arena passed in. Failure: no title, or a language that is no
 * language tag. */
#ifndef REPORT_HTML_H
#define REPORT_HTML_H

#include "base/error.h"
#include "cycle/published.h"

bool report_html(struct arena *arena, const struct published *doc, struct str *out,
                 struct error *err);

#endif
