/* find.h - one box for people, dossiers and procedures, answered letter by letter.
 *
 * Words may be typed in any order, begun only, without marks, with Telex left in, with one slip of the finger
 * in a syllable, as initials ("dkks"), under an old name ("sổ đỏ") or as a code. Exact marks rank first, then
 * the same letters, then beginnings, then slips. Procedures live in memory (a few thousand), people and
 * dossiers in the book.
 */
#ifndef CATALOG_FIND_H
#define CATALOG_FIND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/err.h"

struct db;
struct finder;
struct office;

/* Help is found by the desk (desk/help_find.h) and always stands last. */
enum found_kind { FOUND_PERSON, FOUND_DOSSIER, FOUND_PROCEDURE, FOUND_HELP };
const char *found_kind_slug(enum found_kind kind);

struct found {
    enum found_kind kind;
    const char *id; /* person: its number in the book; dossier and procedure: the code; help: what to type */
    const char *title, *detail;
    int score; /* larger = better; comparable within one kind */
    bool near; /* nobody bears the name as typed: this one is spelt or sounds alike */
};

#define FIND_TEXT_MAX 200 /* bytes of the query that are looked at */
#define FIND_EACH_MAX 20  /* results of one kind */

/* Reads the procedures of `day` and the words people use for them. Borrow `of` until closed. */
MUST enum rc finder_open(struct finder **ret, const struct office *of, struct day day, struct err *e);
void finder_close(struct finder *f);
void finder_auto_close(struct finder **f);
#define AUTO_FINDER __attribute__((cleanup(finder_auto_close))) struct finder *

/* People, then dossiers, then procedures; each best first, at most `each` (<= FIND_EACH_MAX) of a kind. An
 * empty query finds nothing. Texts belong to `a`. */
MUST enum rc finder_find(struct found **ret, size_t *count, const struct finder *f, const char *text,
    size_t each, struct arena *a, struct err *e);

/* The parts, for screens that want one kind only; at most `max` into list. */
size_t finder_procedures(
    struct found *list, size_t max, const struct finder *f, const char *text, struct arena *a);
MUST enum rc find_people(struct found *list, size_t *count, size_t max, struct db *db, const char *text,
    struct arena *a, struct err *e);
MUST enum rc find_dossiers(struct found *list, size_t *count, size_t max, struct db *db, const char *text,
    struct day today, struct arena *a, struct err *e);

/* Takes at most `max` changed people into the index of names. find_people does so for the few of a day; after
 * a register was imported call it once with all. */
MUST enum rc find_people_index(struct db *db, int64_t max, struct err *e);

/* Whether `w` (small, without marks) can be a Vietnamese syllable. */
bool syllable_possible(const char *w);

/* Syllables one slip away from `w`, into out[max][8]; how many. */
size_t syllable_corrections(char (*out)[8], size_t max, const char *w);

#endif
