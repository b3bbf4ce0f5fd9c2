/* intake_what.c - step 2: from the citizen's words to one procedure and one case, so that only what is needed
 * is asked. Below stands what it promises: papers, days, fee. */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "base/viet.h"
#include "catalog/assistant.h"
#include "desk/frame.h"
#include "desk/guide.h"
#include "desk/intake_days.h"
#include "desk/intake_desk.h"
#include "dossier/deadline.h"
#include "dossier/money.h"

#define MATCH_ROWS 6

/* --- finding --- */

static bool has_words(const char *text, const char *query)
{
    AUTO_BUF folded = buf_limit(8192);
    char word[64];
    if (viet_search_key(&folded, text, strlen(text)))
        return false;
    while (*query) {
        size_t n = strcspn(query, " ");
        snprintf(word, sizeof word, "%.*s", (int)(n < sizeof word ? n : sizeof word - 1), query);
        if (!strstr(buf_text(&folded), word))
            return false;
        query += n + (query[n] == ' ');
    }
    return true;
}

static const struct procedure *by_code(const struct intake_what *w, const char *code)
{
    for (size_t i = 0; i < w->all_count; i++)
        if (strcmp(w->all[i].code, code) == 0)
            return &w->all[i];
    return NULL;
}

static void add_match(struct intake_what *w, const struct procedure *p, const char *why)
{
    for (int i = 0; i < w->list.count; i++)
        if (w->matches[i] == p)
            return;
    if (!p || w->list.count == WHAT_MATCHES)
        return;
    w->why[w->list.count] = why;
    w->matches[w->list.count++] = p;
}

static void ask_assistant(struct intake_what *w, const char *query)
{
    struct reply reply;
    if (!w->assistant || assistant_reply(&reply, w->assistant, query, &w->words, NULL))
        return;
    for (int i = 0; i < reply.count; i++)
        add_match(w, by_code(w, reply.list[i].code), reply.list[i].why);
}

static bool has_own_form(const struct intake *in, const char *code)
{
    char path[PATH_MAX];
    int used = snprintf(path, sizeof path, "%s/forms/%s.yaml", in->of->share_dir, code);
    return used > 0 && used < (int)sizeof path && access(path, R_OK) == 0;
}

/* The number first, then what people call it, then every word in the name. Nothing typed: all that is done
 * here. */
static void look_up(struct intake *in)
{
    struct intake_what *w = &in->what;
    AUTO_STRING typed = editor_text(&w->query);
    AUTO_BUF key = buf_limit(1024);
    if (!w->stale || !typed || viet_search_key(&key, typed, strlen(typed)))
        return;
    w->stale = false;
    w->list.count = 0;
    arena_release(&w->words);
    for (size_t i = 0; i < w->all_count && key.len; i++)
        if (strncmp(w->all[i].code, typed, strlen(typed)) == 0)
            add_match(w, &w->all[i], "");
    if (key.len > 1)
        ask_assistant(w, typed);
    for (size_t i = 0; i < w->all_count && !key.len; i++)
        if (has_own_form(in, w->all[i].code)) /* nothing typed: what the commune does most */
            add_match(w, &w->all[i], "");
    for (size_t i = 0; i < w->all_count; i++)
        if (has_words(w->all[i].name, buf_text(&key)) && strcmp(w->all[i].served, "here") == 0)
            add_match(w, &w->all[i], "");
    int found = w->list.count;
    w->list.count = 0;
    if (list_set_count(&w->list, found, NULL) == RC_OK)
        w->list.at = w->list.top = 0;
}

static const struct procedure *current(struct intake *in)
{
    struct intake_what *w = &in->what;
    look_up(in);
    return w->list.count ? w->matches[w->list.at] : NULL;
}

/* The whole of the line under the pointer: the list knows no papers. */
static const struct procedure *preview(struct intake *in, const struct procedure *p)
{
    struct intake_what *w = &in->what;
    if (w->preview.code && strcmp(w->preview.code, p->code) == 0)
        return &w->preview;
    arena_release(&w->preview_arena);
    w->preview = (struct procedure){ 0 };
    if (procedure_load(&w->preview, in->of->db, &w->preview_arena, p->code, in->today, NULL)) {
        w->preview = (struct procedure){ 0 };
        w->spoken = "";
        return p;
    }
    w->spoken = guide_say(in->of, &w->preview, GUIDE_MATTER, &w->preview_arena);
    return &w->preview;
}

/* --- choosing --- */

