/* citizen_store.c - persons in the book: found, kept up to date, compared. Merging and erasing stand in
 * citizen_change_store.c. See citizen.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "base/viet.h"
#include "book/db.h"
#include "book/journal.h"
#include "book/tx.h"
#include "people/citizen.h"
#include "people/citizen_private.h"

#define COLUMNS                                                                                              \
    "SELECT id, kind, id_number, old_id, name, birth_date, sex, ethnic, address, hamlet, phone, email, "     \
    "       vneid_level, source, merged_into, erased_at, updated_at FROM person "
#define LOOK_ALIKES_MAX 20
#define MERGES_MAX      16 /* a chain of merges is walked this far */

static void copy_column(char *out, size_t size, struct stmt *q, int column)
{
    snprintf(out, size, "%s", stmt_text(q, column));
}

static void read_row(struct citizen *c, struct stmt *q)
{
    *c = (struct citizen){ .id = stmt_int(q, 0),
        .vneid_level = (int)stmt_int(q, 12),
        .merged_into = stmt_int(q, 14),
        .erased_at = stmt_int(q, 15),
        .updated_at = stmt_int(q, 16) };
    (void)person_kind_parse(&c->kind, stmt_text(q, 1));
    copy_column(c->id_number, sizeof c->id_number, q, 2);
    copy_column(c->old_id, sizeof c->old_id, q, 3);
    copy_column(c->name, sizeof c->name, q, 4);
    copy_column(c->birth_date, sizeof c->birth_date, q, 5);
    (void)sex_parse(&c->sex, stmt_text(q, 6));
    copy_column(c->ethnic, sizeof c->ethnic, q, 7);
    copy_column(c->address, sizeof c->address, q, 8);
    copy_column(c->hamlet, sizeof c->hamlet, q, 9);
    copy_column(c->phone, sizeof c->phone, q, 10);
    copy_column(c->email, sizeof c->email, q, 11);
    copy_column(c->source, sizeof c->source, q, 13);
}

static enum rc one_row(struct citizen *ret, struct stmt *q, const char *who, struct err *e)
{
    enum rc rc = stmt_one(q, e);
    if (rc == RC_NOT_FOUND)
        return err_set(e, RC_NOT_FOUND, "no_such_person", N_("The book has nobody with the number %s"), who);
    if (!rc)
        read_row(ret, q);
    stmt_done(q);
    return rc;
}

enum rc citizen_load_exactly(struct citizen *ret, struct db *db, int64_t id, struct err *e)
{
    char who[24];
    snprintf(who, sizeof who, "%lld", (long long)id);
    struct stmt *q = stmt_of(db, COLUMNS "WHERE id = :id");
    stmt_bind_int(q, ":id", id);
    return one_row(ret, q, who, e);
}

enum rc citizen_load(struct citizen *ret, struct db *db, int64_t id, struct err *e)
{
    struct citizen c;
    enum rc rc = citizen_load_exactly(&c, db, id, e);
    for (int i = 0; !rc && c.merged_into && i < MERGES_MAX; i++)
        rc = citizen_load_exactly(&c, db, c.merged_into, e);
    if (!rc)
        *ret = c;
    return rc;
}

enum rc citizen_by_number(struct citizen *ret, struct db *db, const char *id_number, struct err *e)
{
    struct stmt *q = stmt_of(db,
        COLUMNS "WHERE id_number = :number AND merged_into IS NULL ORDER BY kind <> 'citizen', id LIMIT 1");
    stmt_bind_text(q, ":number", id_number);
    return one_row(ret, q, id_number, e);
}

/* The household business of a citizen carries the citizen's number: kind and number together name one. */
static enum rc by_kind_and_number(struct citizen *ret, struct db *db, const struct citizen *c, struct err *e)
{
    struct stmt *q =
        stmt_of(db, COLUMNS "WHERE id_number = :number AND kind = :kind AND merged_into IS NULL");
    stmt_bind_text(q, ":number", c->id_number);
    stmt_bind_text(q, ":kind", person_kind_slug(c->kind));
    return one_row(ret, q, c->id_number, e);
}

enum rc citizen_find(struct citizen *ret, struct db *db, const char *which, struct err *e)
{
    enum rc rc = citizen_by_number(ret, db, which, e);
    size_t n = strlen(which);
    if (rc != RC_NOT_FOUND || !n || n > 9 || strspn(which, "0123456789") != n)
        return rc;
    return citizen_load(ret, db, strtol(which, NULL, 10), e);
}

