/* intake_document.h - the intake document taken apart and checked, before anything is written.
 *
 * Shared by intake.c only. Reading collects every fault of the document; nothing here touches files or changes the
 * book (the catalogue and the form are read).
 */
#ifndef DOSSIER_INTAKE_DOCUMENT_H
#define DOSSIER_INTAKE_DOCUMENT_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/problem.h"
#include "catalog/procedure.h"
#include "dossier/dossier.h"
#include "dossier/portal_code.h"
#include "dossier/provenance.h"
#include "people/citizen.h"

struct form;
struct js;
struct office;

/* Checklist lines and files of one intake. */
#define INTAKE_COMPONENTS_MAX 60
#define INTAKE_FILES_MAX      100

struct intake_file {
    size_t component;        /* position in components */
    const char *path;
};

struct intake_document {
    struct arena arena;
    struct procedure procedure;
    const struct form *form;
    struct js *answers;      /* canonical */
    enum channel channel;
    struct citizen applicant, submitter;
    bool has_submitter;
    const char *variant;     /* NULL = none */
    const char *result_by;
    const char *note;
    char portal_code[PORTAL_CODE_SIZE]; /* "" = not filed on the portal by hand */
    const struct js *portal_ticks;      /* of the document; may be NULL */
    const char *tell_by;     /* how the applicant wants to be told: a slug of enum message_wish; NULL = not said */
    struct dossier_component components[INTAKE_COMPONENTS_MAX];
    const char *sources[INTAKE_COMPONENTS_MAX]; /* of each: the dossier whose paper is used again, or NULL */
    size_t components_count;
    struct intake_file files[INTAKE_FILES_MAX];
    size_t files_count;
    struct dossier_file reused[INTAKE_FILES_MAX]; /* sealed already, in an earlier dossier */
    size_t reused_count;
    struct provenance provenance;
    int64_t received_at;     /* now */
    bool fee_known;
    int64_t fee;
};

/* RC_REFUSED with every fault in `problems`; RC_NOT_FOUND "no_such_procedure". */
MUST enum rc intake_document_read(struct intake_document *ret, struct problems *problems, const struct office *of,
    const struct js *document, struct err *e);
void intake_document_release(struct intake_document *d);

/* Whether {"confirmed":[...]} holds this word. */
bool intake_confirmed(const struct js *document, const char *word);

#endif
