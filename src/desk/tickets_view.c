/* tickets_view.c - see tickets_view.h. */
#include "desk/tickets_view.h"

#include <stdio.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/text.h"
#include "desk/canvas.h"
#include "desk/frame.h"

/* Columns of a line: label, group, priority, came, waited, expected, state. */
struct columns {
    int group, why, came, waits, at, state, end;
};

static struct columns columns_of(int x, int width)
{
    struct columns k = { .group = x + 6, .end = x + width };
    int group = width > 110 ? 40 : width - 54;
    k.why = k.group + group + 1;
    k.came = k.why + 14;
    k.waits = k.came + 6;
    k.at = k.waits + 8;
    k.state = k.at + 8;
    return k;
}

const struct ticket *tickets_row(const struct tickets *st, int i)
{
    return &st->line.list[st->shown[i]];
}

static void clock_words(char out[8], int64_t at)
{
    int second = second_of_day(at);
    snprintf(out, 8, "%02d:%02d", second / 3600, second / 60 % 60);
}

static void state_words(char *out, size_t size, const struct tickets *st, int row)
{
    const struct ticket *t = &st->line.list[row];
    char desk[TICKET_DESK_SIZE];
    if (st->line.places[row])
        snprintf(out, size, _("waits, %d."), st->line.places[row]);
    else if (t->state == TICKET_CALLED)
        snprintf(out, size, "%s", ticket_desk_words(desk, t->desk));
    else
        snprintf(
            out, size, "%s%s", t->state == TICKET_WAITING && t->pending ? "? " : "", ticket_state_words(t));
    utf8_mend(out);
}

static enum role role_of(const struct ticket *t)
{
    if (t->state == TICKET_WAITING && t->pending)
        return ROLE_WARN;
    return t->state == TICKET_SERVED || t->state == TICKET_CANCELLED ? ROLE_MUTED : ROLE_BASE;
}

static void draw_row(const void *context, int i, struct canvas *c, int x, int y, int width)
{
    const struct tickets *st = context;
    const struct ticket *t = tickets_row(st, i);
    const struct columns k = columns_of(x, width);
    char group[TICKET_NAME_SIZE + 8], came[8], age[WAITING_AGE_SIZE], at[WAITING_AT_SIZE], state[64];
    enum role role = role_of(t);
    snprintf(group, sizeof group, "%c %s", t->service, ticket_group_name(&st->line.setup, t->service));
    clock_words(came, t->arrived_at);
    state_words(state, sizeof state, st, st->shown[i]);
    canvas_put(c, x, y, 5, t->id == st->line.here.id ? ROLE_TITLE : role, t->label);
    canvas_put(c, k.group, y, k.why - k.group - 1, role, group);
    canvas_put(c, k.why, y, 13, *t->priority ? ROLE_DATA : role, ticket_priority_words(t->priority));
    canvas_put(c, k.came, y, 5, ROLE_MUTED, came);
    canvas_put(c, k.waits, y, 7, role, waiting_age(age, ticket_waited(t, st->line.now)));
    canvas_put(c, k.at, y, 7, ROLE_MUTED, waiting_at(at, &st->line, st->shown[i]));
    int end = canvas_put(c, k.state, y, width > 110 ? 20 : k.end - k.state, role, state);
    if (width > 110 && t->dossiers > 1)
        canvas_printf(c, end + 1, y, ROLE_MUTED, "%s +%d", t->dossier, t->dossiers - 1);
    else if (width > 110)
        canvas_print(c, end + 1, y, ROLE_MUTED, t->dossier);
}

static void draw_heads(struct canvas *c, int x, int y, int width)
{
    const struct columns k = columns_of(x, width);
    canvas_put(c, x, y, 5, ROLE_MUTED, _("No."));
    canvas_put(c, k.group, y, k.why - k.group - 1, ROLE_MUTED, _("Group"));
    canvas_put(c, k.why, y, 13, ROLE_MUTED, _("Priority"));
    canvas_put(c, k.came, y, 5, ROLE_MUTED, _("Came"));
    canvas_put(c, k.waits, y, 7, ROLE_MUTED, _("Waited"));
    canvas_put(c, k.at, y, 7, ROLE_MUTED, _("Likely"));
    canvas_put(c, k.state, y, k.end - k.state, ROLE_MUTED, _("Stands"));
    if (width > 110)
        canvas_print(c, k.state + 21, y, ROLE_MUTED, _("Dossier"));
}