/* --- adding and changing --- */

static void bind_text_or_null(struct stmt *q, const char *name, const char *text)
{
    stmt_bind_text(q, name, *text ? text : NULL);
}

static enum rc bind_all(struct stmt *q, const struct citizen *c, int64_t now, struct err *e)
{
    AUTO_BUF folded = buf_limit(0);
    AUTO_BUF key = buf_limit(0);
    size_t n = strlen(c->name);
    enum rc rc = viet_search_key(&folded, c->name, n);
    if (!rc)
        rc = c->kind == PERSON_CITIZEN ? viet_name_sort_key(&key, c->name, n)
                                       : viet_sort_key(&key, c->name, n);
    if (rc)
        return err_no_memory(e);
    stmt_bind_text(q, ":kind", person_kind_slug(c->kind));
    bind_text_or_null(q, ":id_number", c->id_number);
    bind_text_or_null(q, ":old_id", c->old_id);
    stmt_bind_text(q, ":name", c->name);
    stmt_bind_text(q, ":name_folded", buf_text(&folded));
    stmt_bind_blob(q, ":name_key", buf_text(&key), key.len);
    bind_text_or_null(q, ":birth_date", c->birth_date);
    bind_text_or_null(q, ":sex", sex_slug(c->sex));
    bind_text_or_null(q, ":ethnic", c->ethnic);
    stmt_bind_text(q, ":address", c->address);
    stmt_bind_text(q, ":hamlet", c->hamlet);
    bind_text_or_null(q, ":phone", c->phone);
    bind_text_or_null(q, ":email", c->email);
    stmt_bind_int(q, ":vneid_level", c->vneid_level);
    stmt_bind_text(q, ":source", c->source);
    stmt_bind_int(q, ":now", now);
    return RC_OK;
}

static enum rc insert(const struct office *of, struct citizen *c, struct err *e)
{
    struct stmt *q = stmt_of(of->db, "INSERT INTO person (kind, id_number, old_id, name, name_folded, "
                                     "name_key, birth_date, sex, ethnic, address,"
                                     " hamlet, phone, email, vneid_level, source, created_at, updated_at) "
                                     "VALUES (:kind, :id_number, :old_id, :name, :name_folded, :name_key, "
                                     ":birth_date, :sex, :ethnic, :address,"
                                     " :hamlet, :phone, :email, :vneid_level, :source, :now, :now)");
    enum rc rc = bind_all(q, c, clock_now(of->clock), e);
    if (!rc)
        rc = stmt_run(q, e);
    if (!rc)
        c->id = db_last_id(of->db);
    return rc;
}

enum rc citizen_update(const struct office *of, const struct citizen *c, struct err *e)
{
    struct stmt *q = stmt_of(of->db,
        "UPDATE person SET kind = :kind, id_number = :id_number, old_id = :old_id, name = :name,"
        " name_folded = :name_folded, name_key = :name_key, birth_date = :birth_date, sex = :sex, ethnic = "
        ":ethnic,"
        " address = :address, hamlet = :hamlet, phone = :phone, email = :email, vneid_level = :vneid_level,"
        " source = :source, updated_at = :now WHERE id = :id");
    enum rc rc = bind_all(q, c, clock_now(of->clock), e);
    stmt_bind_int(q, ":id", c->id);
    return rc ? rc : stmt_run(q, e);
}

enum rc citizen_note(
    const struct office *of, const char *action, int64_t id, struct js *payload, struct err *e)
{
    char object[24];
    snprintf(object, sizeof object, "%lld", (long long)id);
    const struct journal_entry entry = {
        .action = action, .object_kind = "person", .object = object, .payload = payload
    };
    return journal_append(NULL, NULL, of, &entry, e);
}

/* Takes over what is told and differs; true when something did. */
static bool take(char *old, size_t size, const char *new)
{
    if (!*new || strcmp(old, new) == 0)
        return false;
    snprintf(old, size, "%s", new);
    return true;
}

