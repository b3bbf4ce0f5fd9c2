/* amend.c - what was typed at reception put right: one line a field; and two who do it at once, side by side. */
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "base/text.h"
#include "catalog/form.h"
#include "desk/desk.h"
#include "dossier/amend.h"
#include "dossier/changes.h"
#include "dossier/dossier.h"
#include "people/permission.h"

#define ROWS_MAX 120
#define LABEL_W  30

struct amend_row {
    const char *path, *label; /* "answers.child_name" and as people read it */
    const char *shown;        /* how the book's value is written here: what differs from it is saved */
    const struct form_field *field; /* of an answer; NULL = contact */
    struct editor line;
    const char *theirs; /* conflict: as somebody else left it; NULL = none */
};

struct amend_desk {
    char code[DOSSIER_CODE_SIZE];
    struct arena arena;
    struct form *form;
    struct amend_row rows[ROWS_MAX + 1]; /* the last is the reason */
    int count;                           /* without the reason */
    int at, top, version;
    int conflicts;
    char by[80];
};

/* --- reading --- */

static const char *shown_value(struct arena *a, const struct form_field *field, const char *stored)
{
    AUTO_BUF out = buf_limit(1 << 16);
    if (field && stored && *stored)
        field_show(&out, field->type, stored, &field->rule);
    return arena_strdup(a, out.len ? buf_text(&out) : stored);
}

static enum rc add_row(struct amend_desk *am, const char *path, const char *label, const char *value,
    const struct form_field *field, struct err *e)
{
    if (am->count == ROWS_MAX)
        return RC_OK;
    struct amend_row *r = &am->rows[am->count++];
    *r = (struct amend_row){ .path = arena_strdup(&am->arena, path), .label = label,
        .shown = shown_value(&am->arena, field, value), .field = field };
    r->line.max = 500;
    return r->path && r->shown ? editor_set(&r->line, r->shown, e) : err_no_memory(e);
}

static enum rc add_contact(struct amend_desk *am, const char *stored, struct err *e)
{
    AUTO_JS person = NULL;
    enum rc rc = js_parse(&person, stored, strlen(stored), e);
    if (!rc)
        rc = add_row(am, "applicant.phone", _("Telephone"), js_get_text(person, "phone"), NULL, e);
    if (!rc)
        rc = add_row(am, "applicant.email", _("E-mail"), js_get_text(person, "email"), NULL, e);
    return rc ? rc : add_row(am, "applicant.address", _("Residence"), js_get_text(person, "address"), NULL, e);
}

/* The answers that are one text each; rows of a table are put right by the verb. */
static enum rc add_answers(struct amend_desk *am, const struct dossier *d, struct err *e)
{
    AUTO_JS answers = NULL;
    char path[200];
    enum rc rc = js_parse(&answers, d->answers, strlen(d->answers), e);
    for (size_t i = 0; !rc && i < am->form->fields_count; i++) {
        const struct form_field *f = &am->form->fields[i];
        const struct js *value = js_get(answers, f->id);
        if (!f->number || f->fields_count || (value && !js_is_text(value)) || (!value && f->when))
            continue;
        snprintf(path, sizeof path, "answers.%.150s", f->id);
        const char *label = *f->block ? arena_printf(&am->arena, "%s · %s", f->block, f->label) : f->label;
        rc = label ? add_row(am, path, label, js_text(value), f, e) : err_no_memory(e);
    }
    return rc;
}

static enum rc read_all(struct amend_desk *am, const struct office *of, struct err *e)
{
    struct dossier d;
    enum rc rc = dossier_load(&d, of->db, &am->arena, am->code, e);
    if (!rc && !state_row(d.state)->open)
        rc = err_set(e, RC_REFUSED, "closed", N_("Dossier %.60s is closed (%s); nothing more is done with it"), d.code,
            _(state_row(d.state)->name));
    if (!rc)
        rc = form_load(&am->form, of->share_dir, d.procedure_code, e);
    if (!rc)
        rc = add_contact(am, d.applicant, e);
    if (!rc && amend_answers_open(d.state))
        rc = add_answers(am, &d, e);
    am->rows[am->count] = (struct amend_row){ .path = "", .label = _("Reason"), .shown = "" };
    am->version = rc ? 0 : d.version;
    return rc;
}

/* --- saving --- */

static void put_change(struct js *document, const char *path, const char *text)
{
    char head[64];
    const char *dot = strchr(path, '.');
    snprintf(head, sizeof head, "%.*s", (int)(dot - path), path);
    struct js *inner = js_get(document, head) ? js_copy(js_get(document, head)) : js_object();
    js_put_text(inner, dot + 1, text);
    js_put(document, head, inner);
}

