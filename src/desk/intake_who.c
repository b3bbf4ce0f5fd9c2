/* intake_who.c - step 1: who it is for, and who brings it. A card fills everything it knows. */
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "base/problem.h"
#include "desk/frame.h"
#include "desk/intake_compare.h"
#include "desk/widget_dialog.h"
#include "dossier/message.h"
#include "people/idcard.h"
#include "people/idnumber.h"

enum { WHO_NUMBER, WHO_NAME, WHO_BORN, WHO_SEX, WHO_ADDRESS, WHO_VNEID, WHO_PHONE };

static const struct field_choice sexes[] = { { "male", N_("Male"), "1" }, { "female", N_("Female"), "2" } };
static const struct field_choice levels[] = { { "yes", N_("has level 2"), "1" },
    { "no", N_("not there yet"), "2" } };

static const struct {
    const char *id, *label, *type, *example, *help, *say;
} rows[WHO_ROWS] = {
    { "id_number", N_("Personal number"), "idnumber", "062185001234",
        N_("The 12 digits on the front of the card."),
        N_("May I have your identity card, please? I take it from there, so you need not spell it out.") },
    { "name", N_("Name"), "name", "Nguyễn Thị Hoa", N_("As written on the card, with all marks."),
        N_("May I have your full name, please?") },
    { "birth_date", N_("Born"), "date", "15081985",
        N_("Day, month and year; the year alone when no more is known."),
        N_("What is your date of birth, please?") },
    { "sex", N_("Sex"), "choice", "2", N_("As on the card: 1 male, 2 female."), "" },
    { "address", N_("Residence"), "text", "Thôn 3, Xã Đăk Tô, Tỉnh Quảng Ngãi",
        N_("Hamlet, commune and province."), N_("Where do you live now, please?") },
    { "vneid", N_("VNeID"), "choice", "1",
        N_("Whether the account of level 2 works; never ask for its password."),
        N_("Do you use VNeID already?") },
    { "phone", N_("Telephone"), "phone", "0912 345 678",
        N_("Where a message reaches the citizen when the result is there."),
        N_("Which telephone number may we send the news to?") },
};

static const char *const submitter_ids[WHO_ROWS] = { "submitter_id_number", "submitter_name",
    "submitter_birth_date", "submitter_sex", "submitter_address", "submitter_vneid", "submitter_phone" };

/* --- saving and looking up --- */

static void fill_from_book(struct intake *in, int first, const struct citizen *c)
{
    struct cells *cs = &in->who.cells;
    const char *const values[WHO_ROWS] = { NULL, c->name, c->birth_date, sex_slug(c->sex), c->address,
        c->vneid_level >= 2 ? "yes" : "", c->phone };
    for (int i = 1; i < WHO_ROWS; i++)
        if (values[i] && *values[i] && !(cs->cells[first + i].value && *cs->cells[first + i].value))
            cells_put(cs, first + i, values[i], "HS");
}

/* The number itself says male or female; nobody is asked what is already written. */
static void fill_from_number(struct intake *in, int first, const char *number)
{
    struct id_facts facts;
    const struct cell_field *sex = &in->who.cells.cells[first + WHO_SEX];
    if (id_number_facts(&facts, number) && !(sex->value && *sex->value))
        cells_put(&in->who.cells, first + WHO_SEX, sex_slug(facts.sex), "SĐ");
}

/* The number was typed: what the book knows, or at least the number, fills what is empty. */
static void look_up(struct intake *in, int row)
{
    struct citizen c;
    const struct cell_field *cell = &in->who.cells.cells[row];
    if (cell->bad || !cell->value)
        return;
    if (citizen_by_number(&c, in->of->db, cell->value, NULL)) {
        fill_from_number(in, row, cell->value);
        return;
    }
    enum rc logged = citizen_viewed(in->of, &c, "intake", NULL);
    (void)logged;
    if (row < WHO_ROWS)
        in->who.known = true;
    fill_from_book(in, row, &c);
    bool bad = false;
    if (!message_phone_bad(&bad, in->of, c.id, "", NULL) && bad) {
        desk_say(in->screen->desk, ROLE_WARN,
            N_("Nobody was reached at %s before; ask for the telephone number again"), c.phone);
        return;
    }
    desk_say(
        in->screen->desk, ROLE_OK, N_("The book knows %s: what it knows is filled in, marked HS."), c.name);
}

