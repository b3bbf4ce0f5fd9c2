/* dossier_store.c - the SQL of a dossier, its checklist and its files. */
#include <string.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/office.h"
#include "book/counter.h"
#include "book/db.h"
#include "dossier/dossier.h"

/* --- reading --- */

#define DOSSIER_COLUMNS                                                                                               \
    "d.id, d.code, d.procedure_id, d.procedure_code, d.variant, d.channel, d.state, d.applicant_id, d.submitter_id,"  \
    " d.applicant, d.submitter, d.answers, d.form_version, d.summary, d.note, d.result_by, d.fee, d.fee_note,"        \
    " d.submitted_at, d.received_at, d.due_at, d.finished_at, d.returned_at, d.refused_at, d.due_why, d.paused_at,"   \
    " d.supplements, d.holder_id, d.received_by, s.name, d.desk, d.external_code, d.version"

static void read_dossier(struct dossier *d, struct stmt *q, struct arena *a)
{
    int c = 0;
    d->id = stmt_int(q, c++);
    d->code = stmt_copy(q, c++, a);
    d->procedure_id = stmt_int(q, c++);
    d->procedure_code = stmt_copy(q, c++, a);
    d->variant = stmt_copy(q, c++, a);
    d->channel = stmt_copy(q, c++, a);
    d->state = (enum state)stmt_int(q, c++);
    d->applicant_id = stmt_int(q, c++);
    d->submitter_id = stmt_int(q, c++);
    d->applicant = stmt_copy(q, c++, a);
    d->submitter = stmt_copy(q, c++, a);
    d->answers = stmt_copy(q, c++, a);
    d->form_version = (int)stmt_int(q, c++);
    d->summary = stmt_copy(q, c++, a);
    d->note = stmt_copy(q, c++, a);
    d->result_by = stmt_copy(q, c++, a);
    d->fee = stmt_int(q, c++);
    d->fee_note = stmt_copy(q, c++, a);
    d->submitted_at = stmt_int(q, c++);
    d->received_at = stmt_int(q, c++);
    d->due_at = stmt_int(q, c++);
    d->finished_at = stmt_int(q, c++);
    d->returned_at = stmt_int(q, c++);
    d->refused_at = stmt_int(q, c++);
    d->due_why = stmt_copy(q, c++, a);
    d->paused_at = stmt_int(q, c++);
    d->supplements = (int)stmt_int(q, c++);
    d->holder_id = stmt_int(q, c++);
    d->received_by = stmt_int(q, c++);
    d->holder = stmt_copy(q, c++, a);
    d->desk = stmt_copy(q, c++, a);
    d->external_code = stmt_copy(q, c++, a);
    d->version = (int)stmt_int(q, c++);
}

static enum rc count_of(size_t *ret, struct db *db, const char *sql, int64_t dossier_id, struct err *e)
{
    struct stmt *q = stmt_of(db, sql);
    stmt_bind_int(q, ":dossier", dossier_id);
    return stmt_count(ret, q, e);
}

static enum rc read_components(struct dossier *d, struct db *db, struct arena *a, struct err *e)
{
    size_t count;
    enum rc rc = count_of(&count, db, "SELECT count(*) FROM component WHERE dossier_id = :dossier", d->id, e);
    if (rc)
        return rc;
    d->components = arena_array(a, count + 1, sizeof *d->components);
    if (!d->components)
        return err_no_memory(e);
    struct stmt *q = stmt_of(db,
        "SELECT id, name, mode, originals, certified, copies, replaced_by FROM component"
        " WHERE dossier_id = :dossier ORDER BY seq");
    stmt_bind_int(q, ":dossier", d->id);
    for (bool row = true; row && d->components_count <= count;) {
        rc = stmt_next(q, &row, e);
        if (rc)
            return rc;
        if (row)
            d->components[d->components_count++] = (struct dossier_component){
                .id = stmt_copy(q, 0, a), .name = stmt_copy(q, 1, a),
                .present_only = strcmp(stmt_text(q, 2), "present") == 0, .originals = (int)stmt_int(q, 3),
                .certified = (int)stmt_int(q, 4), .copies = (int)stmt_int(q, 5), .replaced_by = stmt_copy(q, 6, a),
            };
    }
    return RC_OK;
}

