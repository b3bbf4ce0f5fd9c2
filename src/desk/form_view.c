/* form_view.c - see form_view.h. Its picture is form_view_draw.c. */
#include "desk/form_view.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/i18n.h"
#include "base/viet.h"
#include "desk/desk.h"

static bool passed_over(const struct form_row *r)
{
    return r->locked || r->hidden;
}

struct form_row *form_view_row(struct form_view *v)
{
    return v->count ? &v->rows[v->at] : NULL;
}

static void enter_row(struct form_view *v, int row)
{
    v->at = row;
    v->fresh = true;
    struct form_row *r = &v->rows[row];
    free(r->entered);
    r->entered = editor_text(&r->editor);
    memcpy(r->entered_source, r->source, sizeof r->source);
    if (v->hooks.moved)
        v->hooks.moved(v->owner, r);
}

void form_view_init(
    struct form_view *v, struct form_row *rows, int count, const struct form_hooks *hooks, void *owner)
{
    *v = (struct form_view){ .rows = rows, .count = count, .hooks = *hooks, .owner = owner };
    v->jump.max = 40;
    int first = -1;
    for (int i = 0; i < count; i++) {
        rows[i].editor.kind = rows[i].kind;
        rows[i].editor.max = rows[i].max;
        if (first < 0 && !passed_over(&rows[i]) && editor_empty(&rows[i].editor))
            first = i;
    }
    if (count)
        enter_row(v, first < 0 ? 0 : first);
}

void form_view_release(struct form_view *v)
{
    if (!v)
        return;
    for (int i = 0; i < v->count; i++) {
        editor_release(&v->rows[i].editor);
        free(v->rows[i].entered);
        v->rows[i].entered = NULL;
    }
    for (int i = 0; i < v->undo_count; i++)
        free(v->undo[i].text);
    editor_release(&v->jump);
    *v = (struct form_view){ 0 };
}

/* --- undo --- */

static void push_undo(struct form_view *v, int row, const char *text, const char *source)
{
    char *copy = strdup(text ? text : "");
    if (!copy)
        return;
    if (v->undo_count == FORM_UNDO_STEPS) {
        free(v->undo[0].text);
        memmove(v->undo, v->undo + 1, sizeof v->undo - sizeof v->undo[0]);
        v->undo_count--;
    }
    struct form_undo *step = &v->undo[v->undo_count++];
    *step = (struct form_undo){ .row = row, .text = copy };
    snprintf(step->source, sizeof step->source, "%s", source);
}

static bool same_as_entered(const struct form_row *r)
{
    AUTO_STRING now = editor_text(&r->editor);
    return now && r->entered && strcmp(now, r->entered) == 0;
}

static void put(struct form_view *v, int row, const char *text, const char *source)
{
    struct form_row *r = &v->rows[row];
    if (editor_set(&r->editor, text, NULL))
        return;
    snprintf(r->source, sizeof r->source, "%s", source ? source : "");
    r->changed = true;
    if (v->hooks.check)
        v->hooks.check(v->owner, r);
    if (v->hooks.save)
        v->hooks.save(v->owner, r);
    r->changed = false;
}

static enum form_did undo(struct form_view *v, struct desk *d)
{
    struct form_row *r = form_view_row(v);
    if (!same_as_entered(r))
        push_undo(v, v->at, r->entered, r->entered_source);
    if (!v->undo_count) {
        desk_say(d, ROLE_BASE, N_("Nothing left to undo."));
        return FORM_REFUSED;
    }
    struct form_undo step = v->undo[--v->undo_count];
    put(v, step.row, step.text, step.source);
    enter_row(v, step.row);
    desk_say(d, ROLE_OK, N_("Undone: field %d is again \"%s\". Ctrl-Z goes further back."), step.row + 1,
        step.text);
    free(step.text);
    return FORM_USED;
}

/* --- leaving and arriving --- */

static void leave_row(struct form_view *v)
{
    struct form_row *r = form_view_row(v);
    bool touched = !same_as_entered(r);
    if (touched)
        push_undo(v, v->at, r->entered, r->entered_source);
    if (v->hooks.check)
        v->hooks.check(v->owner, r);
    if ((touched || r->changed) && v->hooks.save)
        v->hooks.save(v->owner, r);
    r->changed = false;
}

