/* xlsx_text.h - what text may stand in a workbook: pure rules, no library.
 *
 * One broken byte in one name makes a whole workbook unreadable, one letter too many loses the cell, and a
 * sheet's name has rules of its own. So everything passes here first.
 */
#ifndef REPORT_XLSX_TEXT_H
#define REPORT_XLSX_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

#define XLSX_CELL_MAX   32767 /* UTF-16 units, as Excel counts */
#define XLSX_ROWS_MAX   1048576
#define XLSX_SHEET_NAME 31 /* UTF-16 units */
#define XLSX_NAME_SIZE  (XLSX_SHEET_NAME * 4 + 1)
#define XLSX_CUT_NOTE   "… (đã cắt bớt, xem đủ trong sổ)"

/* Appends `text` as a cell may hold it: what XML does not allow becomes U+FFFD, "_x0041_" stays these seven
 * letters (Excel would read it as "A"), what is longer than a cell is cut before a letter and says so. */
enum rc xlsx_cell_text(struct buf *out, const char *text, size_t len);

/* UTF-16 units of a text, as Excel counts. */
size_t xlsx_units(const char *text, size_t len);

/* A sheet's name without []:*?/\, no apostrophe at its ends, at most 31 units, never empty or "History".
 * `number` from 2 on adds " (2)" so that names stay different. */
void xlsx_sheet_name(char out[XLSX_NAME_SIZE], const char *wish, int number);

/* The header or footer of a page: & is doubled, at most 255 units with its codes. */
enum rc xlsx_page_text(struct buf *out, const char *text);

#endif
