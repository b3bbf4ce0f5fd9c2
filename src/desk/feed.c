/* feed.c - see feed.h. */
#include "desk/feed.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/office.h"
#include "desk/scan_mend.h"
#include "desk/scan_tty.h"
#include "desk/scan_wedge.h"
#include "desk/term/terminal.h"

static bool (*scan_test(const struct desk *d))(const char *)
{
    return d->is_scan ? d->is_scan : scan_shape;
}

/* --- payloads --- */

static void say_state(struct desk *d, enum scan_state state)
{
    if (state == SCAN_MENDED)
        desk_say(d, ROLE_WARN,
            N_("The scanner's letters came changed and were put right. Compare with the card."));
    if (state == SCAN_DAMAGED)
        desk_say(d, ROLE_WARN,
            N_("Letters were lost on the way from the scanner. Typing program off, then scan again."));
}

static bool is_code(const char *text)
{
    return scan_shape(text) && !strchr(text, '|') && !strchr(text, '<');
}

void feed_scan(struct desk *d, const char *payload)
{
    AUTO_BUF text = buf_limit(PASTE_MAX);
    enum scan_state state = scan_mend(&text, payload);
    bool usable = state != SCAN_DAMAGED || is_code(buf_text(&text)); /* half a name must not reach a form */
    if (!d->top || text.failed || !text.len || !usable) {
        say_state(d, SCAN_DAMAGED);
        desk_refuse(d);
        return;
    }
    bool strange = d->is_strange && d->is_strange(d, buf_text(&text));
    desk_say(d, ROLE_BASE, "%s", "");
    desk_event(d, &(struct event){ .kind = EVENT_SCAN, .text = buf_text(&text) });
    if (d->message_role != ROLE_WARN && d->message_role != ROLE_ERROR) /* a refusal is more than a mended letter */
        say_state(d, state);
    if (strange && d->message_role != ROLE_ERROR)
        desk_say(d, ROLE_WARN, N_("This is the practice book. A real person's card belongs into the real one."));
}

enum used feed_unused_scan(struct desk *d, const char *text)
{
    bool known = scan_test(d)(text), nobody = d->office && !d->office->staff_id;
    if (known && d->on_scan)
        return d->on_scan(d, text);
    if (!known && !nobody && !d->top->class->bare && screen_find("scanned"))
        return desk_push_named(d, "scanned", text) ? EVENT_UNUSED : EVENT_USED;
    desk_say(d, ROLE_WARN, N_("Scanned, but this screen has no use for it. Esc and scan again."));
    return EVENT_UNUSED;
}

/* --- bracketed paste --- */

static void paste_begin(struct desk *d)
{
    free(d->paste);
    d->paste = calloc(1, PASTE_MAX + 1);
    d->paste_len = 0;
    d->paste_cut = false;
}

static void paste_add(struct desk *d, uint32_t code)
{
    char letter[5];
    if (code >= K_NAMED)
        return;
    size_t n = (size_t)glyph_encode(letter, code == K_ENTER ? '\n' : code);
    d->paste_cut = d->paste_cut || d->paste_len + n > PASTE_MAX;
    if (d->paste_cut)
        return;
    memcpy(d->paste + d->paste_len, letter, n);
    d->paste_len += n;
    d->paste[d->paste_len] = '\0';
}

static void paste_end(struct desk *d)
{
    char *text = d->paste;
    d->paste = NULL;
    if (scan_test(d)(text)) {
        text[strcspn(text, "\n")] = '\0';
        feed_scan(d, text);
    } else {
        desk_event(d, &(struct event){ .kind = EVENT_PASTE, .text = text });
    }
    if (d->paste_cut)
        desk_say(d, ROLE_WARN, N_("Only the first %d bytes were pasted."), PASTE_MAX);
    free(text);
}

