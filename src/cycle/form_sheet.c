/* SPDX-License-Identifier: MIT */
#include "cycle/form_sheet.h"

const char *const form_for_everybody[FORM_FOR_EVERYBODY] = {
    "For the young person: we want to know what is working for you, what is not working, "
    "and what you hope for. Say it in your own words, signs, symbols or with your "
    "communication aid. Nobody outside will be told that it was you.",
    "For the school: write down what was said, in the words in which it was said, and do "
    "not tidy it up. At most two things under each heading, the most important first. Do "
    "not put names of people or of the school into the answers.",
    "Where the young person could not say it, and somebody else saw or thought it: say "
    "who under \"Said by\", and choose \"Observation\" under \"How it was said\". It is "
    "never shown as the young person's own words.",
    "If somebody said nothing under a heading, leave it empty. \"I don't know\" is an "
    "answer.",
    "If anything makes you worry about somebody's safety, do what your school's "
    "safeguarding rules say now. Do not wait for this form.",
};
