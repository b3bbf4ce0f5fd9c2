/* loose.c - see loose.h. */
#include "paper/loose.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "book/book.h"
#include "dossier/ticket.h"
#include "dossier/ticket_words.h"
#include "paper/source.h"

/* --- periods --- */

static bool read_period(char from[ISO_DAY_SIZE], char to[ISO_DAY_SIZE], const char *text)
{
    struct day first, last;
    char day[24];
    const char *dots = strstr(text, "..");
    if (strlen(text) == 7) {
        snprintf(day, sizeof day, "%.7s-01", text);
        if (!iso_day_parse(&first, day))
            return false;
        last = day_add((struct day){ first.m == 12 ? first.y + 1 : first.y, first.m % 12 + 1, 1 }, -1);
    } else {
        snprintf(day, sizeof day, "%.*s", dots ? (int)(dots - text) : 20, text);
        if (!iso_day_parse(&first, day) || !iso_day_parse(&last, dots ? dots + 2 : day))
            return false;
    }
    iso_day(from, first);
    iso_day(to, last);
    return day_compare(first, last) <= 0;
}

/* "2026-01-05", "2026-01" or "2026-01-05..2026-01-31" as first and last day (ISO). */
static enum rc loose_period(char from[11], char to[11], const char *text, struct err *e)
{
    if (read_period(from, to, text))
        return RC_OK;
    err_set(e, RC_REFUSED, "paper_period", N_("\"%.40s\" is no day, no month and no period."), text);
    err_hint(e, N_("Write 2026-01-05, 2026-01 or 2026-01-05..2026-01-31."));
    return RC_REFUSED;
}

/* --- facts --- */

static struct js *office_facts(const struct office *of)
{
    char now[ISO_TIME_SIZE];
    struct js *facts = js_object(), *unit = js_object(), *actor = js_object();
    js_put_text(unit, "code", of->book->unit_code);
    js_put_text(unit, "name", of->book->unit_name);
    js_put_text(unit, "province", of->book->province);
    js_put_text(actor, "name", of->staff_name);
    js_put_text(actor, "title", of->staff_title);
    js_put_text(actor, "desk", of->desk);
    js_put_text(facts, "at", iso_time(now, clock_now(of->clock)));
    js_put(facts, "unit", unit);
    js_put(facts, "actor", actor);
    return facts;
}

static enum rc book_facts(
    struct js *papers, const struct office *of, const char *from, const char *to, struct err *e)
{
    struct js *rows = NULL;
    enum rc rc = source_book_rows(&rows, of->db, from, to, e);
    if (rc)
        return rc;
    struct js *facts = office_facts(of), *book = js_object();
    js_put_text(book, "from", from);
    js_put_text(book, "to", to);
    js_put(facts, "book", book);
    js_put(facts, "rows", rows);
    js_add(papers, facts);
    return RC_OK;
}

/* --- hand-over lists: one paper for each two people between whom dossiers went --- */

static bool same_list(const struct js *list, const struct js *row)
{
    const struct js *pair = js_get(list, "handover");
    return strcmp(js_get_text(pair, "giver"), js_get_text(row, "giver")) == 0 &&
           strcmp(js_get_text(pair, "receiver"), js_get_text(row, "receiver")) == 0 &&
           js_get_int(pair, "number", 0) == js_get_int(row, "number", 0);
}

/* Papers are counted by those who give and by those who take: the sum stands on the list. */
static struct js *list_of(const struct js *rows, const struct js *first, const struct office *of)
{
    struct js *facts = office_facts(of), *pair = js_object(), *mine = js_array();
    int64_t papers = 0;
    js_put_text(pair, "giver", js_get_text(first, "giver"));
    js_put_text(pair, "receiver", js_get_text(first, "receiver"));
    js_put_int(pair, "number", js_get_int(first, "number", 0));
    js_put_text(pair, "from", js_get_text(first, "at"));
    js_put(facts, "handover", pair);
    for (size_t i = 0; i < js_len(rows); i++)
        if (same_list(facts, js_at(rows, i))) {
            js_add(mine, js_copy(js_at(rows, i)));
            papers += js_get_int(js_at(rows, i), "papers", 0);
        }
    js_put_int(pair, "count", (int64_t)js_len(mine));
    js_put_int(pair, "papers", papers);
    js_put_text(pair, "to", js_get_text(js_at(mine, js_len(mine) - 1), "at"));
    js_put(facts, "rows", mine);
    return facts;
}