static enum rc read_files(struct dossier *d, struct db *db, struct arena *a, struct err *e)
{
    size_t count;
    enum rc rc = count_of(&count, db, "SELECT count(*) FROM attachment WHERE dossier_id = :dossier", d->id, e);
    if (rc)
        return rc;
    d->files = arena_array(a, count + 1, sizeof *d->files);
    if (!d->files)
        return err_no_memory(e);
    struct stmt *q = stmt_of(db,
        "SELECT id, component_id, name, kind, size, digest, sealed_name, result, voided_at FROM attachment"
        " WHERE dossier_id = :dossier ORDER BY id");
    stmt_bind_int(q, ":dossier", d->id);
    for (bool row = true; row && d->files_count <= count;) {
        rc = stmt_next(q, &row, e);
        if (rc)
            return rc;
        if (row)
            d->files[d->files_count++] = (struct dossier_file){
                .id = stmt_int(q, 0), .component_id = stmt_copy(q, 1, a), .name = stmt_copy(q, 2, a),
                .kind = stmt_copy(q, 3, a), .size = stmt_int(q, 4), .digest = stmt_copy(q, 5, a),
                .sealed_name = stmt_copy(q, 6, a), .result = stmt_int(q, 7) != 0, .voided = !stmt_is_null(q, 8),
            };
    }
    return RC_OK;
}

static enum rc finish_load(struct dossier *ret, struct dossier *d, struct db *db, struct arena *a, struct err *e)
{
    enum rc rc = read_components(d, db, a, e);
    if (!rc)
        rc = read_files(d, db, a, e);
    if (!rc && arena_failed(a))
        rc = err_no_memory(e);
    if (!rc)
        *ret = *d;
    return rc;
}

enum rc dossier_load(struct dossier *ret, struct db *db, struct arena *a, const char *code, struct err *e)
{
    struct dossier d = { 0 };
    struct stmt *q = stmt_of(db,
        "SELECT " DOSSIER_COLUMNS " FROM dossier d LEFT JOIN staff s ON s.id = d.holder_id WHERE d.code = :code");
    stmt_bind_text(q, ":code", code);
    enum rc rc = stmt_one(q, e);
    if (rc == RC_NOT_FOUND) {
        err_set(e, rc, "no_such_dossier", N_("There is no dossier %.60s in this book"), code);
        err_hint(e, N_("Look at the code again, or search: motcua find TEXT"));
        return rc;
    }
    if (rc)
        return rc;
    read_dossier(&d, q, a);
    stmt_done(q);
    return finish_load(ret, &d, db, a, e);
}

enum rc dossier_load_id(struct dossier *ret, struct db *db, struct arena *a, int64_t id, struct err *e)
{
    struct dossier d = { 0 };
    struct stmt *q = stmt_of(db,
        "SELECT " DOSSIER_COLUMNS " FROM dossier d LEFT JOIN staff s ON s.id = d.holder_id WHERE d.id = :id");
    stmt_bind_int(q, ":id", id);
    enum rc rc = stmt_one(q, e);
    if (rc == RC_NOT_FOUND)
        return err_set(e, rc, "no_such_dossier", N_("This dossier is not in the book"));
    if (rc)
        return rc;
    read_dossier(&d, q, a);
    stmt_done(q);
    return finish_load(ret, &d, db, a, e);
}

/* --- writing --- */

enum rc dossier_next_serial(int64_t *ret, struct db *db, const char *unit, struct day day, struct err *e)
{
    char iso[ISO_DAY_SIZE], name[80];
    snprintf(name, sizeof name, "dossier:%s", unit);
    return counter_next(ret, db, name, iso_day(iso, day), 1, e);
}

static void bind_optional_id(struct stmt *q, const char *name, int64_t id)
{
    if (id)
        stmt_bind_int(q, name, id);
}

static void bind_optional_text(struct stmt *q, const char *name, const char *text)
{
    if (text && *text)
        stmt_bind_text(q, name, text);
}

