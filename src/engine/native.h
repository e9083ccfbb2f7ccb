/* SPDX-License-Identifier: MIT */
/* The native commands, each in a file of its own, joined in one table
 * (native.c). See engine/command.h for what they are given.
 *
 * Memory: the call's arena. Failure: false with the reason; nothing is committed. */
#ifndef ENGINE_NATIVE_H
#define ENGINE_NATIVE_H

#include "engine/command.h"

/* native_cycle.c: {name, workflow?, question?, scope?, quick?}; {from, name, …}; {}.
 * cycle.next is refused where another cycle follows that one, but for {another: true};
 * with the name of the one that follows it carries over what came since (since: true).
 * What goes along, and what is named as left: carry.h. */
native_function cycle_new_prepare, cycle_new_apply;
native_function cycle_next_prepare, cycle_next_apply;
native_function cycle_close_apply;
/* Whether a new cycle may be called so. */
bool cycle_name_check(struct native_call *call, struct str name, struct error *err);
/* Of a scope that came as an argument: adds what is to be remarked (scope_remark.h) to
 * the outcome. */
bool cycle_scope_remarks(struct native_call *call, struct str cycle, struct error *err);
/* native_keep.c: {name?, question?, scope?, authority?}: makes a cycle that `waymark
 * quick` made one like any other. The authority is noted; it is kept in the settings. */
native_function cycle_keep_apply;
/* native_member.c: {name, roles}; refused when it would leave no owner */
native_function member_apply;
/* undo_prepare and undo_apply, with an eye on who may do what: taking back cannot
 * give roles, or leave no owner, or get around whoever alone may do a thing
 * (engine/undo_right.h). The outcome has held_back: cards that went with it and were. */
native_function member_undo_prepare, member_undo_apply;
/* One line of 1 to 200 characters, with no space at its ends. */
bool member_name_check(struct str name, struct error *err);
/* native_undo.c: {command} */
native_function undo_prepare, undo_apply;
/* native_member.c: whether a command of that name only notes what was done outside of the
 * records (a file was written, somebody was looked up), so that it cannot be taken back.
 */
bool native_only_notes(struct str command);
/* native_draft.c: {section?, grain?, count?}; {} */
native_function draft_prepare, draft_apply;
native_function lineage_prepare, lineage_apply;
/* native_last_year.c: {section?} */
native_function last_year_prepare, last_year_apply;
/* native_join.c: {section?}; groups from what the tables sorted */
native_function join_prepare, join_apply;
/* native_card.c: {}; numbers the cards that have no number yet (cycle/cards.h) */
native_function card_number_apply;
/* doubt.c: {doubt} */
native_function same_apply, different_apply;
/* native_sample.c: {size, by?, seed?}; {}. Which cards are left out of a sample of so
 * many, by strata (cycle/sample.h). */
native_function sample_apply, sample_none_apply;
/* native_erase.c: {person} */
native_function erase_apply;
/* {statement}: what it said before it was reworded or corrected, in record and log */
native_function erase_original_apply;

#endif