void form_view_go(struct form_view *v, int row)
{
    if (row < 0 || row >= v->count)
        return;
    leave_row(v);
    enter_row(v, row);
}

static int open_row_from(const struct form_view *v, int row, int step)
{
    while (row >= 0 && row < v->count && passed_over(&v->rows[row]))
        row += step;
    return row >= 0 && row < v->count ? row : -1;
}

static enum form_did step_by(struct form_view *v, int step)
{
    int to = open_row_from(v, v->at + step, step);
    if (to >= 0) {
        form_view_go(v, to);
        return FORM_USED;
    }
    leave_row(v);
    enter_row(v, v->at);
    return step > 0 ? FORM_END : FORM_REFUSED;
}

static enum form_did go_end(struct form_view *v, int from, int step)
{
    int to = open_row_from(v, from, step);
    if (to < 0)
        return FORM_REFUSED;
    form_view_go(v, to);
    return FORM_USED;
}

void form_view_save(struct form_view *v)
{
    for (int i = 0; i < v->count; i++)
        if (v->rows[i].changed) {
            if (v->hooks.save)
                v->hooks.save(v->owner, &v->rows[i]);
            v->rows[i].changed = false;
        }
}

void form_view_set(struct form_view *v, int row, const char *text, const char *source)
{
    if (row < 0 || row >= v->count)
        return;
    AUTO_STRING before = editor_text(&v->rows[row].editor);
    push_undo(v, row, before, v->rows[row].source);
    put(v, row, text, source);
    if (row == v->at)
        enter_row(v, row);
}

int form_view_find(const struct form_view *v, const char *id)
{
    for (int i = 0; i < v->count; i++)
        if (strcmp(v->rows[i].id, id) == 0)
            return i;
    return -1;
}

int form_view_faults(const struct form_view *v, enum form_mark least)
{
    int n = 0;
    for (int i = 0; i < v->count; i++)
        n += v->rows[i].mark >= least && !v->rows[i].hidden;
    return n;
}

bool form_view_next_fault(struct form_view *v, int step)
{
    for (int k = 1; k <= v->count; k++) {
        int row = ((v->at + step * k) % v->count + v->count) % v->count;
        if (v->rows[row].mark >= MARK_LOOK && !passed_over(&v->rows[row])) {
            form_view_go(v, row);
            return true;
        }
    }
    return false;
}

/* --- Ctrl-G --- */

static bool label_has(const char *label, const char *part)
{
    AUTO_BUF a = buf_limit(1024), b = buf_limit(1024);
    if (viet_fold(&a, label, strlen(label)) || viet_fold(&b, part, strlen(part)))
        return false;
    return strstr(buf_text(&a), buf_text(&b)) != NULL;
}

static int jump_target(const struct form_view *v, const char *where)
{
    char *end;
    long number = strtol(where, &end, 10);
    if (end != where && !*end)
        return number >= 1 && number <= v->count ? (int)number - 1 : -1;
    for (int i = 0; i < v->count && *where; i++)
        if (!v->rows[i].hidden && label_has(v->rows[i].label, where))
            return i;
    return -1;
}

static enum form_did jump_key(struct form_view *v, struct desk *d, uint32_t code)
{
    if (code == K_ESC) {
        v->jumping = false;
        return FORM_USED;
    }
    if (code != K_ENTER)
        return editor_key(&v->jump, code, d->typing) == EDIT_REFUSED ? FORM_REFUSED : FORM_USED;
    AUTO_STRING where = editor_text(&v->jump);
    int to = where ? jump_target(v, where) : -1;
    if (to < 0 || passed_over(&v->rows[to])) {
        desk_say(d, ROLE_WARN, N_("No field \"%s\" here. Type its number or a part of its name."),
            where ? where : "");
        return FORM_REFUSED;
    }
    v->jumping = false;
    form_view_go(v, to);
    return FORM_USED;
}

/* --- keys --- */

static enum form_did take(struct form_view *v, const char *text, const char *source)
{
    if (!text)
        return FORM_REFUSED;
    form_view_set(v, v->at, text, source);
    return FORM_USED;
}

static enum form_did take_offered(struct form_view *v)
{
    const char *source = "";
    struct form_row *r = form_view_row(v);
    const char *text = v->hooks.offered ? v->hooks.offered(v->owner, r, &source) : NULL;
    return take(v, text, source);
}