static void save(void *owner, int row)
{
    struct intake *in = owner;
    if (in->loading)
        return;
    in->typed = true;
    if (row % WHO_ROWS == WHO_NUMBER)
        look_up(in, row);
    intake_save(in);
}

static const char *copy(void *owner, int row)
{
    struct intake *in = owner;
    return row >= WHO_ROWS ? in->who.cells.cells[row - WHO_ROWS].value : NULL;
}

/* What the border would say about each person, beside the field it concerns. */
static struct js *person_json(const struct cells *cs, int first)
{
    static const char *const keys[] = { "id_number", "name", "birth_date", "sex", "address", NULL, "phone" };
    struct js *person = js_object();
    js_put_text(person, "kind", "citizen");
    for (int i = 0; i < WHO_ROWS; i++)
        if (keys[i] && cs->cells[first + i].value && *cs->cells[first + i].value)
            js_put_text(person, keys[i], cs->cells[first + i].value);
    const char *level = cs->cells[first + WHO_VNEID].value;
    js_put_bool(person, "vneid_verified", level && strcmp(level, "yes") == 0);
    return person;
}

static void mark_problems(struct intake *in, int first, const char *prefix)
{
    struct problems p = { 0 };
    struct citizen c;
    struct cells *cs = &in->who.cells;
    AUTO_JS person = person_json(cs, first);
    if (citizen_from_json(&c, &p, person, prefix, in->today, NULL))
        return;
    for (int i = 0; i < p.count; i++) {
        const char *key = strchr(p.list[i].field, '.');
        for (int k = 0; key && k < WHO_ROWS; k++) {
            struct form_row *r = &cs->rows[first + k];
            bool refused = p.list[i].severity == SEVERITY_REFUSE;
            bool empty = !cs->cells[first + k].value || !*cs->cells[first + k].value;
            if (strcmp(rows[k].id, key + 1) == 0 && !cs->cells[first + k].bad && r->mark != MARK_MUST &&
                !empty)
                cells_mark(cs, first + k, refused ? MARK_MUST : MARK_LOOK, p.list[i].message);
        }
    }
}

static void changed(void *owner)
{
    struct intake *in = owner;
    mark_problems(in, 0, "applicant");
    if (in->who.other_submits)
        mark_problems(in, WHO_ROWS, "submitter");
}

/* --- life --- */

static void describe(struct intake_who *w, int i)
{
    struct form_field *f = &w->fields[i];
    *f = (struct form_field){ .id = rows[i].id,
        .label = _(rows[i].label),
        .type = field_type_find(rows[i].type),
        .help = _(rows[i].help),
        .example = rows[i].example,
        .law = "",
        .say = *rows[i].say ? _(rows[i].say) : "" };
    if (i == WHO_BORN)
        f->rule = (struct field_rule){ .year_only = true, .month_year = true, .past = true };
}

static struct field_choice *translated(struct arena *a, const struct field_choice *from, size_t count)
{
    struct field_choice *to = arena_array(a, count, sizeof *to);
    for (size_t i = 0; to && i < count; i++)
        to[i] = (struct field_choice){ from[i].value, _(from[i].label), from[i].also };
    return to;
}

static void show_submitter(struct intake *in)
{
    for (int i = 0; i < WHO_ROWS; i++)
        in->who.cells.rows[WHO_ROWS + i].hidden = !in->who.other_submits;
    cells_show_headings(&in->who.cells);
}

static enum rc enter(struct intake *in, struct err *e)
{
    struct intake_who *w = &in->who;
    struct arena *a = &in->screen->arena;
    if (w->cells.count)
        return RC_OK;
    enum rc rc = cells_open(&w->cells, in->screen, 2 * WHO_ROWS, in->today, e);
    if (rc)
        return rc;
    for (int i = 0; i < WHO_ROWS; i++)
        describe(w, i);
    w->fields[WHO_SEX].rule = (struct field_rule){ .choices = translated(a, sexes, 2), .choices_count = 2 };
    w->fields[WHO_VNEID].rule =
        (struct field_rule){ .choices = translated(a, levels, 2), .choices_count = 2 };
    if (arena_failed(a))
        return err_no_memory(e);
    for (int i = 0; i < WHO_ROWS; i++)
        cells_add(&w->cells, &w->fields[i], rows[i].id, i ? NULL : _("WHO IT IS FOR"));
    for (int i = 0; i < WHO_ROWS; i++)
        cells_add(&w->cells, &w->fields[i], submitter_ids[i], i ? NULL : _("WHO BRINGS IT"));
    w->cells.changed = changed;
    w->cells.save = save;
    w->cells.copy = copy;
    w->cells.owner = in;
    show_submitter(in);
    cells_begin(&w->cells);
    return RC_OK;
}