enum rc what_choose(struct intake *in, const char *code, struct err *e)
{
    struct arena fresh = { 0 };
    struct procedure p = { 0 };
    enum rc rc = procedure_load(&p, in->of->db, &fresh, code, in->today, e);
    if (rc) {
        arena_release(&fresh);
        return rc;
    }
    arena_release(&in->procedure_arena);
    in->procedure_arena = fresh;
    in->procedure = p;
    in->variant[0] = '\0';
    intake_papers_step.release(in);
    if (in->form.form) { /* another form: its answers do not belong here */
        intake_form_step.release(in);
        in->reached = STEP_WHAT;
    }
    in->what.variants.digits = true;
    return list_set_count(&in->what.variants, (int)p.variants_count, e);
}

struct procedure_case intake_case(const struct intake *in)
{
    enum channel channel = in->due.channel.at >= 0 && in->due.channel.at < CHANNELS
                               ? (enum channel)in->due.channel.at
                               : CHANNEL_DIRECT;
    return (struct procedure_case){ in->variant[0] ? in->variant : NULL, channel, in->who.other_submits };
}

static bool same_as_chosen(const struct intake *in, const struct procedure *p)
{
    return in->procedure.code && strcmp(in->procedure.code, p->code) == 0;
}

static void take_current(struct intake *in)
{
    struct err e = { 0 };
    const struct procedure *p = current(in);
    struct desk *d = in->screen->desk;
    if (!in->what.pointed && !in->procedure.code) { /* a key too many must not choose the first of the list */
        desk_say(d, ROLE_WARN, N_("Type what the citizen wants, or go to a line with the arrows."));
        desk_refuse(d);
        return;
    }
    if (!p) {
        desk_say(d, ROLE_WARN,
            N_("Nothing found. Try other words: what the citizen says, or a part of the name."));
        desk_refuse(d);
        return;
    }
    if (strcmp(p->served, "here")) {
        desk_say(d, ROLE_WARN, N_("This is not filed at the commune. Where: %s"),
            *p->place ? p->place : p->agency);
        desk_refuse(d);
        return;
    }
    if (!same_as_chosen(in, p)) {
        if (what_choose(in, p->code, &e)) {
            desk_say_error(d, &e);
            return;
        }
        in->typed = true;
        intake_save(in);
    }
    if (in->procedure.variants_count)
        in->what.asking = true;
    else
        intake_next(in);
}

static void take_variant(struct intake *in)
{
    const struct procedure_variant *v = &in->procedure.variants[in->what.variants.at];
    if (strcmp(in->variant, v->id)) {
        snprintf(in->variant, sizeof in->variant, "%s", v->id);
        intake_papers_step.release(in);
    }
    in->typed = true;
    intake_next(in);
}

/* --- keys --- */

static enum used variant_key(struct intake *in, uint32_t code)
{
    if (code == K_ESC || code == K_BACK_TAB || code == K_F(7)) {
        in->what.asking = false;
        return EVENT_USED;
    }
    enum list_did did = list_key(&in->what.variants, code);
    if (did == LIST_ENTER)
        take_variant(in);
    if (did == LIST_REFUSED)
        desk_refuse(in->screen->desk);
    return did == LIST_UNUSED ? EVENT_UNUSED : EVENT_USED;
}

static enum used key(struct intake *in, uint32_t code)
{
    struct intake_what *w = &in->what;
    if (w->asking)
        return variant_key(in, code);
    if (code == K_ENTER || code == K_TAB) {
        take_current(in);
        return EVENT_USED;
    }
    if (code == K_UP || code == K_DOWN || code == K_PAGE_UP || code == K_PAGE_DOWN) {
        look_up(in);
        list_key(&w->list, code);
        w->pointed = true;
        return EVENT_USED;
    }
    enum edit edit = editor_key(&w->query, code, in->screen->desk->typing);
    w->stale = w->stale || edit == EDIT_CHANGED;
    w->pointed = w->pointed || edit == EDIT_CHANGED;
    if (edit == EDIT_REFUSED)
        desk_refuse(in->screen->desk);
    return edit == EDIT_UNUSED ? EVENT_UNUSED : EVENT_USED;
}

static void paste(struct intake *in, const char *text)
{
    if (editor_paste(&in->what.query, text) == EDIT_REFUSED)
        desk_refuse(in->screen->desk);
    in->what.stale = in->what.pointed = true;
}

static bool done(struct intake *in)
{
    if (!in->procedure.code)
        take_current(in); /* F10 on a line takes it as Enter does */
    if (in->procedure.code && (!in->procedure.variants_count || in->variant[0]))
        return true;
    if (in->procedure.code) {
        in->what.asking = true;
        desk_say(
            in->screen->desk, ROLE_WARN, N_("Which case is it? Choose by number; it decides on the papers."));
    }
    return false;
}

