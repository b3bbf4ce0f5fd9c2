/* work.h - what waits for the one who sits here, and what is due: read from the book, ready to be drawn. */
#ifndef DESK_WORK_H
#define DESK_WORK_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/err.h"

struct office;

enum work_kind { WORK_DRAFT, WORK_SUPPLEMENT, WORK_RETURN, WORK_HOLD };

struct work_item {
    enum work_kind kind;
    const char *what; /* procedure, short */
    const char *who;
    const char *when; /* translated: "bước 4", "hạn 24/11" */
    const char *code; /* dossier, "" for a draft */
    const char *procedure_code;
    int64_t draft_id;
    int64_t at; /* when it was touched or is due */
    int step;
    int64_t due_at;
};

struct due_item {
    const char *code, *what, *who, *holder;
    int64_t due_at;
    bool late;
};

struct coming {
    struct day day;
    const char *name;
};

#define WORK_MAX   60
#define COMING_MAX 4

struct work {
    struct work_item *items;
    size_t count;
    struct due_item *due; /* today's, then the late ones */
    size_t due_today, due_late;
    struct coming coming[COMING_MAX];
    size_t coming_count;
};

/* Drafts of this person, results to hand over, papers asked for, what she holds. Texts belong to `a`. */
MUST enum rc work_load(struct work *ret, const struct office *of, struct arena *a, struct err *e);

const char *work_kind_word(enum work_kind kind); /* translated, at most 8 columns */

/* "2 hours left", "1 day late"; what is due another day has its date. */
#define DUE_SIZE 40
const char *due_words(char out[DUE_SIZE], int64_t due_at, int64_t now);

/* "0198" for a code of `today`, else "0198 20/11". */
#define CODE_SHORT_SIZE 24
const char *code_short(char out[CODE_SHORT_SIZE], const char *code, struct day today);

/* The name of a procedure without the words that all begin with: "Đăng ký khai tử" -> "Khai tử". The whole
 * name when it fits into `columns`. */
void what_fit(char *out, size_t size, const char *name, int columns);

/* "Nguyễn Thị Hoa" -> "N.T. Hoa" when it is wider than `columns`. */
void name_fit(char *out, size_t size, const char *name, int columns);

#endif
