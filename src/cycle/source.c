/* SPDX-License-Identifier: MIT */
#include "cycle/source.h"

struct str source_cut(struct str source, struct str *last)
{
    size_t at = source.len;
    while (at && source.ptr[at - 1] != ':')
        at--;
    *last = str_slice(source, at, source.len);
    return str_slice(source, 0, at ? at - 1 : 0);
}

struct str label_name(struct str label)
{
    size_t at = label.len;
    while (at > 0 && label.ptr[at - 1] >= '0' && label.ptr[at - 1] <= '9')
        at--;
    bool numbered = at > 1 && at < label.len && label.ptr[at - 1] == '#';
    return numbered ? str_slice(label, 0, at - 1) : label;
}
