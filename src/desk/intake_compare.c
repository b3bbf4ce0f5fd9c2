/* intake_compare.c - see intake_compare.h. */
#include "desk/intake_compare.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/i18n.h"
#include "base/office.h"
#include "base/viet.h"
#include "desk/frame.h"

enum mark { MARK_SAME, MARK_OTHER, MARK_NEW, MARK_KEPT, MARK_UNKNOWN };

struct line {
    const char *label;
    char card[120], book[120];
    enum mark mark;
};

static const char *sex_word(enum sex sex)
{
    return sex == SEX_MALE ? _("male") : sex == SEX_FEMALE ? _("female") : "";
}

/* "1985-08-15" as people write it. */
static void day_word(char out[120], const char *iso)
{
    struct day d;
    if (iso_day_parse(&d, iso))
        snprintf(out, 120, "%02d/%02d/%04d", d.d, d.m, d.y);
    else
        snprintf(out, 120, "%s", iso);
}

static bool same_text(const char *a, const char *b)
{
    AUTO_BUF x = buf_limit(4096), y = buf_limit(4096);
    if (viet_search_key(&x, a, strlen(a)) || viet_search_key(&y, b, strlen(b)))
        return strcmp(a, b) == 0;
    return strcmp(buf_text(&x), buf_text(&y)) == 0;
}

static void mark_line(struct line *l)
{
    bool card = l->card[0] != '\0', book = l->book[0] != '\0';
    l->mark = card && book ? (same_text(l->card, l->book) ? MARK_SAME : MARK_OTHER)
              : card       ? MARK_NEW
              : book       ? MARK_KEPT
                           : MARK_UNKNOWN;
}

static void set(struct line *l, const char *label, const char *card, const char *book)
{
    l->label = label;
    snprintf(l->card, sizeof l->card, "%s", card);
    snprintf(l->book, sizeof l->book, "%s", book);
}

static void make_lines(
    struct line lines[COMPARE_ROWS], const struct citizen *card, const struct citizen *book)
{
    char a[120], b[120];
    set(&lines[0], _("Name"), card->name, book->name);
    set(&lines[1], _("Personal number"), card->id_number, book->id_number);
    day_word(a, card->birth_date);
    day_word(b, book->birth_date);
    set(&lines[2], _("Born"), a, b);
    set(&lines[3], _("Sex"), sex_word(card->sex), sex_word(book->sex));
    set(&lines[4], _("Residence"), card->address, book->address);
    set(&lines[5], _("Old card"), card->old_id, book->old_id);
    set(&lines[6], _("Telephone"), card->phone, book->phone);
    set(&lines[7], _("VNeID"), "", book->vneid_level >= 2 ? _("level 2") : "");
    for (int i = 0; i < COMPARE_ROWS; i++)
        mark_line(&lines[i]);
}

static bool differs(const struct citizen *card, const struct citizen *book)
{
    struct line lines[COMPARE_ROWS];
    make_lines(lines, card, book);
    for (int i = 0; i < COMPARE_ROWS; i++)
        if (lines[i].mark == MARK_OTHER)
            return true;
    return false;
}

/* What the card says, and what only the book knows. */
static void merge(struct citizen *ret, const struct citizen *card, const struct citizen *book)
{
    struct citizen c = *card;
    c.id = book->id;
    c.vneid_level = book->vneid_level;
    if (!*c.phone)
        snprintf(c.phone, sizeof c.phone, "%s", book->phone);
    if (!*c.address)
        snprintf(c.address, sizeof c.address, "%s", book->address);
    if (!*c.old_id)
        snprintf(c.old_id, sizeof c.old_id, "%s", book->old_id);
    *ret = c;
}

/* Somebody of that name and year without a number of their own: only a person can tell who that is. */
static bool look_alike(struct citizen *ret, struct intake *in, const struct citizen *card)
{
    AUTO_ARENA a = { 0 };
    struct citizen *list;
    size_t count;
    if (citizen_look_alikes(&list, &count, in->of->db, card, &a, NULL))
        return false;
    for (size_t i = 0; i < count; i++)
        if (!list[i].id_number[0]) {
            *ret = list[i];
            return true;
        }
    return false;
}

