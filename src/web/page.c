/* page.c - see page.h. */
#include "web/page.h"

#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/text.h"
#include "dossier/deadline.h"

/* Two pages, one sheet. The board is read from across the room and the same page on a telephone in the hand: its sizes
 * follow the width, and what stands in two columns on a wall stands one below the other on a narrow screen. */
const char page_style[] =
    ":root{color-scheme:light dark}*{box-sizing:border-box}"
    "body{font:18px/1.5 system-ui,sans-serif;margin:0 auto;max-width:40rem;padding:1rem;overflow-wrap:anywhere}"
    "h1{font-size:1.2rem;line-height:1.3;margin:0 0 .8rem}h1 small{display:block;font-size:1rem;font-weight:400}"
    "h2{font-size:1em;margin:0 0 .3em}"
    ".big{font-size:2rem;line-height:1.2;font-weight:700;margin:.5rem 0}"
    ".note{border:1px solid;border-radius:.4rem;padding:.6rem 1rem}"
    "label{display:block}textarea,button{font:inherit;width:100%;padding:.6rem;margin:.3rem 0}"
    "button{min-height:3rem;font-weight:700}a{display:inline-block;padding:.6rem 0}"
    "dl{display:grid;grid-template-columns:auto 1fr;gap:.2rem 1rem}dd{margin:0;font-weight:600}"
    /* the board */
    ".board{max-width:none;font-size:clamp(1rem,min(1.9vw,2.75vh),2.6rem);padding:1em}"
    ".board header{display:flex;justify-content:space-between;gap:1em;align-items:baseline}"
    ".board h1{font-size:1.3em}.board h1 small{font-size:.75em}.clock{font-size:1.6em;font-weight:700;white-space:nowrap}"
    ".halls{display:grid;grid-template-columns:1fr;gap:1em}"
    "@media(min-width:60rem){.halls{grid-template-columns:3fr 2fr;gap:2em}}"
    "table{width:100%;border-collapse:collapse}"
    "td,th{padding:.3rem .6rem;border-bottom:1px solid;text-align:left;font-weight:400;line-height:1.25}th{font-size:.8em}"
    ".no{font-weight:700;white-space:nowrap;width:1%;padding-right:2em}.count{text-align:right;white-space:nowrap;width:1%}"
    "td:nth-child(2)::first-letter{text-transform:uppercase}"
    "tr.now td{font-size:1.8em;font-weight:700;background:#ffd54a;color:#111}"
    "tr.missed td{opacity:.75}.next{font-weight:700;margin:.2em 0 .8em}.next span{white-space:nowrap;margin-right:.7em}"
    ".warning{margin:1em 0 0;border:2px solid;padding:.4em}.warning small{display:block}"
    ".rule{font-size:.8em;border-top:2px solid;padding-top:.5em;margin:1em 0 0}\n";

/* Text between tags or in quotes. */
void page_text(struct buf *out, const char *text)
{
    for (; *text; text++) {
        const char *name = *text == '&' ? "&amp;"
                         : *text == '<' ? "&lt;"
                         : *text == '>' ? "&gt;"
                         : *text == '"' ? "&quot;"
                         : *text == '\'' ? "&#39;"
                                         : NULL;
        if (name)
            buf_puts(out, name);
        else
            buf_putc(out, *text);
    }
}

const char *initials(char out[INITIALS_SIZE], const char *name)
{
    size_t n = 0;
    out[0] = '\0';
    for (const char *p = name + strspn(name, " "); *p; p += strspn(p, " ")) {
        size_t len = text_grapheme_next(p, strlen(p));
        if (n + len + 2 > INITIALS_SIZE)
            break;
        memcpy(out + n, p, len);
        n += len;
        out[n++] = '.';
        out[n] = '\0';
        p += strcspn(p, " ");
    }
    return out;
}

