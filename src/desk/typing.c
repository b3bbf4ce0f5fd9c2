/* typing.c - see typing.h. */
#include "desk/typing.h"

#include <string.h>

#include "base/i18n.h"
#include "base/viet.h"
#include "desk/desk.h"
#include "desk/glyph.h"

static enum typing with_style(const struct desk *d, enum typing method)
{
    return (enum typing)(method | (d->typing & TYPING_NEW_TONES));
}

void typing_begin(struct desk *d, const char *method, const char *tone_style)
{
    static const struct {
        const char *word;
        enum typing typing;
    } methods[] = { { "auto", TYPING_TELEX }, { "telex", TYPING_TELEX }, { "vni", TYPING_VNI } };
    d->typing = tone_style && strcmp(tone_style, "new") == 0 ? TYPING_NEW_TONES : TYPING_OFF;
    d->typing_auto = method && strcmp(method, "auto") == 0;
    for (size_t i = 0; i < sizeof methods / sizeof *methods && method; i++)
        if (strcmp(methods[i].word, method) == 0)
            d->typing = with_style(d, methods[i].typing);
}

void typing_toggle(struct desk *d)
{
    enum typing method = (enum typing)((TYPING_METHOD(d->typing) + 1) % 3);
    d->typing = with_style(d, method);
    d->typing_auto = false;
    if (method == TYPING_TELEX)
        desk_say(d, ROLE_BASE, N_("Typing Telex: aa aw dd, marks s f r x j. Ctrl-\\ for VNI."));
    else if (method == TYPING_VNI)
        desk_say(d, ROLE_BASE, N_("Typing VNI: a6 a8 d9, marks 1 2 3 4 5. Ctrl-\\ to end."));
    else
        desk_say(d, ROLE_BASE, N_("Typing as the keys are: no marks are made here. Ctrl-\\ for Telex."));
}

void typing_saw(struct desk *d, uint32_t code)
{
    bool composed = code >= 0x80 && code < K_NAMED && (viet_is_letter(code) || glyph_combines(code));
    if (!d->typing_auto || !composed)
        return;
    d->typing_auto = false;
    d->typing = with_style(d, TYPING_OFF);
    desk_say(d, ROLE_BASE,
        N_("Your own typing program makes the marks, so typing here is off. Ctrl-\\ turns it on."));
}

char typing_mark(enum typing typing)
{
    return "ETV"[TYPING_METHOD(typing)];
}