static struct js *document_of(struct amend_desk *am)
{
    struct js *document = js_object();
    for (int i = 0; i < am->count; i++) {
        AUTO_STRING text = editor_text(&am->rows[i].line);
        if (text && strcmp(text, am->rows[i].shown))
            put_change(document, am->rows[i].path, text);
    }
    return document;
}

static struct amend_row *row_of(struct amend_desk *am, const char *path)
{
    for (int i = 0; path && i < am->count; i++)
        if (strcmp(am->rows[i].path, path) == 0)
            return &am->rows[i];
    return NULL;
}

/* Beside each field that differs stands what the other wrote; the pointer goes to the first. */
static void show_conflict(struct screen *s, const struct amend_answer *answer)
{
    struct amend_desk *am = s->state;
    AUTO_JS since = NULL;
    struct err e = { 0 };
    am->conflicts = 0;
    for (size_t i = js_len(answer->changes); i-- > 0;) {
        const struct js *row = js_at(answer->changes, i);
        struct amend_row *r = row_of(am, js_get_text(row, "field"));
        if (!r)
            continue;
        r->theirs = shown_value(&am->arena, r->field, js_get_text(row, "now"));
        r->shown = r->theirs ? r->theirs : "";
        am->at = (int)(r - am->rows);
        am->conflicts++;
    }
    if (changes_since(&since, s->desk->office, am->code, am->version, &e) == RC_OK)
        snprintf(am->by, sizeof am->by, "%s", js_get_text(since, "by"));
    utf8_mend(am->by);
    am->version = answer->version;
    desk_say(s->desk, ROLE_WARN, N_("%.40s changed this meanwhile: F3 takes theirs, F10 keeps yours."), am->by);
}

static void point_at(struct amend_desk *am, const char *field)
{
    for (int i = 0; i <= am->count; i++)
        if (strcmp(am->rows[i].path, field) == 0 || (am->rows[i].field && strcmp(am->rows[i].field->id, field) == 0) ||
            (!*am->rows[i].path && strcmp(field, "reason") == 0))
            am->at = i;
}

static void save(struct screen *s)
{
    struct amend_desk *am = s->state;
    struct err e = { 0 };
    AUTO_AMEND answer = { 0 };
    AUTO_JS document = document_of(am);
    AUTO_STRING reason = editor_text(&am->rows[am->count].line);
    const struct amend_request request = { document, reason, am->version };
    enum rc rc = dossier_amend(&answer, s->desk->office, am->code, &request, &e);
    if (!rc) {
        desk_say(s->desk, ROLE_OK, N_("%d fields were amended; before and after stand in the journal."),
            (int)js_len(answer.changes));
        screen_close(s);
        return;
    }
    desk_beep(s->desk, 2);
    if (e.code && strcmp(e.code, "changed_meanwhile") == 0) {
        show_conflict(s, &answer);
        return;
    }
    point_at(am, e.field);
    for (int i = 0; i < answer.problems.count; i++)
        if (answer.problems.list[i].severity == SEVERITY_REFUSE) {
            point_at(am, answer.problems.list[i].field);
            break;
        }
    desk_say_error(s->desk, &e);
}

/* --- keys --- */

static bool has_theirs(const struct screen *s)
{
    const struct amend_desk *am = s->state;
    return am->rows[am->at].theirs != NULL;
}

static void take_theirs(struct screen *s)
{
    struct amend_desk *am = s->state;
    struct amend_row *r = &am->rows[am->at];
    struct err e = { 0 };
    if (editor_set(&r->line, r->theirs, &e)) {
        desk_say_error(s->desk, &e);
        return;
    }
    r->theirs = NULL;
    am->conflicts -= am->conflicts > 0;
    for (int i = 0; i < am->count; i++)
        if (am->rows[i].theirs) {
            am->at = i;
            break;
        }
}

static const struct key_row keys[] = {
    { K_F(10), "amend.save", N_("Save"), N_("Save what was changed; before and after go into the journal"), NULL, save },
    { K_F(3), "amend.theirs", N_("Take theirs"), N_("In this field what the other wrote stays"), has_theirs,
        take_theirs },
    { K_ESC, "amend.back", N_("Back"), N_("Leave everything as it is"), NULL, screen_close },
    { 0 },
};