void page_begin(struct buf *out, const char *title, const char *unit, const char *extra)
{
    buf_addf(out,
        "<!DOCTYPE html><html lang=\"%s\"><head><meta charset=\"utf-8\">"
        "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">%s"
        "<link rel=\"stylesheet\" href=\"/style.css\"><title>",
        _("en"), extra);
    page_text(out, title);
    buf_puts(out, " · ");
    page_text(out, unit);
    buf_puts(out, "</title></head>");
}

void page_title(struct buf *out, const char *title, const char *unit)
{
    buf_puts(out, "<h1><small>");
    page_text(out, unit);
    buf_puts(out, "</small>");
    page_text(out, title);
    buf_puts(out, "</h1>");
}

enum rc page_end(struct buf *out)
{
    buf_puts(out, "</body></html>\n");
    return out->failed;
}

static void head(struct buf *out, const char *unit)
{
    page_begin(out, _("Where is my dossier?"), unit, "");
    buf_puts(out, "<body>");
    page_title(out, _("Where is my dossier?"), unit);
}

/* --- the receipt --- */

enum rc page_form(struct buf *out, const char *unit, const char *message)
{
    head(out, unit);
    if (message) {
        buf_puts(out, "<p class=\"note\" role=\"alert\">");
        page_text(out, message);
        buf_puts(out, "</p>");
    }
    buf_puts(out, "<form method=\"post\" action=\"/\"><label for=\"r\">");
    page_text(out, _("Scan the square code on your receipt and put its text here:"));
    buf_puts(out, "</label><textarea id=\"r\" name=\"r\" rows=\"4\" maxlength=\"600\" required></textarea><button>");
    page_text(out, _("Look up"));
    buf_puts(out, "</button></form><p>");
    page_text(out, _("Only the holder of the receipt can look it up. No names or numbers are shown here."));
    buf_puts(out, "</p>");
    return page_end(out);
}

static const char *state_words(enum state state)
{
    static const char *const words[STATES] = {
        [STATE_NONE] = N_("This dossier is not kept here any more; please ask at the desk"),
        [STATE_NEW] = N_("Registered; it is being looked through"),
        [STATE_RECEIVED] = N_("Received"),
        [STATE_NOT_ACCEPTED] = N_("Not accepted; the reason stands on your slip"),
        [STATE_PROCESSING] = N_("Being worked on"),
        [STATE_SUPPLEMENT] = N_("Waits for papers from you"),
        [STATE_PAYMENT] = N_("Waits for a payment"),
        [STATE_WITHDRAWN] = N_("Withdrawn at your wish"),
        [STATE_STOPPED] = N_("Stopped; a notice is ready for you"),
        [STATE_FINISHED] = N_("Finished: the result can be fetched"),
        [STATE_RETURNED] = N_("Result handed over"),
    };
    return _(words[state]);
}

static void row(struct buf *out, const char *name, const char *value)
{
    buf_puts(out, "<dt>");
    page_text(out, name);
    buf_puts(out, "</dt><dd>");
    page_text(out, value);
    buf_puts(out, "</dd>");
}

enum rc page_found(struct buf *out, const char *unit, const struct look_up *found)
{
    char when[MOMENT_TEXT_SIZE];
    head(out, unit);
    buf_puts(out, "<p class=\"big\">");
    page_text(out, state_words(found->state));
    buf_puts(out, "</p>");
    if (found->voided || found->late) {
        buf_puts(out, "<p class=\"note\">");
        page_text(out, found->voided ? _("This receipt was taken back by the office; please ask at the desk.")
                                  : _("It is past the promised time. We are sorry; please call the desk."));
        buf_puts(out, "</p>");
    }
    buf_puts(out, "<dl>");
    row(out, _("Code"), found->code);
    if (*found->initials)
        row(out, _("Applicant"), found->initials);
    if (found->received_at)
        row(out, _("Received"), moment_text(when, found->received_at));
    if (found->due_at)
        row(out, _("Promised"), moment_text(when, found->due_at));
    buf_puts(out, "</dl><p><a href=\"/\">");
    page_text(out, _("Look up another receipt"));
    buf_puts(out, "</a></p>");
    return page_end(out);
}
