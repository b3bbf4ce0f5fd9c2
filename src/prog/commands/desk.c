/* desk.c - `motcua desk`: opens the desk on this terminal, or plays a key script on a terminal in memory. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/fs.h"
#include "base/i18n.h"
#include "base/office.h"
#include "book/settings.h"
#include "desk/desk.h"
#include "desk/feed.h"
#include "desk/script.h"
#include "desk/session.h"
#include "desk/term/term_curses.h"
#include "desk/term/term_memory.h"
#include "desk/term/term_plain.h"
#include "prog/verb.h"

#define SCRIPT_BYTES_MAX ((size_t)4 << 20)

/* What stands in the book dresses every desk; a theme file that is gone or wrong keeps nobody from her desk. */
static void dress_by_settings(struct desk *d, struct db *db, int colours)
{
    AUTO_ARENA a = { 0 };
    struct err e = { 0 };
    const char *theme = setting_text(db, "theme", &a), *glyphs = setting_text(db, "glyphs", &a);
    bool no_color = getenv("NO_COLOR") != NULL;
    if (theme && *theme && !no_color && theme_pick(&d->theme, theme, colours, false, &e))
        desk_say_error(d, &e);
    d->theme.glyphs = glyphs && *glyphs == 'a' ? GLYPHS_ASCII : GLYPHS_FULL;
}

static enum rc dress(struct desk *d, struct db *db, const struct args *args, int colours, struct err *e)
{
    const char *theme = arg_value(args, "theme"), *glyphs = arg_value(args, "glyphs");
    enum rc rc = theme_pick(&d->theme, theme, colours, getenv("NO_COLOR") != NULL, e);
    if (!rc && !theme)
        dress_by_settings(d, db, colours);
    if (rc || !glyphs)
        return rc;
    if (strcmp(glyphs, "ascii") != 0 && strcmp(glyphs, "full") != 0)
        return err_set(e, RC_USAGE, "glyphs", N_("--glyphs is \"full\" or \"ascii\""));
    d->theme.glyphs = *glyphs == 'a' ? GLYPHS_ASCII : GLYPHS_FULL;
    return RC_OK;
}

/* The clerk signs in first. --screen opens another one at once, for whoever the Unix user may sign in as. */
static enum rc first_screen(struct desk *d, const struct args *args, struct session *session, struct err *e)
{
    const char *name = arg_value(args, "screen");
    const struct screen_class *class = screen_find(name ? name : "signin");
    struct staff peer;
    if (!class)
        return err_set(e, RC_USAGE, "screen_unknown", "There is no screen \"%s\".", name);
    enum rc rc = RC_OK;
    if (name && strcmp(name, "signin") != 0)
        rc = staff_by_id(&peer, session->office->db, session->peer_id, e);
    if (!rc && name && strcmp(name, "signin") != 0)
        rc = session_sign_in(session, peer.login, NULL, e);
    if (rc)
        return rc;
    rc = desk_push(d, class, NULL);
    return rc ? err_set(e, rc, "screen_failed", "%s", d->message) : RC_OK;
}

/* What is drawn, on which terminal it may be. */
static enum rc begin(struct desk *d, struct session *session, struct office *of, const struct args *args, int colours,
    struct err *e)
{
    AUTO_ARENA a = { 0 };
    enum rc rc = session_open(session, d, of, e);
    if (!rc)
        rc = first_screen(d, args, session, e);
    if (!rc) /* after the first screen: what they have to say must not be covered by its own message */
        rc = feed_open_scanner(d, setting_text(of->db, "scanner.tty", &a), e);
    return rc ? rc : dress(d, of->db, args, colours, e);
}

static enum rc play_script(struct desk *d, struct term_memory *t, const struct args *args, struct err *e)
{
    const char *script = arg_value(args, "script"), *dump = arg_value(args, "dump");
    AUTO_BUF text = buf_limit(SCRIPT_BYTES_MAX);
    enum rc rc = RC_OK, dumped = RC_OK;
    if (script && strcmp(script, "-") == 0)
        rc = fs_read_fd(&text, 0, "-", SCRIPT_BYTES_MAX, e);
    else if (script)
        rc = fs_read(&text, script, SCRIPT_BYTES_MAX, e);
    if (!rc)
        rc = script_play(d, t, buf_text(&text), script ? script : "", e);
    if (dump) /* the picture helps most when a step failed */
        dumped = script_dump(t, dump, rc ? NULL : e);
    return rc ? rc : dumped;
}

