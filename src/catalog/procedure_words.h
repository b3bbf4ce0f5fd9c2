/* procedure_words.h - a procedure said in words for the counter: limit, fee, papers. Translated, pure. */
#ifndef CATALOG_PROCEDURE_WORDS_H
#define CATALOG_PROCEDURE_WORDS_H

#include "base/buf.h"
#include "catalog/procedure.h"

/* 150000 as "150.000". */
#define MONEY_TEXT_SIZE 32
const char *money_text(char out[MONEY_TEXT_SIZE], int64_t sum);

const char *channel_words(enum channel channel); /* "at the counter" */

/* "7 working days", "not known", "not offered". */
#define LIMIT_TEXT_SIZE 96
const char *limit_text(char out[LIMIT_TEXT_SIZE], const struct procedure_channel *c);
#define FEE_TEXT_SIZE 64
const char *fee_text(char out[FEE_TEXT_SIZE], const struct procedure_channel *c);

/* "at the counter 27 working days; online 17 working days" - one entry when all say the same. */
enum rc limits_say(struct buf *out, const struct procedure *p);
enum rc fees_say(struct buf *out, const struct procedure *p); /* with the note on exemptions */

/* "Giấy chứng sinh; Giấy tờ tùy thân ... (shown only)": at most `max` papers that are asked in every case. */
enum rc papers_say(struct buf *out, const struct procedure *p, int max);

#endif