bool feed_paste(struct desk *d, uint32_t code)
{
    if (code == K_PASTE_BEGIN)
        paste_begin(d);
    else if (!d->paste || code == K_HANGUP || code == K_RESIZE)
        return false;
    else if (code == K_PASTE_END)
        paste_end(d);
    else
        paste_add(d, code);
    return true;
}

/* --- keys --- */

static void scan_arrived(struct desk *d)
{
    char text[SCAN_MAX];
    scan_wedge_text(d->wedge, text, sizeof text);
    d->wedge->count = 0;
    feed_scan(d, text);
}

static void play_held(struct desk *d)
{
    struct scan_wedge held = *d->wedge;
    d->wedge->count = 0;
    for (int i = 0; i < held.count; i++)
        desk_key(d, held.held[i]);
}

void feed_quiet(struct desk *d)
{
    if (scan_wedge_quiet(d->wedge, scan_test(d)) == WEDGE_SCAN) {
        scan_arrived(d);
        d->wedge->unended = true;
    } else {
        play_held(d);
    }
}

/* Slow lines and slow scanners send the terminator behind a pause; it must not press Enter in the form. */
static bool late_terminator(struct scan_wedge *w, uint32_t code, int64_t now)
{
    bool late = w->unended && code == K_ENTER && now - w->last_ms <= WEDGE_END_MS;
    w->unended = false;
    return late;
}

void feed_key(struct desk *d, uint32_t code, int64_t now)
{
    if (d->wedge->count && now - d->wedge->last_ms > WEDGE_GAP_MS)
        feed_quiet(d); /* this key belongs to what comes next */
    if (late_terminator(d->wedge, code, now))
        return;
    enum wedge wedge = d->paste ? WEDGE_PASS : scan_wedge_key(d->wedge, code, now, scan_test(d));
    if (wedge == WEDGE_FLUSH) {
        play_held(d);
        wedge = scan_wedge_key(d->wedge, code, now, scan_test(d));
    }
    if (wedge == WEDGE_SCAN)
        scan_arrived(d);
    else if (wedge == WEDGE_PASS)
        desk_key(d, code);
}

/* --- a scanner on a line of its own --- */

static void watch(struct desk *d)
{
    d->terminal->watch_fd = d->scanner && d->scanner->fd >= 0 ? d->scanner->fd : 0;
}

static void payload_arrived(struct desk *d, const char *payload)
{
    d->last_key_ms = clock_mono_ms(d->clock); /* somebody is at the desk */
    feed_scan(d, payload);
}

void feed_scanner(struct desk *d)
{
    char payload[SCAN_TTY_BYTES];
    if (!d->scanner)
        return;
    bool had = d->scanner->fd >= 0;
    while (!d->quit && scan_tty_read(d->scanner, payload, clock_mono_ms(d->clock)))
        payload_arrived(d, payload);
    if (had && d->scanner->fd < 0)
        desk_say(
            d, ROLE_WARN, N_("The scanner is gone. Plug it in again; it is looked for every few seconds."));
    watch(d);
}

void feed_scanner_tick(struct desk *d)
{
    char payload[SCAN_TTY_BYTES];
    if (!d->scanner)
        return;
    bool gone = d->scanner->fd < 0;
    if (scan_tty_tick(d->scanner, payload, clock_mono_ms(d->clock)))
        payload_arrived(d, payload);
    if (gone && d->scanner->fd >= 0)
        desk_say(d, ROLE_OK, N_("The scanner is back."));
    watch(d);
}

enum rc feed_open_scanner(struct desk *d, const char *path, struct err *e)
{
    if (!path || !*path)
        return RC_OK;
    struct err why = { 0 };
    d->scanner = calloc(1, sizeof *d->scanner);
    if (!d->scanner)
        return err_no_memory(e);
    if (scan_tty_open(d->scanner, path, clock_mono_ms(d->clock), &why))
        desk_say_error(d, &why);
    watch(d);
    return RC_OK;
}