void who_take(struct intake *in, const struct citizen *c, const char *source)
{
    struct intake_who *w = &in->who;
    int first = w->compare.for_submitter ? WHO_ROWS : 0;
    const char *const values[WHO_ROWS] = { c->id_number, c->name, c->birth_date, sex_slug(c->sex), c->address,
        c->vneid_level >= 2 ? "yes" : "", c->phone };
    for (int i = 0; i < WHO_ROWS; i++) {
        bool from_book = i == WHO_VNEID || i == WHO_PHONE;
        bool keep = !*values[i] && w->cells.cells[first + i].value;
        if (!keep)
            cells_put(&w->cells, first + i, values[i], from_book ? "HS" : source);
    }
    w->scanned = w->scanned || (!first && strcmp(source, "QR") == 0);
    cells_recheck(&w->cells);
    in->typed = true;
    form_view_go(&w->cells.view, first + WHO_PHONE);
    intake_save(in);
}

/* --- a card --- */

static void take_card(struct intake *in, const struct citizen *card)
{
    struct citizen merged;
    if (compare_needed(in, &merged, card)) {
        intake_go(in, STEP_WHO);
        desk_beep(in->screen->desk, 1);
        return;
    }
    intake_go(in, STEP_WHO);
    who_take(in, &merged, "QR");
    desk_say(in->screen->desk, ROLE_OK,
        N_("The card of %s was read. Ask for the telephone number, then Enter."), card->name);
}

enum { CARD_BRINGS, CARD_REPLACES, CARD_ASIDE };

static void other_card_answered(struct screen *asker, void *context, int line)
{
    struct intake *in = context;
    struct citizen card = in->who.compare.card;
    (void)asker;
    if (line == CARD_ASIDE)
        return;
    in->who.compare.for_submitter = line == CARD_BRINGS;
    if (line == CARD_BRINGS) {
        in->who.other_submits = true;
        show_submitter(in);
    }
    take_card(in, &card);
}

/* A second card on the counter: a relative who brings it, or the next citizen? */
static void ask_whose_card(struct intake *in, const struct citizen *card)
{
    char text[512];
    snprintf(text, sizeof text, _("This dossier is for %s.\nThe card just read belongs to %s."), who_name(in),
        card->name);
    in->who.compare.card = *card;
    enum rc rc = dialog_ask(
        in->screen, &(struct dialog){ .title = _("Another person's card"),
                        .text = text,
                        .lines = { _("This person brings the dossier for the other"),
                            _("The dossier is for this person"), _("Put the card aside, change nothing") },
                        .line_chosen = other_card_answered,
                        .context = in });
    (void)rc;
}

void who_scan(struct intake *in, const char *payload)
{
    struct idcard parsed;
    struct citizen card;
    struct problems warnings = { 0 };
    struct err e = { 0 };
    struct desk *d = in->screen->desk;
    if (idcard_parse(&parsed, &warnings, payload, strlen(payload), in->today, &e)) {
        desk_say_error(d, &e);
        desk_beep(d, 2);
        return;
    }
    citizen_from_card(&card, &parsed);
    const char *present = who_number(in);
    bool in_submitter = in->step == STEP_WHO && in->who.other_submits && in->who.cells.view.at >= WHO_ROWS;
    in->who.compare.for_submitter = in_submitter;
    if (*present && strcmp(present, card.id_number) && !in_submitter)
        ask_whose_card(in, &card);
    else if (*present && !in_submitter && in->step != STEP_WHO)
        desk_say(d, ROLE_OK, N_("The card belongs to %s, as in this dossier."), card.name);
    else
        take_card(in, &card);
    if (warnings.count) {
        struct err w = { 0 };
        snprintf(w.message, sizeof w.message, "%s", warnings.list[0].message);
        desk_say_error(d, &w);
        d->message_role = ROLE_WARN;
    }
    desk_beep(d, 1);
}

