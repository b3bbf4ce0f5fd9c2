/* basis.c - the page an answer stands on: papers, fee, time, law and what to watch out for, of one procedure.
 * Opened with its code, also by those who only want to read. */
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/office.h"
#include "catalog/guidance.h"
#include "catalog/law.h"
#include "catalog/procedure_words.h"
#include "desk/desk.h"
#include "desk/route.h"

#define ITEMS_MAX 80

struct item {
    enum role role;
    int indent;
    const char *text;
};

struct basis {
    struct procedure procedure;
    struct item items[ITEMS_MAX];
    int count, top;
    const char *say;
};

static void add(struct screen *s, enum role role, int indent, const char *text)
{
    struct basis *b = s->state;
    if (b->count < ITEMS_MAX && text && *text)
        b->items[b->count++] = (struct item){ role, indent, arena_strdup(&s->arena, text) };
}

static void add_papers(struct screen *s)
{
    const struct basis *b = s->state;
    add(s, ROLE_TITLE, 0, _("PAPERS"));
    for (size_t i = 0; i < b->procedure.components_count; i++) {
        const struct procedure_component *c = &b->procedure.components[i];
        add(s, ROLE_BASE, 2,
            arena_printf(&s->arena, "- %s%s%s%s%s%s", c->name, c->present_only ? _(" (only shown)") : "",
                *c->form ? " [" : "", c->form, *c->form ? "]" : "",
                *c->replaced_by ? _(" (looked up instead)") : ""));
        add(s, ROLE_MUTED, 4, c->case_note);
    }
}

static void add_terms(struct screen *s)
{
    const struct basis *b = s->state;
    AUTO_BUF fee = buf_limit(2000);
    AUTO_BUF limit = buf_limit(2000);
    AUTO_BUF law = buf_limit(2000);
    AUTO_LAWS laws = { 0 };
    fees_say(&fee, &b->procedure);
    limits_say(&limit, &b->procedure);
    buf_puts(&law, b->procedure.decision);
    if (!laws_read(&laws, s->desk->office->share_dir, NULL))
        laws_say(&law, &laws, b->procedure.field);
    add(s, ROLE_TITLE, 0, _("FEE"));
    add(s, ROLE_BASE, 2, buf_text(&fee));
    add(s, ROLE_TITLE, 0, _("TIME LIMIT"));
    add(s, ROLE_BASE, 2, buf_text(&limit));
    add(s, ROLE_TITLE, 0, _("WHERE"));
    add(s, ROLE_BASE, 2, *b->procedure.place ? b->procedure.place : _("at this counter"));
    add(s, ROLE_TITLE, 0, _("BASIS"));
    add(s, ROLE_BASE, 2, buf_text(&law));
}

static void add_guidance(struct screen *s)
{
    struct basis *b = s->state;
    static const enum guidance_step steps[] = { STEP_WHAT, STEP_PAPERS };
    add(s, ROLE_TITLE, 0, _("AT THE COUNTER"));
    int before = b->count;
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        struct guidance g;
        if (guidance_for(&g, s->desk->office->share_dir, i18n_language(), b->procedure.code,
                b->procedure.field, steps[i], &s->arena, NULL))
            continue;
        if (i == 0)
            b->say = g.say;
        add(s, ROLE_BASE, 2, *g.look ? arena_printf(&s->arena, _("Look: %s"), g.look) : "");
        add(s, ROLE_WARN, 2, *g.wrong ? arena_printf(&s->arena, _("Goes wrong: %s"), g.wrong) : "");
        add(s, ROLE_BASE, 2, *g.elsewhere ? arena_printf(&s->arena, _("Send on: %s"), g.elsewhere) : "");
    }
    if (b->count == before) /* a language nobody has verified stays silent */
        add(s, ROLE_MUTED, 2, _("Nobody has written guidance in this language yet."));
}