/* --- life --- */

static enum rc load_catalogue(struct intake *in, struct err *e)
{
    struct intake_what *w = &in->what;
    struct arena *a = &in->screen->arena;
    if (w->all)
        return RC_OK;
    enum rc rc = procedure_list(&w->all, &w->all_count, in->of->db, a, in->today, e);
    if (!rc && assistant_open(&w->assistant, in->of->share_dir, w->all, w->all_count, NULL))
        w->assistant = NULL; /* without its tables the names alone are searched */
    w->query.max = 120;
    w->stale = true;
    return rc;
}

static enum rc enter(struct intake *in, struct err *e)
{
    struct intake_what *w = &in->what;
    w->asking = false;
    enum rc rc = load_catalogue(in, e);
    AUTO_STRING typed = editor_text(&w->query);
    if (!rc && in->procedure.code && typed && !*typed) { /* "tn khai sinh" said it already: it stands first */
        rc = editor_set(&w->query, in->procedure.code, e);
        w->stale = true;
    }
    return rc;
}

static void release(struct intake *in)
{
    struct intake_what *w = &in->what;
    editor_release(&w->query);
    list_release(&w->list);
    list_release(&w->variants);
    assistant_close(w->assistant);
    arena_release(&w->words);
    arena_release(&w->preview_arena);
    w->assistant = NULL;
}

static void put(struct intake *in, struct js *document)
{
    js_put_text(document, "procedure", in->procedure.code);
    js_put_text(document, "variant", in->variant[0] ? in->variant : NULL);
}

/* --- picture --- */

static void days_text(char out[64], const struct procedure_limit *limit)
{
    static const struct {
        const char *unit, *words;
    } units[] = { { "working_day", N_("%d working days") }, { "day", N_("%d days") },
        { "hour", N_("%d hours") }, { "month", N_("%d months") } };
    snprintf(
        out, 64, "%s", strcmp(limit->unit, "same_day_15h") == 0 ? _("the same day") : _("no limit known"));
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (strcmp(units[i].unit, limit->unit) == 0) {
            const char *words = gettext(units[i].words);
            const char *rest = strstr(words, "%d");
            snprintf(out, 64, "%d%s", limit->value, rest ? rest + 2 : "");
        }
}

static void draw_match(const void *context, int row, struct canvas *c, int x, int y, int width)
{
    const struct intake_what *w = context;
    const struct procedure *p = w->matches[row];
    struct procedure_limit limit = procedure_limit_for(p, CHANNEL_DIRECT, NULL);
    char days[64];
    bool here = strcmp(p->served, "here") == 0;
    int field = width > 90 ? 22 : 14, tail = field + 17;
    days_text(days, &limit);
    canvas_put(c, x, y, 10, ROLE_MUTED, p->code);
    canvas_put(c, x + 11, y, width - 12 - tail,
        row == w->list.at ? ROLE_SELECT
        : here            ? ROLE_BASE
                          : ROLE_MUTED,
        p->name);
    canvas_put(c, x + width - tail, y, 15, ROLE_MUTED, here ? days : _("elsewhere"));
    canvas_put(c, x + width - field, y, field, ROLE_MUTED, p->field);
}

static void draw_variant(const void *context, int row, struct canvas *c, int x, int y, int width)
{
    const struct intake *in = context;
    const struct procedure_variant *v = &in->procedure.variants[row];
    bool chosen = strcmp(in->variant, v->id) == 0;
    canvas_put(c, x, y, width, row == in->what.variants.at ? ROLE_SELECT : ROLE_BASE, v->answer);
    if (chosen)
        canvas_print(c, x + width - 2, y, ROLE_OK, "✓");
}

/* --- the promise below --- */

static void promise_text(char out[160], struct intake *in, const struct procedure *p)
{
    struct deadline deadline = { 0 };
    struct procedure_limit stated = procedure_limit_for(p, intake_case(in).channel, NULL);
    char days[64], due[MOMENT_TEXT_SIZE];
    days_text(days, &stated);
    snprintf(out, 160, "%s", days);
    if (promise_of(&deadline, in, p, clock_now(in->of->clock)))
        snprintf(out, 160, _("%s; received now, it is there %s"), days, moment_text(due, deadline.due));
}

