/* portal_form.h - the national portal's own form of a procedure: its fields, in its order, by its names.
 *
 * Read from data/portal_forms/CODE.yaml; without such a file it is made of our form, in our order. Either way
 * it only helps a clerk to carry values over by hand: nothing is sent by it. Nobody publishes the portal's
 * field names, so a file is `to confirm` until somebody has laid it beside the portal and written
 * `confidence: confirmed`.
 *
 *   portal_form: 1.001193
 *   version: 1
 *   title: Biểu mẫu điện tử đăng ký khai sinh
 *   confidence: to confirm
 *   source: where the order comes from
 *   sections:
 *     - title: THÔNG TIN NGƯỜI NỘP
 *       fields:
 *         - { label: "Họ, chữ đệm, tên", from: filer.name }
 *         - { label: "Ngày sinh của trẻ", from: answer.child_birth_date, note: "chọn ngày trong lịch" }
 *         - { label: "Nơi sinh", from: [answer.birth_place, answer.birth_unit] }
 *         - { label: "Email", from: filer.email, optional: yes }
 *
 * `from` names what we know: answer.ID of our form; applicant.KEY, submitter.KEY, filer.KEY (the submitter,
 * or the applicant when nobody else files) with the KEY of a person; unit.KEY; case; result_by. Without
 * `from` the citizen fills the field. A file with an error is not used.
 */
#ifndef CATALOG_PORTAL_FORM_H
#define CATALOG_PORTAL_FORM_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"
#include "catalog/form.h"

struct js;

#define PORTAL_FIELDS_MAX 400
#define PORTAL_FROM_MAX   6
#define PORTAL_LINES_MAX  600

struct portal_from {
    int field;        /* position in form->fields, or -1: then `path` leads into what is known */
    const char *path; /* "answer.child_name", "filer.phone" */
};

struct portal_field {
    const char *label, *section, *note;
    struct portal_from from[PORTAL_FROM_MAX]; /* joined by ", " */
    size_t from_count;
    bool optional;
};

struct portal_form {
    struct arena arena;
    const char *code, *title, *source;
    int version;
    bool to_confirm;
    bool own_order; /* there is no file for it */
    struct portal_field *fields;
    size_t fields_count;
};

/* RC_REFUSED with "file:line:column: what" when the file is wrong. */
MUST enum rc portal_form_load(
    struct portal_form **ret, const char *share_dir, const struct form *form, struct err *e);
/* `mistake` (may be NULL) gets the place and the words apart; its file is `name`. */
MUST enum rc portal_form_parse(struct portal_form **ret, const char *text, size_t len, const char *name,
    const struct form *form, struct form_error *mistake, struct err *e);
/* One file by its path, for `motcua form check`; the code inside says whose form it is. */
MUST enum rc portal_form_check(
    const char *path, const char *share_dir, struct form_error *mistake, struct err *e);
MUST enum rc portal_form_own(struct portal_form **ret, const struct form *form, struct err *e);
void portal_form_free(struct portal_form *p);
void portal_form_auto_free(struct portal_form **p);
#define AUTO_PORTAL_FORM __attribute__((cleanup(portal_form_auto_free))) struct portal_form *

/* --- with values --- */

/* One box of the portal and what goes into it. Texts belong to the arena; none is NULL. */
struct portal_line {
    const char *id; /* stable name of the box, for ticks */
    const char *label, *section, *note;
    const char *value;  /* as it is typed over there: dates dd/mm/yyyy, numbers and telephones bare; "" = we
                           have none */
    const char *answer; /* id of our own answer ("documents[0].name"), "" = not from our form */
    bool optional;
};

/* The boxes this case needs: fields that our form does not show now are left out, a repeat takes a line for
 * each value of each row. `answers` are canonical; `known` is
 * {"applicant":{},"submitter":{},"filer":{},"unit":{}, "case":"","result_by":""}, each part may be missing.
 */
MUST enum rc portal_lines(struct portal_line **ret, size_t *count, const struct portal_form *p,
    const struct form *form, const struct js *answers, const struct js *known, struct day today,
    struct arena *a, struct err *e);

#endif