/* A number is the id of one counted list; else a day, a month or a period. */
static enum rc handed_rows(struct js **ret, const struct office *of, const char *subject, struct err *e)
{
    char from[ISO_DAY_SIZE], to[ISO_DAY_SIZE];
    if (subject[0] && strlen(subject) < 10 && strspn(subject, "0123456789") == strlen(subject))
        return source_handed_list(ret, of->db, strtoll(subject, NULL, 10), e);
    enum rc rc = loose_period(from, to, subject, e);
    return rc ? rc : source_handed_days(ret, of->db, from, to, e);
}

static enum rc handover_facts(struct js *papers, const struct office *of, const char *subject, struct err *e)
{
    AUTO_JS rows = NULL;
    enum rc rc = handed_rows(&rows, of, subject, e);
    if (rc)
        return rc;
    for (size_t i = 0; i < js_len(rows); i++) {
        bool known = false;
        for (size_t j = 0; j < js_len(papers) && !known; j++)
            known = same_list(js_at(papers, j), js_at(rows, i));
        if (!known)
            js_add(papers, list_of(rows, js_at(rows, i), of));
    }
    if (js_len(papers) == 0)
        return err_set(e, RC_NOT_FOUND, "handover_none", N_("Nothing was handed over: %.40s."), subject);
    return RC_OK;
}

/* --- a ticket --- */

/* Who is called first by the rule on the wall, were nobody else to come: those of the same group. A number
 * that is just being printed counts as the last of the line. */
static enum rc people_before(int *before, struct ticket *list, size_t count, size_t mine, int limit,
    const struct office *of, struct arena *a, struct err *e)
{
    int run = 0, *places = arena_array(a, count, sizeof *places);
    const char group[2] = { list[mine].service, '\0' };
    if (!places)
        return err_no_memory(e);
    enum rc rc = ticket_run(&run, of, group, limit, e);
    if (rc)
        return rc;
    for (size_t i = 0; i < count; i++)
        if (list[i].service != list[mine].service)
            list[i].state = TICKET_SERVED; /* another line; this list is ours alone */
    list[mine].pending = false;
    ticket_places(places, list, count, run, limit);
    *before = places[mine] > 0 ? places[mine] - 1 : 0;
    return RC_OK;
}

static struct js *ticket_of(
    const struct ticket *t, int before, const struct ticket_setup *setup, const struct office *of)
{
    char at[ISO_TIME_SIZE], service[2] = { t->service, '\0' };
    struct js *facts = office_facts(of), *ticket = js_object();
    js_put_text(ticket, "label", t->label);
    js_put_text(ticket, "service", service);
    js_put_text(ticket, "group", ticket_group_name(setup, t->service));
    js_put_text(ticket, "priority", t->priority);
    js_put_int(ticket, "before", before);
    js_put_int(ticket, "limit", setup->limit);
    js_put_text(ticket, "arrived_at", iso_time(at, t->arrived_at));
    js_put(facts, "ticket", ticket);
    return facts;
}

static enum rc ticket_facts(struct js *papers, const struct office *of, const char *label, struct err *e)
{
    AUTO_ARENA a = { 0 };
    struct ticket *list = NULL;
    struct ticket_setup setup;
    size_t count = 0, i = 0;
    int before = 0;
    ticket_setup(&setup, of);
    enum rc rc = ticket_list(&list, &count, of, day_of(clock_now(of->clock)), &a, e);
    if (rc)
        return rc;
    while (i < count && strcmp(list[i].label, label) != 0)
        i++;
    if (i == count)
        return err_set(e, RC_NOT_FOUND, "no_ticket", N_("There is no ticket %.10s today"), label);
    if (list[i].state == TICKET_CANCELLED)
        return err_set(
            e, RC_REFUSED, "ticket_cancelled", N_("Ticket %.10s was cancelled; take a new number."), label);
    rc = people_before(&before, list, count, i, setup.limit, of, &a, e);
    if (!rc)
        js_add(papers, ticket_of(&list[i], before, &setup, of));
    return rc;
}

bool loose_is(const char *kind)
{
    return strcmp(kind, "book") == 0 || strcmp(kind, "handover") == 0 || strcmp(kind, "ticket") == 0;
}

enum rc loose_facts(
    struct js **ret, const struct office *of, const char *kind, const char *subject, struct err *e)
{
    AUTO_JS papers = js_array();
    char from[ISO_DAY_SIZE], to[ISO_DAY_SIZE];
    enum rc rc = RC_OK;
    if (strcmp(kind, "ticket") == 0)
        rc = ticket_facts(papers, of, subject, e);
    else if (strcmp(kind, "handover") == 0)
        rc = handover_facts(papers, of, subject, e);
    else if (!(rc = loose_period(from, to, subject, e)))
        rc = book_facts(papers, of, from, to, e);
    if (rc)
        return rc;
    *ret = papers;
    papers = NULL;
    return RC_OK;
}
