/* intake_second.c - double entry at step 4: the critical fields typed once more by somebody who sees nothing.
 *
 * The form is covered while the boxes ask. Afterwards each field in which the two entries differ is to be
 * mended; the other entry's value is never shown. F9 again asks only for what still differs.
 */
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/problem.h"
#include "catalog/answers.h"
#include "catalog/form.h"
#include "desk/intake_desk.h"
#include "desk/line_ask.h"

/* Keeps what was typed; a value that cannot be right is refused in the box. */
static enum rc take(struct screen *asker, const char *text, struct err *e)
{
    struct intake *in = asker->state;
    const struct form_field *f = &in->form.form->fields[in->form.ask[in->form.asked]];
    AUTO_BUF canonical = buf_limit(8000);
    enum rc rc = field_parse(&canonical, f->type, text, &f->rule, in->today, e);
    if (rc)
        return rc;
    js_put_text(in->form.second, f->id, buf_text(&canonical));
    in->form.asked++;
    return RC_OK;
}

static void ask(struct intake *in)
{
    char label[160], title[80];
    const struct form_field *f = &in->form.form->fields[in->form.ask[in->form.asked]];
    snprintf(title, sizeof title, _("Second entry, %d of %d"), in->form.asked + 1, in->form.ask_count);
    snprintf(label, sizeof label, "%s%s%s", f->block, *f->block ? ": " : "", f->label);
    in->form.asking = true;
    in->form.asked_before = in->form.asked;
    enum rc rc = line_ask(in->screen,
        &(struct line_ask){
            .title = title, .label = _("Typed"), .consequence = label, .kind = EDITOR_TEXT, .take = take });
    in->form.asking = rc == RC_OK;
}

void second_problems(struct problems *problems, struct intake *in, const struct js *answers)
{
    enum rc rc = answers && in->form.second && !in->form.asking
                     ? answers_second(problems, in->form.form, answers, in->form.second, in->today, NULL)
                     : RC_OK;
    (void)rc; /* without memory nothing is marked; the intake looks again */
}

/* The fields to ask: what differs from an entry made before, or every critical one that is filled. */
static void choose_fields(struct intake *in, const struct js *answers)
{
    struct intake_form *form = &in->form;
    struct problems differ = { 0 };
    second_problems(&differ, in, answers);
    form->ask_count = 0;
    for (size_t i = 0; i < form->form->fields_count && form->ask_count < SECOND_MAX; i++) {
        const struct form_field *f = &form->form->fields[i];
        bool wanted = f->critical && js_get_text(answers, f->id) && !differ.count;
        for (int k = 0; k < differ.count; k++)
            wanted = wanted || (strcmp(differ.list[k].field, f->id) == 0 && js_get_text(answers, f->id));
        if (wanted)
            form->ask[form->ask_count++] = (int)i;
    }
}

void second_begin(struct screen *s)
{
    struct intake *in = s->state;
    struct intake_form *form = &in->form;
    form_view_save(&form->cells.view);
    AUTO_JS answers = form_answers(in);
    choose_fields(in, answers);
    if (!form->ask_count) {
        desk_say(s->desk, ROLE_WARN, N_("No field that must be typed twice is filled in yet."));
        return;
    }
    if (!form->second)
        form->second = js_object();
    form->asked = 0;
    ask(in);
}

static void finish(struct intake *in)
{
    struct problems differ = { 0 };
    AUTO_JS answers = form_answers(in);
    in->form.asking = false;
    second_problems(&differ, in, answers);
    cells_recheck(&in->form.cells);
    if (differ.count)
        desk_say(in->screen->desk, ROLE_WARN,
            N_("The entries differ in %d fields: F7, F8 go there; look at the paper"),
            differ.count);
    else
        desk_say(in->screen->desk, ROLE_OK, N_("Both entries agree: %d fields."), in->form.ask_count);
}

void second_back(struct intake *in)
{
    if (!in->form.asking)
        return;
    if (in->form.asked == in->form.asked_before) { /* Esc: as if it had not begun */
        in->form.asking = false;
        js_free(in->form.second);
        in->form.second = NULL;
        cells_recheck(&in->form.cells);
        desk_say(in->screen->desk, ROLE_BASE, N_("The second entry was left; nothing is compared."));
    } else if (in->form.asked < in->form.ask_count) {
        ask(in);
    } else {
        finish(in);
    }
}
