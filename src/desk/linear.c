/* linear.c - see linear.h. */
#include "desk/linear.h"

#include "base/i18n.h"
#include "desk/desk.h"
#include "desk/term/terminal.h"

void linear_begin(struct desk *d)
{
    struct terminal *picture = d->terminal, *lines;
    struct err e = { 0 };
    if (!picture->lines) {
        desk_refuse(d);
        return;
    }
    if (picture->lines(picture, &lines, &e)) {
        desk_say_error(d, &e);
        return;
    }
    lines->watch_fd = picture->watch_fd;
    d->resting = picture;
    d->terminal = lines;
    d->linear = true;
    desk_say(d, ROLE_BASE, N_("Line by line: type, then Enter. A line like :F10 or :Esc names a key."));
}

void linear_end(struct desk *d)
{
    struct terminal *lines = d->terminal;
    if (!d->resting)
        return;
    d->terminal = d->resting;
    d->resting = NULL;
    d->linear = false;
    d->terminal->watch_fd = lines->watch_fd;
    lines->close(lines);
    d->terminal->restore(d->terminal);
}