/* What reception fixes and what later steps change, in one place: both statements bind from here. */
static void bind_changing(struct stmt *q, const struct dossier *d)
{
    char day[ISO_DAY_SIZE];
    stmt_bind_int(q, ":state", d->state);
    bind_optional_id(q, ":received_at", d->received_at);
    if (d->received_at)
        stmt_bind_text(q, ":received_day", iso_day(day, day_of(d->received_at)));
    bind_optional_id(q, ":due_at", d->due_at);
    if (d->due_at)
        stmt_bind_text(q, ":due_day", iso_day(day, day_of(d->due_at)));
    stmt_bind_text(q, ":due_why", d->due_why);
    bind_optional_id(q, ":finished_at", d->finished_at);
    bind_optional_id(q, ":returned_at", d->returned_at);
    bind_optional_id(q, ":refused_at", d->refused_at);
    bind_optional_id(q, ":paused_at", d->paused_at);
    stmt_bind_int(q, ":supplements", d->supplements);
    bind_optional_id(q, ":holder_id", d->holder_id);
    stmt_bind_text(q, ":note", d->note);
    stmt_bind_int(q, ":fee", d->fee);
}

static enum rc insert_component(struct db *db, int64_t dossier_id, const struct dossier_component *c, int seq,
    struct err *e)
{
    struct stmt *q = stmt_of(db,
        "INSERT INTO component (dossier_id, id, name, mode, originals, certified, copies, replaced_by, seq)"
        " VALUES (:dossier, :id, :name, :mode, :originals, :certified, :copies, :replaced_by, :seq)");
    stmt_bind_int(q, ":dossier", dossier_id);
    stmt_bind_text(q, ":id", c->id);
    stmt_bind_text(q, ":name", c->name);
    stmt_bind_text(q, ":mode", c->present_only ? "present" : "submit");
    stmt_bind_int(q, ":originals", c->originals);
    stmt_bind_int(q, ":certified", c->certified);
    stmt_bind_int(q, ":copies", c->copies);
    bind_optional_text(q, ":replaced_by", c->replaced_by);
    stmt_bind_int(q, ":seq", seq);
    return stmt_run(q, e);
}

enum rc dossier_insert(struct db *db, struct dossier *d, struct err *e)
{
    struct stmt *q = stmt_of(db,
        "INSERT INTO dossier (code, procedure_id, procedure_code, variant, channel, state, applicant_id, submitter_id,"
        "    applicant, submitter, answers, form_version, summary, note, result_by, fee, fee_note, submitted_at,"
        "    received_at, received_day, due_at, due_day, due_why, finished_at, returned_at, refused_at, paused_at,"
        "    supplements, holder_id, received_by, desk, external_code)"
        " VALUES (:code, :procedure_id, :procedure_code, :variant, :channel, :state, :applicant_id, :submitter_id,"
        "    :applicant, :submitter, :answers, :form_version, :summary, :note, :result_by, :fee, :fee_note, :submitted_at,"
        "    :received_at, :received_day, :due_at, :due_day, :due_why, :finished_at, :returned_at, :refused_at, :paused_at,"
        "    :supplements, :holder_id, :received_by, :desk, :external_code)");
    stmt_bind_text(q, ":code", d->code);
    stmt_bind_int(q, ":procedure_id", d->procedure_id);
    stmt_bind_text(q, ":procedure_code", d->procedure_code);
    bind_optional_text(q, ":variant", d->variant);
    stmt_bind_text(q, ":channel", d->channel);
    stmt_bind_int(q, ":applicant_id", d->applicant_id);
    bind_optional_id(q, ":submitter_id", d->submitter_id);
    stmt_bind_text(q, ":applicant", d->applicant);
    bind_optional_text(q, ":submitter", d->submitter);
    stmt_bind_text(q, ":answers", d->answers);
    stmt_bind_int(q, ":form_version", d->form_version);
    stmt_bind_text(q, ":summary", d->summary);
    stmt_bind_text(q, ":result_by", d->result_by);
    stmt_bind_text(q, ":fee_note", d->fee_note);
    stmt_bind_int(q, ":submitted_at", d->submitted_at);
    bind_optional_id(q, ":received_by", d->received_by);
    stmt_bind_text(q, ":desk", d->desk);
    bind_optional_text(q, ":external_code", d->external_code);
    bind_changing(q, d);
    enum rc rc = stmt_run(q, e);
    if (rc)
        return rc;
    d->id = db_last_id(db);
    d->version = 1;
    for (size_t i = 0; i < d->components_count && !rc; i++)
        rc = insert_component(db, d->id, &d->components[i], (int)i + 1, e);
    return rc;
}