static enum used on_event(struct screen *s, const struct event *event)
{
    struct amend_desk *am = s->state;
    struct editor *line = &am->rows[am->at].line;
    if (event->kind == EVENT_PASTE)
        return editor_paste(line, event->text) == EDIT_REFUSED ? EVENT_UNUSED : EVENT_USED;
    if (event->kind != EVENT_KEY)
        return EVENT_UNUSED;
    if (event->key == K_ENTER || event->key == K_DOWN || event->key == K_TAB)
        am->at += am->at < am->count;
    else if (event->key == K_UP || event->key == K_BACK_TAB)
        am->at -= am->at > 0;
    else {
        enum edit edit = editor_key(line, event->key, s->desk->typing);
        if (edit == EDIT_REFUSED)
            desk_refuse(s->desk);
        return edit == EDIT_UNUSED ? EVENT_UNUSED : EVENT_USED;
    }
    return EVENT_USED;
}

/* --- picture --- */

static void take_row(void *object, int i)
{
    ((struct amend_desk *)object)->at = i;
}

static void draw_row(struct amend_desk *am, int i, struct canvas *c, int y)
{
    struct amend_row *r = &am->rows[i];
    int x = BODY_LEFT + 2, left = x + LABEL_W + 1, room = c->w - 2 - left;
    bool split = am->conflicts > 0;
    int width = split ? room / 2 - 1 : room > 60 ? 60 : room;
    AUTO_STRING text = editor_text(&r->line);
    bool changed = text && i < am->count && strcmp(text, r->shown);
    canvas_place(c, &(struct place){ x, y, c->w - x - 1, 1, .object = am, .index = i, .take = take_row });
    canvas_put(c, x, y, LABEL_W, i == am->at ? ROLE_SELECT : ROLE_MUTED, r->label);
    editor_draw_box(&r->line, c, left, y, width, i == am->at);
    if (split && r->theirs)
        canvas_put(c, left + width + 1, y, room - width - 1, ROLE_WARN, *r->theirs ? r->theirs : _("(empty)"));
    else if (changed && !split && width + 9 < room)
        canvas_put(c, left + width + 1, y, 8, ROLE_DATA, _("changed"));
    if (i == am->at)
        frame_pointer(c, 0, y);
}

static void draw(const struct screen *s, struct canvas *c)
{
    struct amend_desk *am = s->state;
    char right[60], title[120];
    int rows = BODY_ROWS(c) - 2, y = ROW_BODY + 1, left = BODY_LEFT + 3 + LABEL_W, room = c->w - 2 - left;
    snprintf(right, sizeof right, _("%d fields"), am->count);
    snprintf(title, sizeof title, "%s   %s", am->code, _("Amend"));
    frame_place(c, title, right);
    if (am->conflicts) {
        canvas_put(c, left, ROW_BODY, room / 2, ROLE_TITLE, _("Yours"));
        canvas_put(c, left + room / 2, ROW_BODY, room / 2, ROLE_TITLE, am->by);
    } else
        canvas_put(c, BODY_LEFT + 2, ROW_BODY, c->w - 4, ROLE_MUTED,
            _("Papers already issued stay as they were. Answers need a reason (last line)."));
    am->top = am->at < am->top ? am->at : am->at >= am->top + rows ? am->at - rows + 1 : am->top;
    for (int i = 0; i < rows && am->top + i <= am->count; i++)
        draw_row(am, am->top + i, c, y + i);
    frame_scroll_mark(c, y, rows, am->top, rows, am->count + 1);
    frame_hint(c, am->conflicts ? _("Compare both sides; F3 takes theirs in a field, F10 saves what stands left.")
                                : _("Name, number and birth date stay; a wrong person is another dossier."));
}

static enum rc open_(struct screen *s, const void *argument, struct err *e)
{
    struct amend_desk *am = s->state;
    if (!argument || !s->desk->office)
        return err_set(e, RC_USAGE, "no_dossier", N_("Which dossier? Type or scan its code."));
    snprintf(am->code, sizeof am->code, "%s", (const char *)argument);
    enum rc rc = permission_check(s->desk->office->role, ACTION_DOSSIER_WORK, e);
    return rc ? rc : read_all(am, s->desk->office, e);
}

static void close_(struct screen *s)
{
    struct amend_desk *am = s->state;
    for (int i = 0; i <= am->count; i++)
        editor_release(&am->rows[i].line);
    form_free(am->form);
    arena_release(&am->arena);
}

const struct screen_class screen_amend = {
    .name = "amend",
    .title = N_("Amend"),
    .keys = keys,
    .state_size = sizeof(struct amend_desk),
    .open = open_,
    .on_event = on_event,
    .draw = draw,
    .close = close_,
};
