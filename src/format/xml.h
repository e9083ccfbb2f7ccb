/* SPDX-License-Identifier: MIT */
/* Walks through XML through expat, piece by piece. From strangers: no document
 * type and so no entities, nothing deeper than XML_MOST_DEPTH, no single tag or
 * comment longer than XML_MOST_TAG.
 *
 * Names come without their prefix (`x:row` and `row` are one). What is handed to
 * the functions lives until they return; any of them may be NULL.
 * Memory: expat's own, until xml_close.
 * Failure: false, with the reason, from the reader or from one of the functions;
 * nothing more can be read after that. */
#ifndef FORMAT_XML_H
#define FORMAT_XML_H

#include "base/error.h"
#include "base/str.h"

enum { XML_MOST_DEPTH = 100, XML_MOST_TAG = 1024 * 1024 };

struct xml;

struct xml_walker {
    void *with;
    /* `attributes`: name, value, name, value, …, NULL; for xml_attribute. */
    bool (*start)(void *with, struct str name, const char *const *attributes,
                  struct error *err);
    bool (*end)(void *with, struct str name, struct error *err);
    /* Any number of times for one text. */
    void (*text)(void *with, struct str text);
};

struct xml *xml_open(const struct xml_walker *walker);
void xml_close(struct xml *xml);
bool xml_feed(struct xml *xml, struct str piece, bool last, struct error *err);

/* Empty where there is none. */
struct str xml_attribute(const char *const *attributes, const char *name);
/* "1", "true" and "on" are yes. */
bool xml_attribute_is_on(const char *const *attributes, const char *name);

#endif
