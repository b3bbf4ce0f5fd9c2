/* fill.h - a line of a paper with places for facts: "Chủ hồ sơ: <b>{applicant.name}</b>". Pure.
 *
 *   {applicant.name}              the fact; dots to write on when there is none
 *   {submitter.name,applicant.name}   the first of them that is there
 *   {due_at|time}                 formatted: see fill_formats
 *   {applicant.email|?}           nothing when there is none (also after a format: {due_at|date?})
 *   {result_by|words.channel}     looked up in the layout's own words
 *
 * Paths beginning with "print." are facts of this print (copy, number of the form, reprint); inside a table
 * the row's own facts come first and {row.number} counts them. Values are escaped for markup; the line itself
 * is markup.
 */
#ifndef PAPER_FILL_H
#define PAPER_FILL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

struct buf;
struct js;
struct yaml_node;

struct fill {
    const struct js *facts; /* of the event, as frozen in the journal */
    const struct js *print;
    const struct js *row;          /* NULL outside a table */
    size_t row_number;             /* 1.. */
    const struct yaml_node *words; /* the layout's own words; may be NULL */
};

/* Appends the filled line, ready to be set. */
MUST enum rc fill_line(struct buf *out, const char *line, const struct fill *fill);

/* The same without markup and escapes: what a QR or a bar code holds, a file name, a comparison. */
MUST enum rc fill_plain(struct buf *out, const char *line, const struct fill *fill);

/* True when the path has a value: not null, not "", not 0, not false, not an empty list. */
bool fill_has(const char *path, const struct fill *fill);

/* The list a table or paragraph goes over; NULL when it is not there. */
const struct js *fill_list(const char *path, const struct fill *fill);

/* Checks braces, paths (`over` names the list of the surrounding table, or NULL), formats and markup.
 * On trouble *at is the character (0-based) of the line at which it stands. */
MUST enum rc fill_check(
    size_t *at, const char *line, const char *over, const struct yaml_node *words, struct err *e);

/* True for a path that facts may have. */
bool fill_known(const char *path, const char *over);

#endif
