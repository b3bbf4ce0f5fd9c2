/* rules.h - what a dossier must carry before it may be sent: the portal's field rules, and ours before them.
 *
 * Two checks, both pure. rules_check_facts looks at the neutral facts before anything is queued, in words for
 * staff. rules_check_dossier and rules_check_progress look at a wire object of the session profile field by
 * field; the sender runs them on its own message before it goes out, and the practice portal runs them on
 * what arrives. A misfit is told, never repaired: nothing is invented to please a server.
 */
#ifndef OUTBOX_RULES_H
#define OUTBOX_RULES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct js;

enum misfit_kind {
    MISFIT_MISSING = 1, /* the field is absent or empty and must not be */
    MISFIT_TYPE,        /* text where a number is due, null where "" is due */
    MISFIT_FORMAT,      /* a moment, code, link or number written in another way */
    MISFIT_LENGTH,      /* more characters than the portal keeps */
    MISFIT_VALUE,       /* not one of the listed values */
    MISFIT_UNKNOWN,     /* a field that the portal does not know */
    MISFIT_CONFLICT,    /* two fields that contradict each other */
};

struct misfit {
    enum misfit_kind kind;
    char field[96]; /* "TaiLieuNop[0].TenTepDinhKem", "applicant.name" */
};

#define MISFITS_MAX 16

/* Zeroed means "nothing wrong". Misfits over MISFITS_MAX are only counted. */
struct misfits {
    struct misfit rows[MISFITS_MAX];
    size_t count;
};

/* The neutral facts of one event: everything that the portal requires and that we must not make up. */
void rules_check_facts(struct misfits *ret, const struct js *facts);

/* One element of DongBoHoSoMC.data; one row of CapNhatTienDoHoSoMC.data. */
void rules_check_dossier(struct misfits *ret, const struct js *object);
void rules_check_progress(struct misfits *ret, const struct js *row);

/* The sentence for staff about one misfit of the facts, in the language in force; `size` bytes at most. */
const char *rules_words(char *out, size_t size, const struct misfit *misfit);

/* "yyyyMMddHHmmss" in Vietnamese time; false when it is anything else. */
bool rules_time(int64_t *ret, const char *text);

/* Unit, day (6 or 8 digits), serial (4 to 7 digits); and "1.001193" with or without a provincial tail. */
bool rules_dossier_code(const char *text);
bool rules_procedure_code(const char *text);

#endif