static void draw_chips(const struct tickets *st, struct canvas *c, int y)
{
    static const char *const names[TICKET_CHIPS] = { N_("all numbers"), N_("waiting"), N_("at desks"),
        N_("absent"), N_("over") };
    int x = BODY_LEFT + 1;
    for (int i = 0; i < TICKET_CHIPS; i++) {
        if (i == (int)st->chip)
            canvas_print(c, x - 1, y, ROLE_BASE, "▌");
        x = canvas_printf(c, x, y, i == (int)st->chip ? ROLE_SELECT : ROLE_MUTED, "%d %s %d", i + 1,
                _(names[i]), st->counts[i]) +
            3;
    }
}

/* Who is here, and who would come next. */
static void draw_desk(const struct tickets *st, struct canvas *c, int y)
{
    const struct ticket *t = &st->line.here;
    char since[8], next[80];
    int x = canvas_print(c, BODY_LEFT, y, ROLE_MUTED, _("Here now")) + 2;
    if (t->id) {
        clock_words(since, t->called_at);
        x = canvas_print(c, x, y, ROLE_TITLE, t->label) + 2;
        x = canvas_printf(c, x, y, ROLE_BASE, _("since %s, called %d times"), since, t->calls);
        if (t->dossiers)
            canvas_printf(c, x, y, ROLE_BASE, _(", dossiers %d"), t->dossiers);
    } else {
        canvas_print(c, x, y, ROLE_MUTED, _("nobody"));
    }
    if (st->line.next < 0)
        return;
    const struct ticket *n = &st->line.list[st->line.next];
    if (*n->priority)
        snprintf(next, sizeof next, _("next: %s, %s"), n->label, ticket_priority_words(n->priority));
    else
        snprintf(next, sizeof next, _("next: %s"), n->label);
    utf8_mend(next);
    canvas_put_right(c, c->w - 1, y, ROLE_BASE, next);
}

static void draw_say(const struct tickets *st, struct canvas *c)
{
    char words[TICKET_CALL_SIZE], hint[160];
    if (st->line.here.id) {
        frame_say(c, ticket_call_words(words, &st->line.here));
        return;
    }
    snprintf(hint, sizeof hint, _("who came first is called first; after %d with priority one of the others"),
        st->line.setup.limit);
    frame_hint(c, hint);
}

void tickets_picture(struct tickets *st, struct canvas *c)
{
    char right[100], longest[WAITING_AGE_SIZE];
    int y = ROW_BODY, width = c->w - 2 > 126 ? 126 : c->w - 2;
    snprintf(right, sizeof right, _("%d wait, the longest %s"), st->line.waits,
        waiting_age(longest, st->line.longest));
    utf8_mend(right);
    frame_place(c, _("Waiting line"), st->line.waits ? right : _("nobody waits"));
    draw_desk(st, c, y);
    draw_chips(st, c, y + 1);
    canvas_put(c, BODY_LEFT + 1, y + 2, 8, ROLE_MUTED, _("Filter"));
    if (st->filtering)
        editor_draw_box(&st->words, c, BODY_LEFT + 9, y + 2, 40, true);
    else
        editor_draw(&st->words, c, BODY_LEFT + 10, y + 2, 38, false);
    draw_heads(c, BODY_LEFT + 2, y + 3, width - 2);
    list_draw(&st->list, c, BODY_LEFT, y + 4, width, BODY_ROWS(c) - 5, !st->filtering,
        st->line.count ? _("No line fits. 1 shows all; F7 changes the words.")
                       : _("Nobody took a number today. F4 gives one out."),
        draw_row, st);
    canvas_put(c, BODY_LEFT, ROW_SAY(c) - 1, c->w - 2, ROLE_MUTED,
        _("Letters: n receive  l call again  c send on  k cancel the number  i print it"));
    draw_say(st, c);
}
