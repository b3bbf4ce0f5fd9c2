/* citizen.h - whom a dossier is for: a citizen, a business, a household business, an agency, another
 * organisation.
 *
 * One row a person and id number; who is entered again is the same person with newer particulars. Somebody
 * without a number is found by name and birth year (look-alikes) and by a human's decision only, never by the
 * machine's. Erasing (Luật 91/2025) leaves a stub without personal facts, and the journal's chain whole.
 */
#ifndef PEOPLE_CITIZEN_H
#define PEOPLE_CITIZEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "base/err.h"
#include "people/idnumber.h"

struct arena;
struct db;
struct idcard;
struct js;
struct office;
struct problems;

enum person_kind {
    PERSON_CITIZEN,
    PERSON_BUSINESS,
    PERSON_HOUSEHOLD_BUSINESS,
    PERSON_AGENCY,
    PERSON_ORGANISATION,
    PERSON_KINDS
};
const char *person_kind_slug(enum person_kind kind);
bool person_kind_parse(enum person_kind *ret, const char *slug);

/* Texts are NFC and "" when not known. */
struct citizen {
    int64_t id; /* 0 = not saved yet */
    enum person_kind kind;
    char id_number[16]; /* 12 digits; tax code of 10 or 10-3 for all but citizens */
    char old_id[ID_NUMBER_SIZE];
    char name[400];
    char birth_date[ISO_DAY_SIZE]; /* "1985-08-15", "1985-08" or "1985" */
    enum sex sex;
    char ethnic[64];
    char address[800];
    char hamlet[128];
    char phone[PHONE_SIZE];
    char email[128];
    int vneid_level; /* 0 none, 1, 2 = verified */
    char source[32]; /* "card", "typed", "register", "import" */
    int64_t merged_into, erased_at, updated_at;
};

/* --- rules (pure) --- */

/* Reads the applicant of an intake document; everything wrong goes into `p`, fields named "PREFIX.id_number"
 * ... Texts pass the border (base/text.h), numbers are normalised. RC_NO_MEMORY only. */
MUST enum rc citizen_from_json(struct citizen *ret, struct problems *p, const struct js *node,
    const char *prefix, struct day today, struct err *e);

/* What a card says about its owner. */
void citizen_from_card(struct citizen *ret, const struct idcard *card);

/* Everything that is wrong or odd with one person. `source` decides how strictly number and birth date must
 * agree. */
void citizen_check(
    const struct citizen *c, struct problems *p, const char *prefix, struct day today, enum id_source source);

/* The neutral facts:
 * {"kind","id_number","name","birth_date","sex","address","phone","email","vneid_verified"}. */
struct js *citizen_json(const struct citizen *c);

/* --- in the book --- */

/* RC_NOT_FOUND "no_such_person"; a merged person gives the one that stayed. */
MUST enum rc citizen_load(struct citizen *ret, struct db *db, int64_t id, struct err *e);
/* By number; the citizen before the household business that carries the same one. */
MUST enum rc citizen_by_number(struct citizen *ret, struct db *db, const char *id_number, struct err *e);

/* An id ("17") or an id number ("062185001234"). */
MUST enum rc citizen_find(struct citizen *ret, struct db *db, const char *which, struct err *e);

/* Adds the person or brings the known one up to date (empty texts change nothing); c->id is set. Within a
 * transaction (its own when none is open); one journal event when something changed. */
MUST enum rc citizen_upsert(const struct office *of, struct citizen *c, struct err *e);

/* Notes in the journal that somebody looked at this person (access log). */
MUST enum rc citizen_viewed(const struct office *of, const struct citizen *c, const char *why, struct err *e);

/* Others with the same folded name and birth year; never the person itself. At most 20. */
MUST enum rc citizen_look_alikes(struct citizen **ret, size_t *count, struct db *db, const struct citizen *c,
    struct arena *a, struct err *e);

/* `gone` becomes a pointer to `stays`, which takes over what it did not know, and its dossiers. Refuses two
 * different id numbers: those are two people. */
MUST enum rc citizen_merge(const struct office *of, int64_t stays, int64_t gone, struct err *e);

/* Removes the personal facts everywhere in the book: row, drafts, finished dossiers, journal. Refused while a
 * dossier is open, and without a reason. */
MUST enum rc citizen_erase(const struct office *of, int64_t id, const char *reason, struct err *e);

#endif
