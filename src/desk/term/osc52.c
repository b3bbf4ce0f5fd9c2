/* osc52.c - see osc52.h. */
#include "desk/term/osc52.h"

#include <stdint.h>
#include <string.h>

#include "base/buf.h"
#include "base/i18n.h"

enum osc52_way osc52_way(const char *term, const char *tmux)
{
    static const char *const plain[] = { "linux", "dumb", "ansi", "cons25", "unknown", "vt" };
    if ((tmux && *tmux) || (term && strncmp(term, "tmux", 4) == 0)) /* TMUX does not travel through ssh */
        return OSC52_TMUX;
    if (!term || !*term)
        return OSC52_NEVER;
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
        if (strncmp(term, plain[i], strlen(plain[i])) == 0)
            return OSC52_NEVER;
    return strncmp(term, "screen", 6) == 0 ? OSC52_SCREEN : OSC52_BARE;
}

static void base64(struct buf *out, const unsigned char *bytes, size_t len)
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (size_t i = 0; i < len; i += 3) {
        size_t n = len - i < 3 ? len - i : 3;
        uint32_t three = (uint32_t)bytes[i] << 16 | (n > 1 ? (uint32_t)bytes[i + 1] << 8 : 0) |
                         (n > 2 ? (uint32_t)bytes[i + 2] : 0);
        char four[5] = { letters[three >> 18], letters[three >> 12 & 63],
            n > 1 ? letters[three >> 6 & 63] : '=', n > 2 ? letters[three & 63] : '=', '\0' };
        buf_puts(out, four);
    }
}

enum rc osc52_sequence(struct buf *out, enum osc52_way way, const char *text, struct err *e)
{
    static const struct {
        const char *before, *after;
    } wraps[] = {
        [OSC52_BARE] = { "\033]52;c;", "\a" },
        [OSC52_TMUX] = { "\033Ptmux;\033\033]52;c;", "\a\033\\" },
        [OSC52_SCREEN] = { "\033P\033]52;c;", "\a\033\\" },
    };
    size_t len = strlen(text);
    if (way == OSC52_NEVER)
        return err_set(e, RC_REFUSED, "no_clipboard", N_("This terminal has no clipboard to copy to"));
    if (len > OSC52_MAX)
        return err_set(e, RC_REFUSED, "copy_too_long", N_("The value is too long to be copied"));
    enum rc rc = buf_puts(out, wraps[way].before);
    base64(out, (const unsigned char *)text, len);
    if (!rc)
        rc = buf_puts(out, wraps[way].after);
    return rc ? err_no_memory(e) : RC_OK;
}
