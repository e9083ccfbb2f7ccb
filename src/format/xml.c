/* SPDX-License-Identifier: MIT */
#include "format/xml.h"

#include <expat.h>

struct xml {
    XML_Parser parser;
    struct xml_walker walker;
    size_t depth;
    XML_Index fed;
    bool failed;
    struct error err;
};

static struct str local_name(const char *name)
{
    struct str all = str_of(name);
    size_t colon = str_find_byte(all, ':');
    return colon == SIZE_MAX ? all : str_slice(all, colon + 1, all.len);
}

static void stop(struct xml *xml)
{
    xml->failed = true;
    (void)XML_StopParser(xml->parser, XML_FALSE);
}

/* expat may have more to say after it was told to stop. */
static void on_start(void *data, const XML_Char *name, const XML_Char **attributes)
{
    struct xml *xml = data;
    if (xml->failed)
        return;
    if (++xml->depth > XML_MOST_DEPTH) {
        error_put(&xml->err, ERROR_LIMIT,
                  "its tags stand more than %d deep in each other, which no workbook "
                  "needs",
                  XML_MOST_DEPTH);
        stop(xml);
        return;
    }
    const struct xml_walker *walker = &xml->walker;
    if (walker->start && !walker->start(walker->with, local_name(name),
                                        (const char *const *)attributes, &xml->err))
        stop(xml);
}

static void on_end(void *data, const XML_Char *name)
{
    struct xml *xml = data;
    if (xml->failed)
        return;
    xml->depth--;
    const struct xml_walker *walker = &xml->walker;
    if (walker->end && !walker->end(walker->with, local_name(name), &xml->err))
        stop(xml);
}

static void on_text(void *data, const XML_Char *text, int len)
{
    struct xml *xml = data;
    if (!xml->failed && xml->walker.text)
        xml->walker.text(xml->walker.with, (struct str){text, (size_t)len});
}

static void on_doctype(void *data, const XML_Char *name, const XML_Char *system,
                       const XML_Char *public, int internal)
{
    struct xml *xml = data;
    (void)name;
    (void)system;
    (void)public;
    (void)internal;
    error_put(&xml->err, ERROR_INPUT,
              "it holds a document type, which no spreadsheet program writes; open it, "
              "save it once more, and import that");
    stop(xml);
}

struct xml *xml_open(const struct xml_walker *walker)
{
    static const XML_Memory_Handling_Suite memory = {memory_take, memory_resize,
                                                     memory_give_back};
    struct xml *xml = memory_take(sizeof *xml);
    *xml = (struct xml){.parser = XML_ParserCreate_MM(NULL, &memory, NULL),
                        .walker = *walker};
    XML_SetUserData(xml->parser, xml);
    XML_SetElementHandler(xml->parser, on_start, on_end);
    XML_SetCharacterDataHandler(xml->parser, on_text);
    XML_SetStartDoctypeDeclHandler(xml->parser, on_doctype);
    return xml;
}

void xml_close(struct xml *xml)
{
    XML_ParserFree(xml->parser);
    memory_give_back(xml);
}

bool xml_feed(struct xml *xml, struct str piece, bool last, struct error *err)
{
    enum XML_Status status = XML_Parse(xml->parser, piece.ptr, (int)piece.len, last);
    xml->fed += (XML_Index)piece.len;
    if (xml->failed) {
        *err = xml->err;
        return false;
    }
    if (status != XML_STATUS_OK)
        return error_set(err, ERROR_INPUT,
                         "what is inside the file is damaged (%s); open it in your "
                         "spreadsheet program, save it once more, and import that",
                         XML_ErrorString(XML_GetErrorCode(xml->parser)));
    if (!last && xml->fed - XML_GetCurrentByteIndex(xml->parser) > XML_MOST_TAG)
        return error_set(err, ERROR_LIMIT,
                         "what is inside the file has a tag of more than %d bytes, which "
                         "no workbook needs",
                         XML_MOST_TAG);
    return true;
}

struct str xml_attribute(const char *const *attributes, const char *name)
{
    struct str wanted = str_of(name);
    for (; attributes[0]; attributes += 2)
        if (str_equal(local_name(attributes[0]), wanted))
            return str_of(attributes[1]);
    return STR_NONE;
}

bool xml_attribute_is_on(const char *const *attributes, const char *name)
{
    struct str value = xml_attribute(attributes, name);
    return str_equal(value, STR("1")) || str_equal(value, STR("true")) ||
           str_equal(value, STR("on"));
}