static void papers_text(char out[160], struct intake *in, const struct procedure *p)
{
    struct procedure_case which = intake_case(in);
    int needed = 0, data = 0, maybe = 0;
    if (!in->what.asking)
        which.variant = NULL;
    for (size_t i = 0; i < p->components_count; i++) {
        const struct procedure_component *c = &p->components[i];
        enum component_need need = procedure_needs(p, c, &which);
        needed += need == COMPONENT_NEEDED;
        data += need == COMPONENT_NEEDED && *c->replaced_by;
        maybe += need == COMPONENT_MAYBE;
    }
    snprintf(out, 160, _("%d papers: %d of them data may stand for; %d only in special cases"), needed, data,
        maybe);
}

static void row_of(struct canvas *c, int y, const char *label, const char *text)
{
    canvas_put(c, BODY_LEFT, y, 11, ROLE_MUTED, label);
    canvas_put(c, BODY_LEFT + 12, y, c->w - 14, ROLE_BASE, text);
}

/* The council's fee where it set one, else the catalogue's. */
static bool fee_of_one(int64_t *dong, const struct intake *in, const struct procedure *p, enum channel channel)
{
    AUTO_ARENA a = { 0 };
    struct council_fee council;
    bool known = procedure_fee_for(dong, p, channel, 1);
    if ((known && !p->council) || council_fee_load(&council, in->of->db, p->code, channel, in->today, &a, NULL))
        return known;
    *dong = council.price;
    return true;
}

static void draw_promise(struct intake *in, const struct procedure *p, struct canvas *c, int y)
{
    char text[160], fee[40] = "";
    int64_t dong;
    struct procedure_case which = intake_case(in);
    frame_rule(c, 0, y, c->w, _("What it promises"), p->decision);
    papers_text(text, in, p);
    row_of(c, y + 1, _("Papers"), text);
    promise_text(text, in, p);
    row_of(c, y + 2, _("Time"), text);
    bool known = fee_of_one(&dong, in, p, which.channel);
    if (known && dong)
        dong_text(fee, dong);
    snprintf(text, sizeof text, "%s  %.110s",
        !known ? _("set by the province council")
        : dong ? fee
               : _("free of charge"),
        p->fee_note);
    row_of(c, y + 3, _("Fee"), text);
    row_of(c, y + 4, _("Result"), p->result);
}

static void draw_question(struct intake *in, struct canvas *c, int y, int rows)
{
    const struct procedure *p = &in->procedure;
    frame_rule(c, 0, y, c->w, p->variants[in->what.variants.at].question, NULL);
    list_draw(&in->what.variants, c, BODY_LEFT, y + 1, c->w - 2, rows, in->what.asking, "", draw_variant, in);
}

static void draw(struct intake *in, struct canvas *c)
{
    struct intake_what *w = &in->what;
    const struct procedure *p = current(in);
    int extra = c->h - SCREEN_H_MIN, rows = MATCH_ROWS + extra / 2, y = ROW_BODY;
    if (w->asking)
        rows = 3;
    canvas_put(c, BODY_LEFT, y, 11, ROLE_MUTED, _("For"));
    canvas_put(c, BODY_LEFT + 12, y, c->w - 14, ROLE_BASE, who_name(in));
    canvas_put(c, BODY_LEFT, y + 1, 11, ROLE_MUTED, _("Wanted"));
    editor_draw_box(&w->query, c, BODY_LEFT + 11, y + 1, 50, !w->asking);
    canvas_printf(c, BODY_LEFT + 63, y + 1, ROLE_MUTED, _("%d found"), w->list.count);
    list_draw(&w->list, c, BODY_LEFT, y + 3, c->w - 2, rows, false,
        _("Nothing found. Try the citizen's own words, for example: giấy độc thân, khai tử, photo."),
        draw_match, w);
    y += 3 + rows + 1;
    if (w->asking) {
        int room = ROW_SAY(c) - 6 - y;
        draw_question(in, c, y, room);
        y = ROW_SAY(c) - 5;
    }
    if (p)
        draw_promise(in, w->asking ? &in->procedure : preview(in, p), c, y);
}

static const char *say(struct intake *in)
{
    if (in->what.asking)
        return in->procedure.variants[in->what.variants.at].question;
    /* Nothing was asked for yet: the first line of the list is nobody's wish. */
    bool wished = in->what.pointed && in->what.list.count && in->what.spoken && *in->what.spoken;
    return wished ? in->what.spoken : _("What can we do for you today?");
}

const struct intake_step_row intake_what_step = {
    .label = N_("Matter"),
    .enter = enter,
    .key = key,
    .paste = paste,
    .draw = draw,
    .say = say,
    .done = done,
    .put = put,
    .release = release,
};