/* Before anything is typed: what the citizen needs for it besides papers. */
static void add_readiness(struct screen *s)
{
    const struct basis *b = s->state;
    struct readiness list[READINESS_MAX];
    size_t count = 0;
    if (readiness_checks(list, &count, s->desk->office->share_dir, i18n_language(), &s->arena, NULL))
        return;
    bool headed = false;
    for (size_t i = 0; i < count; i++) {
        if (!readiness_needed(&list[i], &b->procedure))
            continue;
        if (!headed)
            add(s, ROLE_TITLE, 0, _("BEFORE STARTING"));
        headed = true;
        add(s, ROLE_BASE, 2, list[i].ask);
        add(s, ROLE_MUTED, 4, list[i].if_not);
    }
}

static enum rc open_(struct screen *s, const void *argument, struct err *e)
{
    struct basis *b = s->state;
    struct day today = day_of(clock_now(s->desk->clock));
    b->say = "";
    enum rc rc = procedure_load(&b->procedure, s->desk->office->db, &s->arena, argument, today, e);
    if (rc)
        return rc;
    if (procedure_to_confirm(&b->procedure))
        add(s, ROLE_WARN, 0, _("! Some of this still waits for an officer's word (to confirm)."));
    add_papers(s);
    add_terms(s);
    add_readiness(s);
    add_guidance(s);
    return arena_failed(&s->arena) ? err_no_memory(e) : RC_OK;
}

static void receive(struct screen *s)
{
    const struct basis *b = s->state;
    enum rc said = route_intake(s->desk, 0, b->procedure.code);
    (void)said; /* told on the message line */
}

static const struct key_row keys[] = {
    { K_DOWN, "basis.down", N_("Down"), N_("A line on; Page Down a page"), NULL, NULL },
    { K_F(10), "basis.receive", N_("Receive"), N_("Receive a dossier of this procedure"), NULL, receive },
    { K_F(1), "basis.help", N_("Help"), N_("Show every key"), NULL, NULL },
    { K_ESC, "basis.back", N_("Back"), N_("Back to where you were"), NULL, screen_close },
    { 0 },
};

static enum used on_event(struct screen *s, const struct event *event)
{
    struct basis *b = s->state;
    int step = event->key == K_DOWN ? 1 : event->key == K_UP ? -1 : event->key == K_PAGE_DOWN ? 8 : -8;
    if (event->kind != EVENT_KEY ||
        (event->key != K_DOWN && event->key != K_UP && event->key != K_PAGE_DOWN && event->key != K_PAGE_UP))
        return EVENT_UNUSED;
    b->top += step;
    b->top = b->top > b->count - 1 ? b->count - 1 : b->top;
    b->top = b->top < 0 ? 0 : b->top;
    return EVENT_USED;
}

static void draw(const struct screen *s, struct canvas *c)
{
    const struct basis *b = s->state;
    char right[60];
    snprintf(right, sizeof right, _("%s, version %d"), b->procedure.code, b->procedure.version);
    frame_place(c, b->procedure.short_name, right);
    int y = ROW_BODY, i = b->top, width = c->w < 104 ? c->w : 104;
    for (; i < b->count && y < ROW_SAY(c); i++) {
        const struct item *it = &b->items[i];
        y += canvas_wrap(c, 1 + it->indent, y, width - 3 - it->indent, ROW_SAY(c) - y, it->role, it->text);
    }
    frame_scroll_mark(c, ROW_BODY, BODY_ROWS(c), b->top, i - b->top, b->count);
    if (*b->say)
        frame_say(c, b->say);
    else
        frame_hint(c, _("read the papers and the fee to the citizen before anything is typed"));
    frame_pointer(c, 0, ROW_BODY);
    canvas_cursor(c, 1, ROW_BODY);
}

const struct screen_class screen_basis = {
    .name = "basis",
    .title = N_("The page behind an answer"),
    .keys = keys,
    .state_size = sizeof(struct basis),
    .open = open_,
    .on_event = on_event,
    .draw = draw,
};
