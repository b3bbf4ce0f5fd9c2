/* sequences.c - see sequences.h. */
#include "desk/term/sequences.h"

#include <string.h>

#include <ncursesw/curses.h>

static const struct {
    const char *bytes;
    int code;
} sequences[] = {
    { "\033[200~", OWN_PASTE_BEGIN },
    { "\033[201~", OWN_PASTE_END },
    /* Home and End: xterm and Windows Terminal in their other mode; screen, tmux, Linux, PuTTY; rxvt */
    { "\033[H", KEY_HOME },
    { "\033[F", KEY_END },
    { "\033OH", KEY_HOME },
    { "\033OF", KEY_END },
    { "\033[1~", KEY_HOME },
    { "\033[4~", KEY_END },
    { "\033[7~", KEY_HOME },
    { "\033[8~", KEY_END },
    { "\033[1;5H", OWN_CTRL_HOME },
    { "\033[1;5F", OWN_CTRL_END },
    { "\033[7^", OWN_CTRL_HOME }, /* rxvt */
    { "\033[8^", OWN_CTRL_END },
    /* F1 to F5: xterm, tmux, Windows Terminal; PuTTY and rxvt; the Linux console */
    { "\033OP", KEY_F(1) },
    { "\033OQ", KEY_F(2) },
    { "\033OR", KEY_F(3) },
    { "\033OS", KEY_F(4) },
    { "\033[11~", KEY_F(1) },
    { "\033[12~", KEY_F(2) },
    { "\033[13~", KEY_F(3) },
    { "\033[14~", KEY_F(4) },
    { "\033[15~", KEY_F(5) },
    { "\033[[A", KEY_F(1) },
    { "\033[[B", KEY_F(2) },
    { "\033[[C", KEY_F(3) },
    { "\033[[D", KEY_F(4) },
    { "\033[[E", KEY_F(5) },
    { "\033[17~", KEY_F(6) },
    { "\033[18~", KEY_F(7) },
    { "\033[19~", KEY_F(8) },
    { "\033[20~", KEY_F(9) },
    { "\033[21~", KEY_F(10) },
    { "\033[23~", KEY_F(11) }, /* PuTTY's and rxvt's Shift-F1 as well; F11 itself does nothing here */
    { "\033[24~", KEY_F(12) },
    { "\033[1;2P", OWN_SHIFT_F1 },
    { "\033O2P", OWN_SHIFT_F1 },  /* older windows of GNOME and KDE */
    { "\033[25~", OWN_SHIFT_F1 }, /* Linux console, GNU screen */
    { "\033[A", KEY_UP },
    { "\033[B", KEY_DOWN },
    { "\033[C", KEY_RIGHT },
    { "\033[D", KEY_LEFT },
    { "\033OA", KEY_UP },
    { "\033OB", KEY_DOWN },
    { "\033OC", KEY_RIGHT },
    { "\033OD", KEY_LEFT },
    { "\033[2~", KEY_IC },
    { "\033[3~", KEY_DC },
    { "\033[5~", KEY_PPAGE },
    { "\033[6~", KEY_NPAGE },
    { "\033[Z", KEY_BTAB },
    /* the number pad in application mode, which ncurses asks for and PuTTY then keeps with NumLock on */
    { "\033OM", KEY_ENTER },
    { "\033Oj", OWN_PAD + '*' },
    { "\033Ok", OWN_PAD + '+' },
    { "\033Ol", OWN_PAD + ',' },
    { "\033Om", OWN_PAD + '-' },
    { "\033On", OWN_PAD + '.' },
    { "\033Oo", OWN_PAD + '/' },
    { "\033Op", OWN_PAD + '0' },
    { "\033Oq", OWN_PAD + '1' },
    { "\033Or", OWN_PAD + '2' },
    { "\033Os", OWN_PAD + '3' },
    { "\033Ot", OWN_PAD + '4' },
    { "\033Ou", OWN_PAD + '5' },
    { "\033Ov", OWN_PAD + '6' },
    { "\033Ow", OWN_PAD + '7' },
    { "\033Ox", OWN_PAD + '8' },
    { "\033Oy", OWN_PAD + '9' },
};

void sequences_define(bool (*understood)(int code))
{
    for (size_t i = 0; i < sizeof sequences / sizeof *sequences; i++) {
        int known = key_defined(sequences[i].bytes);
        if (known <= 0 || !understood(known))
            define_key(sequences[i].bytes, sequences[i].code);
    }
}

const char *sequences_like(const char *term)
{
    /* Descriptions that a small machine often lacks, and what each of them copies. */
    static const char *const likes[][2] = {
        { "tmux", "screen-256color" },
        { "screen", "screen" },
        { "rxvt", "rxvt" },
        { "xterm", "xterm-256color" },
        { "putty", "xterm-256color" },
        { "alacritty", "xterm-256color" },
        { "foot", "xterm-256color" },
        { "ghostty", "xterm-256color" },
        { "gnome", "xterm-256color" },
        { "kitty", "xterm-256color" },
        { "konsole", "xterm-256color" },
        { "ms-", "xterm-256color" },
        { "st-", "xterm-256color" },
        { "vte", "xterm-256color" },
        { "wezterm", "xterm-256color" },
    };
    for (size_t i = 0; term && i < sizeof likes / sizeof *likes; i++)
        if (strncmp(term, likes[i][0], strlen(likes[i][0])) == 0)
            return likes[i][1];
    return NULL;
}
