/* provenance.h - where each answer of a dossier came from: what a citizen was not asked for twice.
 *
 * The intake document may say it: "sources": {"child_name": "register", "applicant.name": "card"}. What it
 * does not say follows from the document: an applicant read from "card" came from the card; an answer that
 * the form took from there as well; what stands in "answers" was typed. A value copied within the form (=), a
 * fixed default, the unit and today's day are neither saved nor typed: nobody would have been asked.
 */
#ifndef DOSSIER_PROVENANCE_H
#define DOSSIER_PROVENANCE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

struct db;
struct form;
struct js;
struct problems;

enum source {
    SOURCE_NONE, /* copied or fixed */
    SOURCE_TYPED,
    SOURCE_CARD,
    SOURCE_DOSSIER,  /* an earlier dossier of this person */
    SOURCE_REGISTER, /* the commune's own books */
    SOURCE_PORTAL,   /* what the citizen filed on line, or has in the portal's store */
};
#define SOURCES (SOURCE_PORTAL + 1)

/* "card"; "" for SOURCE_NONE. source_parse takes "none" for it and says false for anything unknown. */
const char *source_slug(enum source source);
MUST bool source_parse(enum source *ret, const char *slug);

struct provenance {
    struct js *sources; /* {"field": slug}: everything that was neither typed nor NONE */
    int saved, typed;
};

/* `document` as it was handed in, `answers` as they will be kept (canonical). Adds refusals: unknown slugs,
 * fields that are neither of the form nor of a person. */
MUST enum rc provenance_read(struct provenance *ret, struct problems *problems, const struct js *document,
    const struct js *answers, const struct form *form, struct err *e);
void provenance_release(struct provenance *p);

/* --- in the book (provenance_store.c) --- */

/* Within the transaction that writes the dossier. */
MUST enum rc provenance_insert(struct db *db, int64_t dossier_id, const struct provenance *p, struct err *e);

/* {"saved":{"papers":2,"fields":9,"typed":5},"sources":{...},"looked_up":{"paper":{"source","looked_up_at"}}}:
 * keys for `dossier show`. A dossier from before this was counted has 0 fields. Yours. */
MUST enum rc provenance_json(struct js **ret, struct db *db, int64_t dossier_id, struct err *e);

#endif
