/* certify.h - the certification books (sổ chứng thực): copies, signatures, transactions.
 *
 * Each kind has a book of its own a year ("01/2026-SCT/BS"); its numbers are taken in the transaction that writes the
 * entries, so there are no gaps. Several entries of the same kind are one transaction: all of them or none.
 * An entry is never changed; a wrong one is voided with a reason and keeps its number.
 * The fee is the catalogue's for that kind (a page, a copy's cap, a case).
 */
#ifndef DOSSIER_CERTIFY_H
#define DOSSIER_CERTIFY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "base/err.h"

struct arena;
struct buf;
struct office;

enum certify_kind { CERTIFY_COPY, CERTIFY_SIGNATURE, CERTIFY_TRANSACTION, CERTIFY_KINDS };

struct certify_kind_row {
    const char *slug;      /* "copy" */
    const char *name;      /* N_(...) */
    const char *suffix;    /* "SCT/BS" */
    const char *procedure; /* whose fee it is */
};
const struct certify_kind_row *certify_kind_row(enum certify_kind kind);
MUST bool certify_kind_parse(enum certify_kind *ret, const char *slug);

#define CERTIFY_BATCH_MAX 200
#define CERTIFY_PIECES_MAX 10000

struct certification {
    enum certify_kind kind;
    int year;
    int64_t number;         /* the first of a batch */
    struct day day;
    const char *applicant, *id_number, *document, *signer;
    int64_t pages, copies;  /* of one entry */
    int64_t fee;            /* of one entry */
    const char *dossier;    /* its code, NULL or "" = none */
    const char *void_reason;/* "" = stands */
};

/* "12, 01/2026-SCT/BS" as it is written on the certified paper. */
#define CERTIFY_TEXT_SIZE 64
const char *certify_text(char out[CERTIFY_TEXT_SIZE], enum certify_kind kind, int year, int64_t number);

/* Writes `count` equal entries (1 .. CERTIFY_BATCH_MAX) of today; sets year, number, day and fee. Texts live in `a`.
 * RC_REFUSED: applicant, document, signer (empty), pages, copies, count, fee_unknown. Event "certified". */
MUST enum rc certify_add(struct certification *entry, int64_t count, const struct office *of, struct arena *a,
    struct err *e);

/* By a supervisor with a reason. RC_NOT_FOUND; RC_REFUSED "void_already". Event "certification_voided". */
MUST enum rc certify_void(const struct office *of, enum certify_kind kind, int year, int64_t number, const char *reason,
    struct err *e);

/* The entries of a day, by kind and number. */
MUST enum rc certify_list(struct certification **ret, size_t *count, const struct office *of, struct day day,
    struct arena *a, struct err *e);

/* What stands of one kind in a list: voided entries are left out. */
struct certify_sum {
    int64_t entries, copies, pages, fee; /* pages: those of every copy */
};
struct certify_sum certify_sum(const struct certification *list, size_t count, enum certify_kind kind);

#endif
