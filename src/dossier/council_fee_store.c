/* council_fee_store.c - fees that the province council sets; see money.h. */
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "base/text.h"
#include "book/db.h"
#include "book/journal.h"
#include "book/tx.h"
#include "dossier/money.h"
#include "people/permission.h"

#define COLUMNS "procedure_code, channel, from_day, price, basis"

static bool read_fee(struct council_fee *ret, struct stmt *q, struct arena *a)
{
    *ret = (struct council_fee){ .procedure = stmt_copy(q, 0, a),
        .channel = stmt_copy(q, 1, a),
        .price = stmt_int(q, 3),
        .basis = stmt_copy(q, 4, a) };
    return iso_day_parse(&ret->from, stmt_text(q, 2));
}

static enum rc damaged(struct err *e)
{
    return err_set(e, RC_STORAGE, "damaged", N_("The book is damaged"));
}

enum rc council_fee_load(struct council_fee *ret, struct db *db, const char *procedure, enum channel channel,
    struct day day, struct arena *a, struct err *e)
{
    char text[ISO_DAY_SIZE];
    struct stmt *q =
        stmt_of(db, "SELECT " COLUMNS " FROM council_fee"
                    " WHERE procedure_code = :code AND channel IN ('', :channel) AND from_day <= :day"
                    " ORDER BY channel = '', from_day DESC LIMIT 1");
    stmt_bind_text(q, ":code", procedure);
    stmt_bind_text(q, ":channel", channel_slug(channel));
    stmt_bind_text(q, ":day", iso_day(text, day));
    enum rc rc = stmt_one(q, e);
    if (rc)
        return rc;
    if (!read_fee(ret, q, a))
        rc = damaged(e);
    stmt_done(q);
    return rc ? rc : arena_failed(a) ? err_no_memory(e) : RC_OK;
}

enum rc council_fee_list(
    struct council_fee **ret, size_t *count, const struct office *of, struct arena *a, struct err *e)
{
    size_t n = 0, room = 0;
    enum rc rc = stmt_count(&room, stmt_of(of->db, "SELECT count(*) FROM council_fee"), e);
    if (rc)
        return rc;
    struct council_fee *list = arena_array(a, room + 1, sizeof *list);
    if (!list)
        return err_no_memory(e);
    struct stmt *q = stmt_of(of->db, "SELECT " COLUMNS " FROM council_fee ORDER BY procedure_code, channel, from_day");
    for (bool row = true; n < room && !(rc = stmt_next(q, &row, e)) && row;)
        if (!read_fee(&list[n++], q, a))
            return damaged(e);
    stmt_done(q);
    *ret = list;
    *count = n;
    return rc ? rc : arena_failed(a) ? err_no_memory(e) : RC_OK;
}

/* --- setting --- */

static bool known_everywhere(const struct procedure *p)
{
    int64_t known;
    for (int channel = 0; channel < CHANNELS; channel++)
        if (!procedure_fee_for(&known, p, channel, 1))
            return false;
    return true;
}

static enum rc check_fee(const struct office *of, const struct council_fee *fee, struct err *e)
{
    AUTO_ARENA a = { 0 };
    struct procedure p;
    enum channel channel;
    if (!fee->basis || !fee->basis[strspn(fee->basis, " ")])
        return err_set(e, RC_REFUSED, "basis_missing", N_("A fee of the council needs its resolution"));
    if (fee->price < 0 || fee->price > MONEY_PRICE_MAX)
        return err_set(e, RC_REFUSED, "money_too_large", N_("This sum is too large: %.40s"), "");
    if (fee->channel && *fee->channel && !channel_parse(&channel, fee->channel))
        return err_set(e, RC_REFUSED, "channel", N_("The channel is direct, online or post, not \"%.40s\""),
            fee->channel);
    enum rc rc = procedure_load(&p, of->db, &a, fee->procedure, fee->from, e);
    if (!rc && !p.council && known_everywhere(&p))
        rc =
            err_set(e, RC_REFUSED, "fee_is_known", N_("The catalogue has the fee of this procedure already"));
    return rc;
}

static enum rc write_fee(
    const struct office *of, const struct council_fee *fee, const char *basis, struct err *e)
{
    char day[ISO_DAY_SIZE];
    struct stmt *q = stmt_of(of->db,
        "INSERT INTO council_fee (procedure_code, channel, from_day, price, basis, at, staff_id)"
        " VALUES (:code, :channel, :from, :price, :basis, :at, :staff)"
        " ON CONFLICT (procedure_code, channel, from_day) DO UPDATE SET price = :price, basis = "
        ":basis, at = :at, staff_id = :staff");
    stmt_bind_text(q, ":code", fee->procedure);
    stmt_bind_text(q, ":channel", fee->channel ? fee->channel : "");
    stmt_bind_text(q, ":from", iso_day(day, fee->from));
    stmt_bind_int(q, ":price", fee->price);
    stmt_bind_text(q, ":basis", basis);
    stmt_bind_int(q, ":at", clock_now(of->clock));
    stmt_bind_int(q, ":staff", of->staff_id);
    enum rc rc = stmt_run(q, e);
    if (rc)
        return rc;
    AUTO_JS payload = js_object();
    js_put_text(payload, "from", day);
    js_put_text(payload, "channel", fee->channel && *fee->channel ? fee->channel : NULL);
    js_put_int(payload, "price", fee->price);
    js_put_text(payload, "basis", basis);
    return journal_append(NULL, NULL, of,
        &(struct journal_entry){ .action = "council_fee",
            .object_kind = "catalogue",
            .object = fee->procedure,
            .payload = payload },
        e);
}

enum rc council_fee_set(const struct office *of, const struct council_fee *fee, struct err *e)
{
    AUTO_BUF basis = buf_limit(4096);
    AUTO_TX tx = tx_for(of->db);
    enum rc rc = permission_check(of->role, ACTION_CATALOG_CHANGE, e);
    if (!rc)
        rc = tx_begin(&tx, e);
    if (!rc)
        rc = check_fee(of, fee, e);
    if (!rc)
        rc = text_accept(&basis, fee->basis, strlen(fee->basis), &text_line_limits, "basis", e);
    if (!rc)
        rc = write_fee(of, fee, buf_text(&basis), e);
    return rc ? rc : tx_commit(&tx, e);
}
