/* axes.c - the four axes in words. See axes.h. */
#include "dossier/axes.h"

#include <stdio.h>

#include "base/i18n.h"
#include "base/text.h"
#include "dossier/money.h"

const char *axes_portal(char out[AXIS_TEXT_SIZE], const struct axes *axes)
{
    static const char *const names[] = { N_("nothing to send"), N_("has it"), N_("waits to be sent"),
        N_("sent, no answer yet"), N_("held back"), N_("refused it") };
    if (axes->portal == PORTAL_SAME || !axes->portal_knows || axes->portal_knows == axes->work)
        snprintf(out, AXIS_TEXT_SIZE, "%s", gettext(names[axes->portal]));
    else
        snprintf(out, AXIS_TEXT_SIZE, _("%s; knows: %s"), gettext(names[axes->portal]), gettext(state_row(axes->portal_knows)->name));
    return out;
}

const char *axes_money(char out[AXIS_TEXT_SIZE], const struct axes *axes)
{
    char fee[MONEY_TEXT_SIZE], open[MONEY_TEXT_SIZE];
    money_text(fee, axes->fee);
    money_text(open, axes->open);
    if (axes->money == MONEY_FREE)
        snprintf(out, AXIS_TEXT_SIZE, "%s", _("free of charge"));
    else if (axes->money == MONEY_PAID)
        snprintf(out, AXIS_TEXT_SIZE, _("%s đ, paid"), fee);
    else
        snprintf(out, AXIS_TEXT_SIZE, _("%s đ, %s đ still open"), fee, open);
    return out;
}

const char *axes_papers(char out[AXIS_TEXT_SIZE], const struct axes *axes)
{
    const struct papers *p = &axes->papers;
    if (p->at == PAPERS_ON_WAY)
        snprintf(out, AXIS_TEXT_SIZE, _("on the way to %.80s"), p->to);
    else if (p->at == PAPERS_STAFF || p->at == PAPERS_DESK)
        snprintf(out, AXIS_TEXT_SIZE, _("with %.80s"), p->with);
    else
        snprintf(out, AXIS_TEXT_SIZE, "%s", p->at == PAPERS_BACK ? _("given back") : _("nothing on paper"));
    utf8_mend(out);
    return out;
}
