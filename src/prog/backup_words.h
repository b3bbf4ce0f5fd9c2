/* backup_words.h - what `backup` and `restore` say about a backup. */
#ifndef PROG_BACKUP_WORDS_H
#define PROG_BACKUP_WORDS_H

#include "base/err.h"

struct args;
struct backup_report;

MUST enum rc backup_tell(const struct backup_report *report, const struct args *args, struct err *e);

#endif
