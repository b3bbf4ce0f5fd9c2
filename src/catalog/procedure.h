/* procedure.h - one administrative procedure (thủ tục hành chính) as it stood on a day: what is asked, how
 * long, how much.
 *
 * A procedure is versioned. A dossier keeps the id of the version it was received under, so a newer catalogue
 * never moves an old promise. Versions are never changed or removed; a withdrawn procedure stays readable.
 * All texts belong to the arena a procedure was loaded into; none is NULL ("" = nothing known).
 */
#ifndef CATALOG_PROCEDURE_H
#define CATALOG_PROCEDURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/err.h"

struct db;
struct js;

#define PROCEDURE_CODE_SIZE 24 /* "1.001193", "BNN-288461": letters, digits, '.', '-', '_' */
#define COMPONENTS_MAX      200
#define VARIANTS_MAX        60

enum channel { CHANNEL_DIRECT, CHANNEL_ONLINE, CHANNEL_POST, CHANNELS };

/* "direct", "online", "post"; false for anything else. */
MUST bool channel_parse(enum channel *ret, const char *slug);
const char *channel_slug(enum channel channel);

/* A time limit: unit is "working_day", "day", "hour", "month", "same_day_15h", or "" when the limit is not
 * known. */
struct procedure_limit {
    int value;
    const char *unit;
};

/* What one channel promises. */
struct procedure_channel {
    bool offered;
    struct procedure_limit limit;
    bool fee_known;
    int64_t fee; /* dong for the first piece */
};

/* How further pieces are counted; the citizen hears fee_note in any case (hiding an exemption misleads the
 * exempt). */
struct procedure_fee_rule {
    const char *per; /* "page", "copy", "case", "person" or "" */
    int next_from;   /* from this piece on ... (0 = never) */
    int64_t next;    /* ... each costs this */
    int64_t cap;     /* 0 = none */
};

/* When a paper is needed. */
enum component_when {
    WHEN_ALWAYS,
    WHEN_CASE,      /* only if the case is so: the clerk asks */
    WHEN_SUBMITTER, /* somebody else files for the applicant */
    WHEN_ONLINE,
    WHEN_COUNTER, /* direct or by post */
    WHEN_NO_DATA, /* only when the database does not have it */
};
const char *component_when_slug(enum component_when when);
MUST bool component_when_parse(enum component_when *ret, const char *slug);

struct procedure_component {
    const char *id; /* "giay-chung-sinh" */
    const char *name;
    const char *case_note; /* for whom, as the procedure says it; "" = for all */
    const char *variants;  /* ids with blanks between; "" = every variant */
    enum component_when when;
    bool present_only; /* xuất trình: looked at and given back */
    int originals, copies;
    const char *form;        /* "Mẫu CT01" or "" */
    const char *replaced_by; /* "dan_cu cu_tru": databases that stand for it; "" = none */
};

/* One case (trường hợp), chosen by a plain question. */
struct procedure_variant {
    const char *id, *question, *answer;
};

struct procedure {
    int64_t id; /* 0 = not in a book */
    int version;
    const char *code, *name, *short_name; /* short_name is never empty once loaded */
    const char *field, *field_code, *agency, *level, *decision;
    const char *served, *place; /* "here", "portal", "elsewhere", and where */
    struct procedure_channel channels[CHANNELS];
    const char *limit_confidence; /* "A" .. "C"; below B it is shown as "to confirm" */
    struct procedure_fee_rule fee_rule;
    bool council; /* the province council sets the fee */
    const char *fee_note;
    const char *result, *result_code;
    const char *confidence;
    const char *effective_from; /* "2026-01-01" */
    const char *withdrawn_on;   /* day or "" */
    struct procedure_component *components;
    size_t components_count;
    struct procedure_variant *variants;
    size_t variants_count;
    int line; /* where it stood in the file it was read from; 0 = not from a file */
};

/* --- rules (pure) --- */

/* 8 characters d.dddddd, or an older code of letters, digits, '.', '-', '_'. */
bool procedure_code_valid(const char *code);

/* The limit of `channel`; a channel that is not offered gives that of the first that is (the clerk still
 * needs a date, and *offered says so). offered may be NULL. */
struct procedure_limit procedure_limit_for(const struct procedure *p, enum channel channel, bool *offered);

/* The fee of `pieces` pages, copies or persons through `channel`. False when it is not known. */
MUST bool procedure_fee_for(int64_t *ret, const struct procedure *p, enum channel channel, int pieces);

/* Limits or the whole row still wait for an officer's word. */
bool procedure_to_confirm(const struct procedure *p);

/* NULL when there is none. */
const struct procedure_component *procedure_component(const struct procedure *p, const char *id);
const struct procedure_variant *procedure_variant(const struct procedure *p, const char *id);

/* What is known about the case when the checklist is made. */
struct procedure_case {
    const char *variant; /* NULL = not chosen yet */
    enum channel channel;
    bool other_submits; /* the submitter is not the applicant */
};

enum component_need {
    COMPONENT_NOT_NEEDED, /* other variant, other channel */
    COMPONENT_MAYBE,      /* depends on a condition the clerk must ask */
    COMPONENT_NEEDED,
};
enum component_need procedure_needs(
    const struct procedure *p, const struct procedure_component *c, const struct procedure_case *which);

/* Whether database `name` ("y_te") may stand for the paper. */
bool component_replaced_by(const struct procedure_component *c, const char *name);

/* {"code","name","short_name","field","field_code","version","result","result_code", ... "components":[..]}:
 * everything. NULL when memory ends. */
struct js *procedure_json(const struct procedure *p);

/* --- in the book --- */

/* The version in force on `day` (withdrawn ones are RC_NOT_FOUND "procedure_withdrawn" from their day on). */
MUST enum rc procedure_load(
    struct procedure *ret, struct db *db, struct arena *a, const char *code, struct day day, struct err *e);

/* That very version, whatever came later. */
MUST enum rc procedure_load_id(
    struct procedure *ret, struct db *db, struct arena *a, int64_t id, struct err *e);

/* The newest version, withdrawn or not. */
MUST enum rc procedure_load_newest(
    struct procedure *ret, struct db *db, struct arena *a, const char *code, struct err *e);

/* All that are in force on `day`, by code; without components and variants. */
MUST enum rc procedure_list(
    struct procedure **ret, size_t *count, struct db *db, struct arena *a, struct day day, struct err *e);

/* Adds p->version, which is one more than the newest in the book; p->id is set. Within a transaction. */
MUST enum rc procedure_insert(struct db *db, struct procedure *p, int64_t now, struct err *e);
MUST enum rc procedure_withdraw(struct db *db, const char *code, const char *day, struct err *e);

#endif