bool compare_needed(struct intake *in, struct citizen *ret, const struct citizen *card)
{
    struct intake_compare *cmp = &in->who.compare;
    struct citizen book = { 0 };
    bool same_number = citizen_by_number(&book, in->of->db, card->id_number, NULL) == RC_OK;
    *ret = *card;
    if (same_number) {
        enum rc logged = citizen_viewed(in->of, &book, "intake", NULL);
        (void)logged;
        in->who.known = true;
        merge(ret, card, &book);
    }
    bool ask = same_number ? differs(card, &book) : look_alike(&book, in, card);
    if (!ask || list_set_count(&cmp->ways, 2, NULL))
        return false;
    cmp->open = true;
    cmp->same_number = same_number;
    cmp->card = *card;
    cmp->book = book;
    cmp->ways.at = 0;
    cmp->ways.digits = true;
    return true;
}

static void choose(struct intake *in, int way)
{
    struct intake_compare *cmp = &in->who.compare;
    struct citizen c = cmp->card;
    cmp->open = false;
    if (cmp->same_number && way == 0)
        merge(&c, &cmp->card, &cmp->book);
    who_take(in, &c, "QR");
    if (way == 1)
        desk_say(in->screen->desk, ROLE_WARN,
            N_("Only the card is used here. Ask the supervisor to compare the two."));
}

enum used compare_key(struct intake *in, uint32_t code)
{
    struct intake_compare *cmp = &in->who.compare;
    if (code == K_ESC) {
        cmp->open = false;
        desk_say(in->screen->desk, ROLE_BASE, N_("The card was put aside. Nothing was changed."));
        return EVENT_USED;
    }
    enum list_did did = list_key(&cmp->ways, code);
    if (did == LIST_ENTER)
        choose(in, cmp->ways.at);
    return did == LIST_UNUSED ? EVENT_UNUSED : EVENT_USED;
}

/* --- its picture --- */

static void draw_line(const struct line *l, struct canvas *c, int y, int half)
{
    const char *const words[] = { "=", _("DIFFERS"), _("NEW"), _("KEPT"), "" };
    static const enum role roles[] = { ROLE_MUTED, ROLE_WARN, ROLE_DATA, ROLE_DATA, ROLE_MUTED };
    int x = BODY_LEFT + 15, mark_x = x + 2 * half;
    canvas_put(c, BODY_LEFT, y, 14, ROLE_MUTED, l->label);
    canvas_put(c, x, y, half - 1, l->card[0] ? ROLE_BASE : ROLE_MUTED,
        l->card[0] ? l->card : _("(not on the card)"));
    canvas_put(
        c, x + half, y, half - 1, l->book[0] ? ROLE_BASE : ROLE_MUTED, l->book[0] ? l->book : _("(empty)"));
    canvas_put(c, mark_x, y, 9, roles[l->mark], words[l->mark]);
}

static void draw_way(const void *context, int row, struct canvas *c, int x, int y, int width)
{
    const struct intake_compare *cmp = context;
    const char *const same[] = { N_("It is one person: take what is new on the card, keep the rest"),
        N_("Not sure: only the card for this dossier, the supervisor looks later") };
    const char *const alike[] = { N_("Two people: make a new one from the card"),
        N_("Not sure: the card for this dossier, the supervisor looks later") };
    canvas_put(c, x + 1, y, width - 1, row == cmp->ways.at ? ROLE_SELECT : ROLE_BASE,
        gettext(cmp->same_number ? same[row] : alike[row]));
}

void compare_draw(struct intake *in, struct canvas *c)
{
    struct intake_compare *cmp = &in->who.compare;
    struct line lines[COMPARE_ROWS];
    int room = (c->w > 100 ? 100 : c->w) - 2 - 15 - 9, half = room / 2, y = ROW_BODY + 1;
    canvas_put(c, BODY_LEFT, y, c->w - 2, ROLE_TITLE,
        cmp->same_number
            ? _("THE BOOK KNOWS THIS PERSON, BUT NOT ALL IS EQUAL. Compare and choose a line below.")
            : _("THE BOOK HAS SOMEBODY WHO LOOKS ALIKE. Compare and choose a line below."));
    y += 2;
    canvas_put(c, BODY_LEFT + 15, y, half - 1, ROLE_TITLE, _("The card just read"));
    canvas_put(c, BODY_LEFT + 15 + half, y, half - 1, ROLE_TITLE, _("The commune's book"));
    make_lines(lines, &cmp->card, &cmp->book);
    for (int i = 0; i < COMPARE_ROWS; i++)
        draw_line(&lines[i], c, ++y, half);
    list_draw(&cmp->ways, c, BODY_LEFT, y + 2, c->w - 3, 2, true, "", draw_way, cmp);
}
