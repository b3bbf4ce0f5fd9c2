/* shadow.c - the portal's form, box by box: what to type over there, what is done, and at the end its code.
 *
 * Opened from step 4 of an intake or from a dossier. Each tick and the code are on disk before they are
 * shown.
 */
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/office.h"
#include "base/text.h"
#include "desk/clip.h"
#include "desk/intake_desk.h"
#include "desk/line_ask.h"
#include "desk/shadow.h"
#include "dossier/portal_code.h"
#include "dossier/portal_fill.h"
#include "dossier/step.h"
#include "people/permission.h"

struct shadow_screen {
    struct intake *in; /* or: */
    struct portal_fill fill;
    struct shadow own;
    const char *name, *portal_code;
};

static struct shadow *model(struct shadow_screen *st)
{
    return st->in ? &st->in->form.shadow : &st->own;
}

static const struct portal_line *here(struct shadow_screen *st)
{
    struct shadow *sh = model(st);
    return sh->count ? &sh->lines[sh->at] : NULL;
}

static const char *code_of(const struct shadow_screen *st)
{
    return st->in ? st->in->portal_code : st->portal_code;
}

/* --- acts --- */

static enum rc keep_tick(struct screen *s, size_t line, bool on, struct err *e)
{
    struct shadow_screen *st = s->state;
    enum rc rc = RC_OK;
    if (st->in)
        form_shadow_tick(st->in, line, on); /* says by itself when the draft could not be kept */
    else if (!(rc = portal_tick_set(s->desk->office, st->fill.d.id, st->own.lines[line].id, on, e)))
        shadow_tick(&st->own, line, on);
    return rc;
}

static enum rc take_code(struct screen *s, const char *typed, struct err *e)
{
    struct shadow_screen *st = s->state;
    struct step_answer answer;
    char code[PORTAL_CODE_SIZE];
    enum rc rc = portal_code_read(code, typed, e);
    if (!rc && st->in)
        rc = form_shadow_code(st->in, typed, e);
    else if (!rc)
        rc = dossier_set_portal_code(&answer, s->desk->office, st->fill.d.code, typed, NULL, e);
    if (rc)
        return rc;
    if (!st->in)
        st->portal_code = arena_strdup(&s->arena, code);
    desk_say(s->desk, ROLE_OK,
        st->in ? N_("The portal's code %s is kept with the draft; the channel is on line.")
               : N_("The portal's code %s is on the book; the channel is on line."),
        code);
    return RC_OK;
}

static void ask_code(struct screen *s)
{
    struct shadow_screen *st = s->state;
    enum rc rc = line_ask(
        s, &(struct line_ask){ .title = _("The portal's code"),
               .label = _("Code"),
               .consequence = _("Type it as the portal shows it; the dossier goes on as an online one."),
               .typed = *code_of(st) ? code_of(st) : NULL,
               .kind = EDITOR_CODE,
               .take = take_code });
    (void)rc;
}

static void all_done(struct screen *s)
{
    struct shadow_screen *st = s->state;
    desk_say(s->desk, ROLE_OK,
        *code_of(st) ? N_("Every box is copied, and the portal's code is here.")
                     : N_("Every box is copied. F10: type or scan the code the portal gave."));
}

/* Enter: done, and on to the next; Space also takes a tick away again. */
static void tick(struct screen *s, bool toggles)
{
    struct shadow_screen *st = s->state;
    struct shadow *sh = model(st);
    struct err e = { 0 };
    if (!sh->count)
        return;
    bool was = shadow_ticked(sh, (size_t)sh->at), on = !was || !toggles;
    if (on != was && keep_tick(s, (size_t)sh->at, on, &e)) {
        desk_say_error(s->desk, &e);
        desk_beep(s->desk, 2);
        return;
    }
    int next = on ? shadow_next(sh, sh->at, 1) : sh->at;
    if (next < 0)
        all_done(s);
    else
        sh->at = next;
}

static void copy(struct screen *s)
{
    const struct portal_line *line = here(s->state);
    if (line)
        clip_copy(s->desk, line->label, line->value);
}

static void square(struct screen *s)
{
    const struct portal_line *line = here(s->state);
    if (line)
        clip_square(s->desk, line->label, line->value);
}

static bool may_code(const struct screen *s)
{
    const struct shadow_screen *st = s->state;
    return st->in || (state_row(st->fill.d.state)->open &&
                         permission_check(s->desk->office->role, ACTION_DOSSIER_WORK, NULL) == RC_OK);
}

static const struct key_row keys[] = {
    { K_ENTER, "shadow.done", N_("Done, next"), N_("This box is filled in over there; on to the next"), NULL,
        NULL },
    { K_SPACE, "shadow.tick", NULL, N_("Tick it off, or take the tick away"), NULL, NULL },
    { K_CTRL('Y'), "shadow.copy", N_("Copy"), N_("Copy the value, to be pasted into the portal"), NULL,
        copy },
    { K_CTRL('Q'), "shadow.square", N_("Square"), N_("The value as a square for the citizen's phone"), NULL,
        square },
    { K_F(10), "shadow.code", N_("Portal's code"),
        N_("Type the code the portal gave; a scanner may read it at any time"), may_code, ask_code },
    { K_F(8), "shadow.next", NULL, N_("The next box without a tick; F7 goes back"), NULL, NULL },
    { K_F(6), "shadow.form", NULL, N_("Back to our own form"), NULL, screen_close },
    { K_ESC, "shadow.back", N_("Back"), N_("Back; ticks and code are kept"), NULL, screen_close },
    { 0 },
};

/* --- events --- */

