/* reports.c - the workbooks that are ready to sign: written by a program of its own while the desk works on.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/fs.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "book/book.h"
#include "desk/desk.h"
#include "desk/session.h"
#include "desk/widget_list.h"

struct reports {
    struct js *all; /* NULL until the list came */
    struct list list;
    bool listing; /* our child is the one that lists */
    bool writing;
};

static void ask_list(struct screen *s)
{
    static const char *const words[] = { "report", "list", "--json", NULL };
    struct reports *r = s->state;
    struct err e = { 0 };
    r->listing = session_start(session_of(s->desk), N_("listing the reports"), words, &e) == RC_OK;
    if (!r->listing)
        desk_say_error(s->desk, &e);
}

static enum rc open_(struct screen *s, const void *argument, struct err *e)
{
    (void)argument;
    struct reports *r = s->state;
    if (!session_of(s->desk))
        return err_set(e, RC_REFUSED, "not_signed_in", N_("Sign in first."));
    enum rc rc = permission_check(s->desk->office->role, ACTION_REPORT, e);
    r->list.digits = true;
    if (!rc)
        ask_list(s);
    return rc;
}

static const char *name_at(const struct reports *r, int row)
{
    return js_get_text(js_at(r->all, (size_t)row), "name");
}

static void take_list(struct screen *s)
{
    struct reports *r = s->state;
    const struct child *child = &session_of(s->desk)->child;
    struct err e = { 0 };
    struct js *all = NULL;
    enum rc rc = js_parse(&all, child->said, child->len, &e);
    if (!rc && !js_is_array(all))
        rc = err_set(&e, RC_REFUSED, "reports", N_("The list of reports could not be read."));
    if (!rc)
        rc = list_set_count(&r->list, (int)js_len(all), &e);
    if (rc) {
        js_free(all);
        desk_say_error(s->desk, &e);
        return;
    }
    js_free(r->all);
    r->all = all;
}

/* BOOK/reports/NAME-2026-11-23.xlsx */
static enum rc path_of(char *out, size_t size, const struct screen *s, const char *name, struct err *e)
{
    char dir[PATH_MAX], day[ISO_DAY_SIZE];
    const struct office *of = s->desk->office;
    enum rc rc = fs_make_dir(book_path(dir, of->book, "reports"), e);
    if (rc)
        return rc;
    if (strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_-") != strlen(name))
        return err_set(e, RC_REFUSED, "report_name", N_("The list of reports could not be read."));
    int n = snprintf(out, size, "%s/%s-%s.xlsx", dir, name, iso_day(day, day_of(clock_now(of->clock))));
    return n > 0 && (size_t)n < size ? RC_OK : err_errno(e, ENAMETOOLONG, dir);
}

static void write_it(struct screen *s)
{
    struct reports *r = s->state;
    struct session *session = session_of(s->desk);
    char path[PATH_MAX];
    struct err e = { 0 };
    if (!r->list.count) {
        desk_refuse(s->desk);
        return;
    }
    const char *name = name_at(r, r->list.at);
    enum rc rc = path_of(path, sizeof path, s, name, &e);
    const char *const words[] = { "--as", session->staff.login, "report", name, "-o", path, NULL };
    bool self = session->staff.id == session->peer_id; /* --as is for those who may act for others */
    if (!rc)
        rc = session_start(session, N_("writing a report"), self ? words + 2 : words, &e);
    if (rc) {
        desk_say_error(s->desk, &e);
        return;
    }
    snprintf(session->child.result, sizeof session->child.result, "%s", path);
    r->writing = true;
    desk_say(s->desk, ROLE_BUSY, N_("Writing %s in the background. Work goes on."), name);
}

static void say_written(struct screen *s)
{
    struct child *child = &session_of(s->desk)->child;
    const char *last = child_last_line(child);
    if (child->status == 0)
        desk_say(s->desk, ROLE_OK, N_("Written: %s"), child->result);
    else
        desk_say(s->desk, ROLE_ERROR, N_("Not written. %s"), last);
}

static const struct key_row keys[] = {
    { K_F(10), "reports.write", N_("Write the workbook"),
        N_("Write the chosen report into the book's reports/"), NULL, write_it },
    { K_F(1), "reports.help", N_("Help"), N_("Show every key"), NULL, NULL },
    { K_F(5), "reports.refresh", N_("List again"), N_("Ask for the list of reports again"), NULL, ask_list },
    { K_ESC, "reports.back", N_("Back"), N_("Back to where you were"), NULL, screen_close },
    { 0 },
};

static enum used on_event(struct screen *s, const struct event *event)
{
    struct reports *r = s->state;
    struct session *session = session_of(s->desk);
    if (event->kind == EVENT_TICK && session->child.pid && session_child_ended(session)) {
        if (r->listing)
            take_list(s);
        else if (r->writing)
            say_written(s);
        r->listing = r->writing = false;
        return EVENT_USED;
    }
    if (event->kind != EVENT_KEY || event->key == K_ENTER)
        return EVENT_UNUSED;
    enum list_did did = list_key(&r->list, event->key);
    if (did == LIST_REFUSED)
        desk_refuse(s->desk);
    return did == LIST_UNUSED ? EVENT_UNUSED : EVENT_USED;
}

static void draw_row(const void *context, int row, struct canvas *c, int x, int y, int width)
{
    const struct reports *r = context;
    const struct js *report = js_at(r->all, (size_t)row);
    const char *title = js_get_text(report, "title");
    canvas_put(c, x + 1, y, 18, ROLE_MUTED, name_at(r, row));
    canvas_put(c, x + 20, y, width - 21, ROLE_BASE, title ? title : "");
}

static void draw(const struct screen *s, struct canvas *c)
{
    struct reports *r = s->state;
    frame_place(c, _("Reports"), _("workbooks ready to sign"));
    frame_command(c, NULL, false, "", NULL);
    list_draw(&r->list, c, 1, ROW_BODY, c->w - 2, BODY_ROWS(c), true,
        r->listing ? _("The list is being read.") : _("No list yet. F5 asks again."), draw_row, r);
    frame_hint(c, _("the period is today's; others: motcua report NAME --from DAY --to DAY"));
}

static void close_(struct screen *s)
{
    struct reports *r = s->state;
    js_free(r->all);
    list_release(&r->list);
}

const struct screen_class screen_reports = {
    .name = "reports",
    .title = N_("Reports"),
    .keys = keys,
    .state_size = sizeof(struct reports),
    .open = open_,
    .on_event = on_event,
    .draw = draw,
    .close = close_,
};