static enum rc run_in_memory(struct office *of, const struct args *args, struct err *e)
{
    struct desk d;
    struct session session = { 0 };
    struct term_memory *t;
    int w = 80, h = 24;
    const char *size = arg_value(args, "size");
    enum rc rc = size ? script_size(&w, &h, size, e) : RC_OK;
    if (!rc)
        rc = term_memory_open(&t, w, h, e);
    if (rc)
        return rc;
    rc = desk_open(&d, &t->terminal, of, of->clock, e);
    if (!rc)
        rc = begin(&d, &session, of, args, 256, e);
    if (!rc)
        rc = play_script(&d, t, args, e);
    desk_close(&d);
    session_close(&session);
    return rc;
}

static enum rc run_on_terminal(struct office *of, const struct args *args, struct err *e)
{
    struct desk d;
    struct session session = { 0 };
    struct terminal *t;
    enum rc rc = arg_given(args, "plain") ? term_plain_open(&t, 0, 1, e) : term_curses_open(&t, e);
    if (rc)
        return rc;
    rc = desk_open(&d, t, of, of->clock, e);
    d.linear = arg_given(args, "plain");
    if (!rc)
        rc = begin(&d, &session, of, args, t->colours(t), e);
    if (!rc)
        desk_run(&d);
    desk_close(&d);
    session_close(&session);
    return rc;
}

/* A theme is fit for people when every role that carries text reaches 4.5; rules carry none. */
static enum rc print_contrast(const struct args *args, struct err *e)
{
    struct theme theme;
    enum rc rc = theme_pick(&theme, arg_value(args, "theme"), 256, false, e);
    int low = 0;
    for (int role = 0; !rc && role < ROLES; role++) {
        int contrast = theme_contrast(&theme, (enum role)role);
        bool weak = contrast && contrast < 45 && role != ROLE_RULE;
        low += weak;
        printf("%-13s %3d %3d  %2d.%d%s\n", theme_role_name((enum role)role), theme.looks[role].fg,
            theme.looks[role].bg, contrast / 10, contrast % 10, weak ? "  < 4.5" : "");
    }
    return rc    ? rc
           : low ? err_set(e, RC_REFUSED, "theme_contrast", "%d roles of this theme are hard to read.", low)
                 : RC_OK;
}

static enum rc run(struct office *of, const struct args *args, struct err *e)
{
    if (args->count)
        return verb_usage(args, e);
    if (arg_given(args, "contrast"))
        return print_contrast(args, e);
    bool memory = arg_given(args, "script") || arg_given(args, "dump") || arg_given(args, "size");
    return memory ? run_in_memory(of, args, e) : run_on_terminal(of, args, e);
}

static const struct option_row options[] = {
    { "script", N_("FILE"), N_("play this key script on a terminal in memory; - reads standard input") },
    { "size", N_("80x24"), N_("size of the terminal in memory") },
    { "dump", N_("FILE"), N_("write the last screen as text; - is standard output") },
    { "screen", N_("NAME"), N_("begin with this screen") },
    { "plain", NULL, N_("line by line, for screen readers and slow lines; a line like :F10 names a key") },
    { "theme", N_("NAME"), N_("dark, light, eight, mono, or a theme file") },
    { "glyphs", N_("SET"), N_("full, or ascii for fonts without the marks") },
    { "contrast", NULL, N_("print how readable each role of the theme is") },
    { 0 },
};

static const struct example_row examples[] = {
    { "desk", N_("opens the desk") },
    { "desk --script keys.txt --size 132x40 --dump -", N_("plays keys and prints the picture") },
    { "desk --theme light --contrast", N_("checks a theme") },
    { 0 },
};

const struct verb verb_desk = {
    .name = "desk",
    .summary = N_("open the desk"),
    .usage = "",
    .needs = NEEDS_BOOK,
    .options = options,
    .examples = examples,
    .run = run,
    .description =
        N_("The desk is worked by keyboard alone: Enter goes on, F1 explains, Esc goes back, F10 files. "
           "A key script has one step a line: a key (F10, Enter, Ctrl-D, Down 3), text \"...\", "
           "paste \"...\", scan \"...\", wait \"...\", expect \"...\", size 132x40, dump FILE."),
};