static enum used move(struct shadow *sh, uint32_t code)
{
    int last = (int)sh->count - 1, to = -2;
    if (code == K_UP || code == K_DOWN)
        to = sh->at + (code == K_UP ? -1 : 1);
    else if (code == K_HOME || code == K_CTRL_HOME)
        to = 0;
    else if (code == K_END || code == K_CTRL_END)
        to = last;
    else if (code == K_PAGE_UP || code == K_PAGE_DOWN)
        to = sh->at + (code == K_PAGE_UP ? -10 : 10);
    else if (code == K_F(7) || code == K_F(8))
        to = shadow_next(sh, sh->at, code == K_F(8) ? 1 : -1);
    if (to == -2)
        return EVENT_UNUSED;
    sh->at = to < 0 ? (code == K_F(7) || code == K_F(8) ? sh->at : 0) : to > last ? last : to;
    return EVENT_USED;
}

static enum used scanned(struct screen *s, const char *text)
{
    char code[PORTAL_CODE_SIZE];
    struct err e = { 0 };
    if (portal_code_read(code, text, NULL) || !may_code(s))
        return EVENT_UNUSED;
    if (take_code(s, text, &e)) {
        desk_say_error(s->desk, &e);
        desk_beep(s->desk, 2);
    }
    return EVENT_USED;
}

static enum used on_event(struct screen *s, const struct event *event)
{
    struct shadow_screen *st = s->state;
    if (event->kind == EVENT_SCAN || event->kind == EVENT_PASTE)
        return scanned(s, event->text);
    if (event->kind != EVENT_KEY)
        return EVENT_UNUSED;
    if (event->key != K_ENTER && event->key != K_SPACE)
        return model(st)->count ? move(model(st), event->key) : EVENT_UNUSED;
    tick(s, event->key == K_SPACE);
    return EVENT_USED;
}

/* --- life --- */

static enum rc open_dossier(struct screen *s, const char *code, struct err *e)
{
    struct shadow_screen *st = s->state;
    struct err mistake = { 0 };
    enum rc rc = portal_fill_load(&st->fill, s->desk->office, code, &mistake, e);
    if (rc)
        return rc;
    if (mistake.code)
        desk_say_error(s->desk, &mistake); /* the file is wrong; our own order serves */
    shadow_take(&st->own, &st->fill);
    st->name = st->fill.name;
    st->portal_code = st->fill.d.external_code;
    return RC_OK;
}

static enum rc open_(struct screen *s, const void *argument, struct err *e)
{
    struct shadow_screen *st = s->state;
    const struct shadow_start *start = argument;
    if (!start || !s->desk->office || (!start->intake && !start->code))
        return err_set(e, RC_USAGE, "no_shadow",
            N_("Open a dossier or an intake first; the portal's form stands beside it."));
    st->in = start->intake;
    if (!st->in)
        return open_dossier(s, start->code, e);
    st->name = who_name(st->in);
    return RC_OK;
}

static void close_(struct screen *s)
{
    struct shadow_screen *st = s->state;
    portal_fill_release(&st->fill);
    shadow_release(&st->own);
}

/* --- picture --- */

static void draw_top(struct shadow_screen *st, struct canvas *c)
{
    const struct shadow *sh = model(st);
    char counts[60];
    snprintf(counts, sizeof counts, _("%d/%d boxes copied"), shadow_done(sh), (int)sh->count);
    canvas_put_right(c, BODY_RIGHT(c), ROW_BODY, ROLE_MUTED, counts);
    canvas_put(c, BODY_LEFT, ROW_BODY, c->w - 4 - text_columns(counts), ROLE_TITLE, sh->portal->title);
    if (!sh->portal->to_confirm)
        return;
    canvas_put(c, BODY_LEFT, ROW_BODY + 1, c->w - 2, ROLE_WARN,
        sh->portal->own_order
            ? _("? Order and names are those of our own form; look for the like over there.")
            : _("? Order and names of the boxes are still to be confirmed with the portal."));
}

/* The box under the pointer: its whole value, what to mind, and the code when there is one. */
static void draw_bottom(struct shadow_screen *st, struct canvas *c, int y)
{
    const struct portal_line *line = here(st);
    frame_rule(c, 0, y, c->w, line ? line->label : NULL, _("Ctrl-Y copy   Ctrl-Q square"));
    if (line)
        canvas_wrap(c, BODY_LEFT, y + 1, c->w - 2, 2, *line->value ? ROLE_FIELD : ROLE_MUTED,
            *line->value ? line->value : _("Nothing of ours goes here."));
    canvas_put(c, BODY_LEFT, y + 3, c->w / 2 - 2, ROLE_MUTED, line ? line->note : "");
    const char *code = code_of(st);
    char text[120];
    snprintf(text, sizeof text, _("Portal's code  %s"), *code ? code : _("not yet: F10, or scan it"));
    canvas_put_right(c, BODY_RIGHT(c), y + 3, *code ? ROLE_OK : ROLE_MUTED, text);
}

static void draw(const struct screen *s, struct canvas *c)
{
    struct shadow_screen *st = s->state;
    char left[200];
    snprintf(left, sizeof left, "%s   %.80s", _("Copying to the portal"), st->name ? st->name : "");
    utf8_mend(left);
    frame_place(c, left, st->in ? _("new dossier") : st->fill.d.code);
    draw_top(st, c);
    if (model(st)->count)
        shadow_draw_list(model(st), c, 0, ROW_BODY + 2, c->w - 1, BODY_ROWS(c) - 6, true);
    draw_bottom(st, c, ROW_SAY(c) - 4);
    frame_say(c, _("I type it in for you over there; you confirm it yourself on your own phone."));
}

const struct screen_class screen_shadow = {
    .name = "shadow",
    .title = N_("Copying to the portal"),
    .keys = keys,
    .state_size = sizeof(struct shadow_screen),
    .open = open_,
    .on_event = on_event,
    .draw = draw,
    .close = close_,
};
