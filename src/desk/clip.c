/* clip.c - see clip.h. */
#include "desk/clip.h"

#include "base/err.h"
#include "base/i18n.h"
#include "desk/desk.h"
#include "desk/square.h"
#include "desk/term/terminal.h"

static bool nothing_there(struct desk *d, const char *value)
{
    if (*value)
        return false;
    desk_say(d, ROLE_WARN, N_("This field is still empty; there is nothing to copy."));
    desk_refuse(d);
    return true;
}

void clip_copy(struct desk *d, const char *label, const char *value)
{
    struct err e = { 0 };
    if (nothing_there(d, value))
        return;
    if (!d->terminal->copy || d->linear) {
        desk_say(d, ROLE_WARN, N_("This terminal cannot copy. Ctrl-Q shows a square for the phone."));
        desk_refuse(d);
    } else if (d->terminal->copy(d->terminal, value, &e)) {
        desk_say(d, ROLE_WARN, N_("Not copied: %s. Ctrl-Q shows a square for the phone."), e.message);
        desk_refuse(d);
    } else {
        desk_say(d, ROLE_OK, N_("Copied: %.40s. Paste it into the portal's field."), label);
    }
}

void clip_square(struct desk *d, const char *label, const char *value)
{
    if (nothing_there(d, value))
        return;
    enum rc rc = square_ask(d, label, value);
    (void)rc; /* told in the message line */
}
