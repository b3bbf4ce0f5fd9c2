/* intake_tell.c - step 5: how the applicant wants to be told when something happens to the dossier.
 *
 * What is known of the applicant is shown. Only what is chosen here is written: the document's "tell_by", as
 * `motcua intake` reads it. Somebody else's wish is never taken over.
 */
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "desk/intake_desk.h"
#include "dossier/message.h"

static const char *const words[MESSAGE_WISHES] = { [WISH_ANY] = N_("as usual"),
    [WISH_NO_ZALO] = N_("SMS, no Zalo"),
    [WISH_CALL] = N_("a call"),
    [WISH_NOTHING] = N_("not at all") };

static enum rc translate(struct intake *in, struct err *e)
{
    const char **labels = arena_array(&in->screen->arena, MESSAGE_WISHES, sizeof *labels);
    if (!labels)
        return err_no_memory(e);
    for (int i = 0; i < MESSAGE_WISHES; i++)
        labels[i] = gettext(words[i]);
    in->due.tell = (struct choice){ labels, MESSAGE_WISHES, WISH_ANY };
    return RC_OK;
}

/* A draft keeps what was chosen in it. */
static bool load_saved(struct intake *in)
{
    enum message_wish wish;
    const char *saved = js_get_text(in->saved, "tell_by");
    if (!saved || !message_wish_parse(&wish, saved))
        return false;
    in->due.tell.at = (int)wish;
    return true;
}

/* Of who has said it before; the usual way for everybody else. */
static int known_wish(const struct intake *in)
{
    struct citizen c;
    enum message_wish wish = WISH_ANY;
    if (citizen_by_number(&c, in->of->db, who_number(in), NULL) || message_wish_of(&wish, in->of, c.id, NULL))
        return WISH_ANY;
    return (int)wish;
}

enum rc tell_enter(struct intake *in, struct err *e)
{
    struct intake_due *d = &in->due;
    bool first = !d->tell.labels;
    enum rc rc = first ? translate(in, e) : RC_OK;
    if (rc)
        return rc;
    if (first && load_saved(in))
        d->told = true;
    else if (!first && strcmp(d->tell_of, who_number(in)) == 0)
        return RC_OK;
    else {
        d->told = false;
        d->tell.at = known_wish(in);
    }
    snprintf(d->tell_of, sizeof d->tell_of, "%s", who_number(in));
    return RC_OK;
}

void tell_changed(struct intake *in)
{
    in->due.told = true;
}

void tell_put(const struct intake *in, struct js *document)
{
    const struct intake_due *d = &in->due;
    if (d->told && strcmp(d->tell_of, who_number(in)) == 0)
        js_put_text(document, "tell_by", message_wish_slug((enum message_wish)d->tell.at));
}
