/* handed_store.c - what went from hand to hand: counted lists (papers_given), and where nobody counted, the
 * dossiers that changed their holder. */
#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/json.h"
#include "book/db.h"
#include "paper/source.h"

/* As they were counted when they were given; a dossier that only changed its holder has those of its
 * checklist. */
static void put_counts(struct js *row, const struct js *counted, const struct js *components)
{
    static const char *const kinds[] = { "originals", "certified", "copies" };
    int64_t all = 0;
    for (int k = 0; k < 3; k++) {
        int64_t sum = js_get_int(counted, kinds[k], 0);
        for (size_t i = 0; !counted && i < js_len(components); i++)
            sum += js_get_int(js_at(components, i), kinds[k], 0);
        js_put_int(row, kinds[k], sum);
        all += sum;
    }
    js_put_int(row, "papers", all);
}

static enum rc handed_row(struct js *rows, struct stmt *q, struct err *e)
{
    AUTO_JS facts = NULL;
    char at[ISO_TIME_SIZE];
    const char *payload = stmt_text(q, 1);
    enum rc rc = js_parse(&facts, payload, strlen(payload), e);
    if (rc)
        return rc;
    const struct js *counted = js_is_object(js_get(facts, "handover")) ? js_get(facts, "handover") : NULL;
    struct js *row = js_object();
    js_put_text(row, "code", js_get_text(facts, "code"));
    js_put_text(row, "procedure", js_get_text(js_get(facts, "procedure"), "name"));
    js_put_text(row, "applicant", js_get_text(js_get(facts, "applicant"), "name"));
    js_put_text(row, "giver", js_get_text(counted ? counted : facts, "giver"));
    js_put_text(row, "receiver", js_get_text(counted ? counted : facts, "receiver"));
    js_put_int(row, "number", js_get_int(counted, "number", 0));
    js_put_text(row, "at", iso_time(at, stmt_int(q, 0)));
    js_put_text(row, "due_at", js_get_text(facts, "due_at"));
    js_put_text(row, "note", js_get_text(facts, "reason"));
    put_counts(row, counted, js_get(facts, "components"));
    js_add(rows, row);
    return RC_OK;
}

static enum rc read_rows(struct js *rows, struct stmt *q, struct err *e)
{
    bool row;
    enum rc rc;
    while (!(rc = stmt_next(q, &row, e)) && row)
        rc = handed_row(rows, q, e);
    return rc;
}

static enum rc rows_between(
    struct js *rows, struct db *db, struct day first, struct day last, bool counted, struct err *e)
{
    struct stmt *q =
        stmt_of(db, "SELECT at, payload FROM event\n"
                    " WHERE at >= :from AND at < :to AND dossier_id IS NOT NULL AND payload IS NOT NULL\n"
                    "   AND CASE WHEN :counted THEN action = 'papers_given'\n"
                    "            ELSE json_extract(payload, '$.giver') <> '' AND json_extract(payload, "
                    "'$.receiver') <> '' END\n"
                    " ORDER BY seq");
    stmt_bind_int(q, ":from", utc_of(first, 0));
    stmt_bind_int(q, ":to", utc_of(day_add(last, 1), 0));
    stmt_bind_int(q, ":counted", counted);
    return read_rows(rows, q, e);
}

enum rc source_handed_days(struct js **ret, struct db *db, const char *from, const char *to, struct err *e)
{
    struct day first, last;
    AUTO_JS rows = js_array();
    if (!iso_day_parse(&first, from) || !iso_day_parse(&last, to))
        return err_set(
            e, RC_REFUSED, "paper_period", N_("\"%.40s\" is no day, no month and no period."), from);
    enum rc rc = rows_between(rows, db, first, last, true, e);
    if (!rc && js_len(rows) == 0)
        rc = rows_between(rows, db, first, last, false, e);
    if (rc)
        return rc;
    *ret = rows;
    rows = NULL;
    return RC_OK;
}

enum rc source_handed_list(struct js **ret, struct db *db, int64_t list, struct err *e)
{
    AUTO_JS rows = js_array();
    struct stmt *q = stmt_of(db, "SELECT at, payload FROM event\n"
                                 " WHERE action = 'papers_given' AND payload IS NOT NULL AND "
                                 "json_extract(payload, '$.handover.id') = :list\n"
                                 " ORDER BY seq");
    stmt_bind_int(q, ":list", list);
    enum rc rc = read_rows(rows, q, e);
    if (rc)
        return rc;
    *ret = rows;
    rows = NULL;
    return RC_OK;
}