const char *who_name(const struct intake *in)
{
    return cells_value(&in->who.cells, "name");
}

const char *who_number(const struct intake *in)
{
    return cells_value(&in->who.cells, "id_number");
}

/* --- keys --- */

static void toggle_submitter(struct intake *in)
{
    struct intake_who *w = &in->who;
    w->other_submits = !w->other_submits;
    show_submitter(in);
    form_view_go(&w->cells.view, w->other_submits ? WHO_ROWS : WHO_PHONE);
    in->typed = true;
    intake_save(in);
    desk_say(in->screen->desk, ROLE_BASE,
        w->other_submits ? N_("Scan the card of the one who brings it, or type; = copies from above.")
                         : N_("The citizen brings it personally."));
}

static enum used key(struct intake *in, uint32_t code)
{
    if (in->who.compare.open)
        return compare_key(in, code);
    if (code == K_F(6)) {
        toggle_submitter(in);
        return EVENT_USED;
    }
    enum used_by did = cells_key(&in->who.cells, code);
    if (did == CELLS_END)
        intake_next(in);
    return did == CELLS_UNUSED ? EVENT_UNUSED : EVENT_USED;
}

static void paste(struct intake *in, const char *text)
{
    if (!in->who.compare.open)
        cells_paste(&in->who.cells, text);
}

static bool done(struct intake *in)
{
    if (*who_name(in))
        return true;
    desk_say(in->screen->desk, ROLE_ERROR,
        N_("The name is missing. Scan the card, or type the number and the name."));
    form_view_go(&in->who.cells.view, WHO_NAME);
    return false;
}

/* --- document --- */

static void put(struct intake *in, struct js *document)
{
    js_put(document, "applicant", person_json(&in->who.cells, 0));
    if (in->who.other_submits)
        js_put(document, "submitter", person_json(&in->who.cells, WHO_ROWS));
    else
        js_put_null(document, "submitter");
}

static void load_person(struct cells *cs, int first, const struct js *person)
{
    for (int i = 0; i < WHO_ROWS; i++) {
        const char *value = js_get_text(person, rows[i].id);
        if (value)
            cells_put(cs, first + i, value, "");
    }
    if (js_get_true(person, "vneid_verified"))
        cells_put(cs, first + WHO_VNEID, "yes", "");
}

void who_load(struct intake *in, const struct js *document)
{
    load_person(&in->who.cells, 0, js_get(document, "applicant"));
    in->who.other_submits = js_is_object(js_get(document, "submitter"));
    load_person(&in->who.cells, WHO_ROWS, js_get(document, "submitter"));
    show_submitter(in);
    cells_recheck(&in->who.cells);
    form_view_go(&in->who.cells.view, WHO_PHONE);
}

/* --- picture --- */

static void draw(struct intake *in, struct canvas *c)
{
    struct cells *cs = &in->who.cells;
    int rows_free = BODY_ROWS(c) - 2, faults = 3, y = ROW_BODY + 1;
    if (in->who.compare.open) {
        compare_draw(in, c);
        return;
    }
    int width = c->w > 102 ? 100 : c->w - 1;
    canvas_put(c, BODY_LEFT, ROW_BODY, c->w - 2, ROLE_MUTED,
        _("Scan the card at any moment, or type the number. F6: somebody else brings it."));
    bool trouble = form_view_faults(&cs->view, MARK_LOOK) > 0;
    form_view_draw(&cs->view, c, 0, y, width, trouble ? rows_free - faults - 1 : rows_free, true);
    if (!trouble)
        return;
    y = ROW_SAY(c) - faults - 1;
    frame_rule(c, 0, y, c->w, _("To mend"), _("F8 to the next one"));
    form_view_draw_faults(&cs->view, c, BODY_LEFT, y + 1, c->w - 2, faults);
}

static const char *say(struct intake *in)
{
    if (in->who.compare.open)
        return _("Is this still right? I compare it with what we have written down.");
    return cells_say(&in->who.cells);
}

static void release(struct intake *in)
{
    cells_close(&in->who.cells);
    list_release(&in->who.compare.ways);
}

const struct intake_step_row intake_who_step = {
    .label = N_("Who"),
    .enter = enter,
    .key = key,
    .paste = paste,
    .draw = draw,
    .say = say,
    .done = done,
    .put = put,
    .release = release,
};
