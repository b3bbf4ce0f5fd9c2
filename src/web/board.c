/* board.c - see board.h. */
#include "web/board.h"

#include <limits.h>
#include <stdio.h>

#include "base/date.h"
#include "base/i18n.h"
#include "catalog/awareness.h"
#include "dossier/ticket_words.h"
#include "web/page.h"

#define BOARD_ROWS  8
#define BOARD_NEXT  8
#define JUST_CALLED 60 /* seconds for which a number stands out, from its last call on */

/* --- called --- */

static bool stays(const struct ticket *t)
{
    return t->heard_at && (t->state == TICKET_CALLED || t->state == TICKET_SERVED || t->state == TICKET_SKIPPED);
}

/* The most recently called before a moment; -1 = none. */
static int newest(const struct board *b, int64_t before, int before_turn)
{
    int best = -1;
    for (size_t i = 0; i < b->count; i++) {
        const struct ticket *t = &b->tickets[i];
        if (!stays(t) || t->heard_at > before || (t->heard_at == before && t->turn >= before_turn))
            continue;
        if (best < 0 || t->heard_at > b->tickets[best].heard_at ||
            (t->heard_at == b->tickets[best].heard_at && t->turn > b->tickets[best].turn))
            best = (int)i;
    }
    return best;
}

static const char *class_of(const struct board *b, const struct ticket *t)
{
    if (t->state == TICKET_CALLED && b->now - t->heard_at < JUST_CALLED)
        return " class=\"now\"";
    return t->state == TICKET_SKIPPED ? " class=\"missed\"" : "";
}

static void called_row(struct buf *out, const struct board *b, const struct ticket *t)
{
    char desk[TICKET_DESK_SIZE];
    buf_addf(out, "<tr%s><td class=\"no\">", class_of(b, t));
    page_text(out, t->label);
    buf_puts(out, "</td><td>");
    if (t->state == TICKET_SKIPPED)
        page_text(out, _("was called; please ask at a desk"));
    else
        page_text(out, ticket_desk_words(desk, t->desk));
    buf_puts(out, "</td></tr>");
}

static void called(struct buf *out, const struct board *b)
{
    int64_t before = INT64_MAX;
    int shown = 0, before_turn = INT_MAX;
    buf_puts(out, "<table><tr><th>");
    page_text(out, _("Number"));
    buf_puts(out, "</th><th>");
    page_text(out, _("Please go to"));
    buf_puts(out, "</th></tr>");
    for (int i; shown < BOARD_ROWS && (i = newest(b, before, before_turn)) >= 0; shown++) {
        called_row(out, b, &b->tickets[i]);
        before = b->tickets[i].heard_at;
        before_turn = b->tickets[i].turn;
    }
    if (!shown) {
        buf_puts(out, "<tr><td colspan=\"2\">");
        page_text(out, _("Nobody was called yet today."));
        buf_puts(out, "</td></tr>");
    }
    buf_puts(out, "</table>");
}

/* --- waiting --- */

static int at_place(const struct board *b, int place)
{
    for (size_t i = 0; i < b->count; i++)
        if (b->places[i] == place)
            return (int)i;
    return -1;
}

/* In the order of the calls, so that everybody can count along; where desks call different groups there is no one order. */
static void next(struct buf *out, const struct board *b)
{
    if (!b->setup->shared)
        return;
    buf_puts(out, "<h2>");
    page_text(out, _("Next ones"));
    buf_puts(out, "</h2><p class=\"next\">");
    for (int place = 1, i; place <= BOARD_NEXT && (i = at_place(b, place)) >= 0; place++) {
        buf_puts(out, "<span>");
        page_text(out, b->tickets[i].label);
        buf_puts(out, b->tickets[i].priority[0] ? "*</span> " : "</span> ");
    }
    if (at_place(b, 1) < 0)
        page_text(out, _("nobody waits"));
    buf_puts(out, "</p>");
}

static int waits_in(const struct board *b, char service)
{
    int n = 0;
    for (size_t i = 0; i < b->count; i++)
        n += b->places[i] && b->tickets[i].service == service;
    return n;
}

static void groups(struct buf *out, const struct board *b)
{
    buf_puts(out, "<table><tr><th>");
    page_text(out, _("Service"));
    buf_puts(out, "</th><th class=\"count\">");
    page_text(out, _("Waiting"));
    buf_puts(out, "</th></tr>");
    for (char service = 'A'; service <= 'Z'; service++) {
        const char *name = ticket_group_name(b->setup, service);
        int n = waits_in(b, service);
        if (!n && !*name)
            continue;
        buf_addf(out, "<tr><td>%c ", service);
        page_text(out, name);
        buf_addf(out, "</td><td class=\"count\">%d</td></tr>", n);
    }
    buf_puts(out, "</table>");
}

static void warning(struct buf *out, const struct awareness *is)
{
    if (!is)
        return;
    buf_puts(out, "<p class=\"warning\"><strong>");
    page_text(out, is->text);
    buf_puts(out, "</strong> ");
    page_text(out, is->act);
    buf_puts(out, " <small>");
    page_text(out, is->source);
    buf_addf(out, ", %02d/%02d/%04d</small></p>", is->since.d, is->since.m, is->since.y);
}

enum rc board_page(struct buf *out, const struct board *b)
{
    char rule[TICKET_RULE_SIZE];
    int second = second_of_day(b->now);
    page_begin(out, _("Now serving"), b->unit, "<meta http-equiv=\"refresh\" content=\"5\">");
    buf_puts(out, "<body class=\"board\"><header>");
    page_title(out, _("Now serving"), b->unit);
    buf_addf(out, "<div class=\"clock\">%02d:%02d</div></header><div class=\"halls\"><main>", second / 3600,
        second / 60 % 60);
    called(out, b);
    buf_puts(out, "</main><aside>");
    next(out, b);
    groups(out, b);
    buf_puts(out, "</aside></div>");
    warning(out, b->warning);
    buf_puts(out, "<p class=\"rule\">");
    page_text(out, ticket_rule_words(rule, b->setup->limit));
    buf_puts(out, " ");
    page_text(out, _("A star marks priority."));
    buf_puts(out, "</p>");
    return page_end(out);
}