static enum form_did open_list(struct form_view *v, const char *typed)
{
    struct form_row *r = form_view_row(v);
    if (!r->list || !v->hooks.list)
        return FORM_REFUSED;
    v->hooks.list(v->owner, r, v->value_x, v->value_y, typed);
    return FORM_USED;
}

/* The field is full: the cursor goes on by itself. */
static enum form_did advance(struct form_view *v)
{
    enum form_did did = step_by(v, 1);
    v->advanced = did == FORM_USED;
    return did == FORM_REFUSED ? FORM_REFUSED : FORM_USED;
}

static enum form_did typed(struct form_view *v, struct desk *d, uint32_t code)
{
    struct form_row *r = form_view_row(v);
    char letter[5];
    glyph_encode(letter, code);
    if (r->list_only && r->list && key_is_text(code))
        return open_list(v, letter);
    bool number = r->editor.kind == EDITOR_DIGITS || r->editor.kind == EDITOR_DATE || r->editor.kind == EDITOR_CODE;
    bool picks = r->list && code >= '0' && code <= '9';
    if (v->fresh && (picks || (number && key_is_text(code))))
        editor_reset(&r->editor); /* a number is typed anew, not behind the old one; Ctrl-Z brings it back */
    v->fresh = false;
    enum edit edit = editor_key(&r->editor, code, d->typing);
    if (edit == EDIT_CHANGED) {
        r->changed = true;
        r->source[0] = '\0';
        r->mark = MARK_NONE;
        if (r->fixed && !d->linear && r->editor.len == r->fixed && r->editor.cursor == r->fixed && key_is_text(code))
            return advance(v);
    }
    return edit == EDIT_UNUSED ? FORM_UNUSED : edit == EDIT_REFUSED ? FORM_REFUSED : FORM_USED;
}

static enum form_did on_empty(struct form_view *v, uint32_t code, bool *handled)
{
    struct form_row *r = form_view_row(v);
    *handled = editor_empty(&r->editor) && (code == K_SPACE || code == '=');
    if (!*handled)
        return FORM_UNUSED;
    const char *(*hook)(void *, const struct form_row *) = code == K_SPACE ? v->hooks.recall : v->hooks.copy;
    return take(v, hook ? hook(v->owner, r) : NULL, code == K_SPACE ? "HS" : "="); /* neither was typed */
}

static enum form_did say_no_fault(struct desk *d)
{
    desk_say(d, ROLE_OK, N_("No fault left in this form."));
    return FORM_USED;
}

enum form_did form_view_key(struct form_view *v, struct desk *d, uint32_t code)
{
    bool handled;
    if (!v->count)
        return FORM_UNUSED;
    if (v->jumping)
        return jump_key(v, d, code);
    bool by_habit = v->advanced && code == K_ENTER;
    v->advanced = false;
    if (by_habit)
        return FORM_USED;
    enum form_did did = on_empty(v, code, &handled);
    if (handled)
        return did;
    switch (code) {
    case K_ENTER:
    case K_TAB:
    case K_DOWN:
        return step_by(v, 1);
    case K_BACK_TAB:
    case K_UP:
        return step_by(v, -1);
    case K_CTRL_HOME:
        return go_end(v, 0, 1);
    case K_CTRL_END:
        return go_end(v, v->count - 1, -1);
    case K_CTRL('G'):
        editor_reset(&v->jump);
        v->jumping = true;
        return FORM_USED;
    case K_CTRL('D'):
        return take_offered(v);
    case K_CTRL('Z'):
        return undo(v, d);
    case K_F(4):
        return open_list(v, NULL);
    case K_F(7):
    case K_F(8):
        return form_view_next_fault(v, code == K_F(8) ? 1 : -1) ? FORM_USED : say_no_fault(d);
    case K_F(1):
        if (!v->hooks.help)
            return FORM_UNUSED;
        v->hooks.help(v->owner, form_view_row(v), v->value_y);
        return FORM_USED;
    default:
        return typed(v, d, code);
    }
}

enum form_did form_view_paste(struct form_view *v, const char *text)
{
    struct form_row *r = form_view_row(v);
    if (!r || r->list_only)
        return FORM_REFUSED;
    enum edit edit = editor_paste(v->jumping ? &v->jump : &r->editor, text);
    r->changed = r->changed || (!v->jumping && edit != EDIT_DONE);
    return edit == EDIT_REFUSED ? FORM_REFUSED : FORM_USED;
}
