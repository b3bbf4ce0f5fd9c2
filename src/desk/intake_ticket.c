/* intake_ticket.c - the number of who is here: an intake takes this desk's ticket along, and filing links the
 * two.
 *
 * The ticket stands in the place rule, so that a number left over from before is seen; one key takes it off
 * or on.
 */
#include <stdio.h>

#include "base/i18n.h"
#include "base/office.h"
#include "desk/intake_desk.h"
#include "dossier/ticket.h"

void intake_take_ticket(struct intake *in)
{
    struct ticket here;
    in->ticket[0] = '\0';
    if (ticket_here(&here, in->of, NULL) == RC_OK && here.id) /* without one the intake goes on as ever */
        snprintf(in->ticket, sizeof in->ticket, "%s", here.label);
}

void intake_toggle_ticket(struct screen *s)
{
    struct intake *in = s->state;
    if (in->ticket[0]) {
        desk_say(s->desk, ROLE_OK, N_("This dossier does not belong to number %s."), in->ticket);
        in->ticket[0] = '\0';
        return;
    }
    intake_take_ticket(in);
    if (in->ticket[0])
        desk_say(s->desk, ROLE_OK, N_("This dossier belongs to number %s."), in->ticket);
    else
        desk_say(s->desk, ROLE_WARN, N_("No number was called to this desk."));
}

/* The dossier is on the book whatever becomes of this. */
void intake_link_ticket(struct intake *in, const char *code)
{
    struct ticket t;
    struct err e = { 0 };
    if (in->ticket[0] && ticket_link(&t, in->of, in->ticket, code, &e))
        desk_say(in->screen->desk, ROLE_WARN, N_("On the book: %s. Its number %s could not be noted: %s"),
            code, in->ticket, e.message);
}
