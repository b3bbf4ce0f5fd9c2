/* draft.h - what was typed and not filed yet. Kept per person and desk, offered again, thrown away only on purpose. */
#ifndef DOSSIER_DRAFT_H
#define DOSSIER_DRAFT_H

#include <stdint.h>

#include "base/err.h"

struct arena;
struct js;
struct office;

#define DRAFT_STALE_DAYS 30

struct draft {
    int64_t id;
    char *person_key;       /* the applicant's ID number, "" when not known yet */
    char *procedure_code;
    char *title;            /* "Đăng ký khai tử · Trần Thị Sáu" */
    int step;               /* 1..5 of the guided intake */
    char *document;         /* JSON: the intake document so far */
    int64_t updated_at;
};

/* Stores (id 0: a new one; its id is set) in one transaction; durable when it returns. Always this staff and desk. */
MUST enum rc draft_save(const struct office *of, struct draft *draft, struct err *e);

/* Only the owner's: another's id is RC_NOT_FOUND. */
MUST enum rc draft_load(struct draft *ret, const struct office *of, int64_t id, struct arena *a, struct err *e);

/* The owner's drafts, newest first. */
MUST enum rc draft_list(struct draft **ret, size_t *count, const struct office *of, struct arena *a, struct err *e);

/* The owner's draft for this person and procedure; id 0 when there is none. */
MUST enum rc draft_find(struct draft *ret, const struct office *of, const char *person_key, const char *procedure_code,
    struct arena *a, struct err *e);

MUST enum rc draft_delete(const struct office *of, int64_t id, struct err *e);

#endif