bool citizen_take_over(struct citizen *old, const struct citizen *new)
{
    bool changed = take(old->id_number, sizeof old->id_number, new->id_number);
    changed |= take(old->old_id, sizeof old->old_id, new->old_id);
    changed |= take(old->name, sizeof old->name, new->name);
    /* A year alone does not replace a whole date. */
    if (strlen(new->birth_date) >= strlen(old->birth_date))
        changed |= take(old->birth_date, sizeof old->birth_date, new->birth_date);
    changed |= take(old->ethnic, sizeof old->ethnic, new->ethnic);
    changed |= take(old->address, sizeof old->address, new->address);
    changed |= take(old->hamlet, sizeof old->hamlet, new->hamlet);
    changed |= take(old->phone, sizeof old->phone, new->phone);
    changed |= take(old->email, sizeof old->email, new->email);
    if (new->sex != SEX_UNKNOWN &&new->sex != old->sex) {
        old->sex = new->sex;
        changed = true;
    }
    if (new->vneid_level > old->vneid_level) {
        old->vneid_level = new->vneid_level;
        changed = true;
    }
    if (changed)
        take(old->source, sizeof old->source, new->source);
    return changed;
}

/* The row this person has already: by its own id, else by number. RC_NOT_FOUND = new. */
static enum rc find_known(
    struct citizen *ret, const struct office *of, const struct citizen *c, struct err *e)
{
    if (c->id)
        return citizen_load(ret, of->db, c->id, e);
    if (c->id_number[0])
        return by_kind_and_number(ret, of->db, c, NULL);
    return RC_NOT_FOUND;
}

static enum rc write_person(const struct office *of, struct citizen *c, struct err *e)
{
    struct citizen known = { 0 };
    const char *action = "person_changed";
    enum rc rc = find_known(&known, of, c, e);
    if (rc == RC_NOT_FOUND && !c->id) {
        action = "person_added";
        known = *c;
        rc = insert(of, &known, e);
    } else if (!rc && citizen_take_over(&known, c)) {
        rc = citizen_update(of, &known, e);
    } else if (!rc) {
        *c = known;
        return RC_OK;
    }
    if (rc)
        return rc;
    AUTO_JS payload = citizen_json(&known);
    rc = citizen_note(of, action, known.id, payload, e);
    if (!rc)
        *c = known;
    return rc;
}

enum rc citizen_upsert(const struct office *of, struct citizen *c, struct err *e)
{
    AUTO_TX tx = tx_for(of->db);
    enum rc rc = tx_begin(&tx, e);
    if (!rc)
        rc = write_person(of, c, e);
    return rc ? rc : tx_commit(&tx, e);
}

enum rc citizen_viewed(const struct office *of, const struct citizen *c, const char *why, struct err *e)
{
    AUTO_JS payload = js_object();
    js_put_text(payload, "why", why);
    AUTO_TX tx = tx_for(of->db);
    enum rc rc = tx_begin(&tx, e);
    if (!rc)
        rc = citizen_note(of, "person_viewed", c->id, payload, e);
    return rc ? rc : tx_commit(&tx, e);
}

enum rc citizen_look_alikes(struct citizen **ret, size_t *count, struct db *db, const struct citizen *c,
    struct arena *a, struct err *e)
{
    AUTO_BUF folded = buf_limit(0);
    char year[5];
    snprintf(year, sizeof year, "%.4s", c->birth_date);
    struct citizen *list = arena_array(a, LOOK_ALIKES_MAX, sizeof *list);
    if (!list || viet_search_key(&folded, c->name, strlen(c->name)))
        return err_no_memory(e);
    struct stmt *q = stmt_of(db, COLUMNS
        "WHERE name_folded = :name AND (birth_date >= :year AND birth_date < :year || '~' OR :year = '')"
        "  AND id <> :id AND ifnull(id_number, '') <> :number AND merged_into IS NULL AND erased_at IS NULL "
        "ORDER BY id LIMIT 20");
    stmt_bind_text(q, ":name", buf_text(&folded));
    stmt_bind_text(q, ":year", year);
    stmt_bind_int(q, ":id", c->id);
    stmt_bind_text(q, ":number", *c->id_number ? c->id_number : "-");
    size_t n = 0;
    enum rc rc = RC_OK;
    for (bool row = true; !(rc = stmt_next(q, &row, e)) && row && n < LOOK_ALIKES_MAX;)
        read_row(&list[n++], q);
    stmt_done(q);
    if (rc)
        return rc;
    *ret = list;
    *count = n;
    return RC_OK;
}