enum rc dossier_update(struct db *db, struct dossier *d, struct err *e)
{
    struct stmt *q = stmt_of(db,
        "UPDATE dossier SET state = :state, received_at = :received_at, received_day = :received_day, due_at = :due_at,"
        "    due_day = :due_day, due_why = :due_why, finished_at = :finished_at, returned_at = :returned_at,"
        "    refused_at = :refused_at, paused_at = :paused_at, supplements = :supplements, holder_id = :holder_id,"
        "    note = :note, fee = :fee, version = version + 1"
        " WHERE id = :id AND version = :version");
    bind_changing(q, d);
    stmt_bind_int(q, ":id", d->id);
    stmt_bind_int(q, ":version", d->version);
    enum rc rc = stmt_run(q, e);
    if (rc)
        return rc;
    if (db_changes(db) != 1) {
        err_set(e, RC_CONFLICT, "changed_meanwhile", N_("Somebody else changed %s a moment ago"), d->code);
        err_hint(e, N_("Look at it again, then decide"));
        return RC_CONFLICT;
    }
    d->version++;
    return RC_OK;
}

enum rc dossier_file_insert(struct db *db, int64_t dossier_id, struct dossier_file *file, int64_t now, int64_t staff_id,
    struct err *e)
{
    struct stmt *q = stmt_of(db,
        "INSERT INTO attachment (dossier_id, component_id, name, kind, size, digest, sealed_name, added_at, added_by, result)"
        " VALUES (:dossier, :component, :name, :kind, :size, :digest, :sealed_name, :now, :by, :result)");
    stmt_bind_int(q, ":dossier", dossier_id);
    stmt_bind_text(q, ":component", file->component_id);
    stmt_bind_text(q, ":name", file->name);
    stmt_bind_text(q, ":kind", file->kind);
    stmt_bind_int(q, ":size", file->size);
    stmt_bind_text(q, ":digest", file->digest);
    stmt_bind_text(q, ":sealed_name", file->sealed_name);
    stmt_bind_int(q, ":now", now);
    bind_optional_id(q, ":by", staff_id);
    stmt_bind_int(q, ":result", file->result);
    enum rc rc = stmt_run(q, e);
    if (!rc)
        file->id = db_last_id(db);
    return rc;
}

enum rc dossier_add_file(struct dossier *d, const struct office *of, struct dossier_file *file, struct arena *a,
    struct err *e)
{
    enum rc rc = dossier_file_insert(of->db, d->id, file, clock_now(of->clock), of->staff_id, e);
    struct dossier_file *files = rc ? NULL : arena_array(a, d->files_count + 1, sizeof *files);
    if (!rc && !files)
        rc = err_no_memory(e);
    if (rc)
        return rc;
    if (d->files_count)
        memcpy(files, d->files, d->files_count * sizeof *files);
    files[d->files_count++] = *file;
    d->files = files;
    return RC_OK;
}

enum rc dossier_same_day(char code[DOSSIER_CODE_SIZE], struct db *db, int64_t applicant_id, const char *procedure_code,
    struct day day, struct err *e)
{
    char iso[ISO_DAY_SIZE];
    code[0] = '\0';
    struct stmt *q = stmt_of(db,
        "SELECT code FROM dossier"
        " WHERE applicant_id = :applicant AND procedure_code = :procedure AND received_day = :day ORDER BY id DESC LIMIT 1");
    stmt_bind_int(q, ":applicant", applicant_id);
    stmt_bind_text(q, ":procedure", procedure_code);
    stmt_bind_text(q, ":day", iso_day(iso, day));
    enum rc rc = stmt_one(q, e);
    if (rc == RC_NOT_FOUND)
        return RC_OK;
    if (rc)
        return rc;
    snprintf(code, DOSSIER_CODE_SIZE, "%s", stmt_text(q, 0));
    stmt_done(q);
    return RC_OK;
}

enum rc dossier_newest_received(int64_t *at, struct db *db, struct err *e)
{
    *at = 0;
    struct stmt *q = stmt_of(db, "SELECT received_at FROM dossier WHERE received_at IS NOT NULL ORDER BY id DESC LIMIT 1");
    enum rc rc = stmt_one(q, e);
    if (rc == RC_NOT_FOUND)
        return RC_OK;
    if (rc)
        return rc;
    *at = stmt_int(q, 0);
    stmt_done(q);
    return RC_OK;
}
