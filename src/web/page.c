/* page.c - see page.h. */
#include "web/page.h"

#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/text.h"
#include "dossier/deadline.h"
#include "dossier/ticket.h"

const char page_style[] =
    ":root{color-scheme:light dark}*{box-sizing:border-box}"
    "body{font:18px/1.5 system-ui,sans-serif;margin:0 auto;max-width:40rem;padding:1rem}"
    "h1{font-size:1.2rem}.big{font-size:2rem;font-weight:700;margin:.5rem 0}"
    ".note{border:1px solid;border-radius:.4rem;padding:.6rem 1rem}"
    "textarea,button{font:inherit;width:100%;padding:.6rem;margin:.3rem 0}"
    "dl{display:grid;grid-template-columns:auto 1fr;gap:.2rem 1rem}dd{margin:0;font-weight:600}"
    ".board{max-width:none;font-size:1.6rem}table{width:100%;border-collapse:collapse}"
    ".board td,.board th{padding:.4rem .8rem;border-bottom:1px solid;text-align:left}"
    ".board tr.now td{font-size:3rem;font-weight:700}\n";

/* Text between tags or in quotes. */
static void escape(struct buf *out, const char *text)
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

static void head(struct buf *out, const char *title, const char *unit, const char *extra, const char *class)
{
    buf_addf(out,
        "<!DOCTYPE html><html lang=\"%s\"><head><meta charset=\"utf-8\">"
        "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">%s"
        "<link rel=\"stylesheet\" href=\"/style.css\"><title>",
        _("en"), extra);
    escape(out, title);
    buf_addf(out, "</title></head><body class=\"%s\"><h1>", class);
    escape(out, unit);
    buf_puts(out, "<br>");
    escape(out, title);
    buf_puts(out, "</h1>");
}

static enum rc foot(struct buf *out)
{
    buf_puts(out, "</body></html>\n");
    return out->failed;
}

/* --- the receipt --- */

enum rc page_form(struct buf *out, const char *unit, const char *message)
{
    head(out, _("Where is my dossier?"), unit, "", "");
    if (message) {
        buf_puts(out, "<p class=\"note\" role=\"alert\">");
        escape(out, message);
        buf_puts(out, "</p>");
    }
    buf_puts(out, "<form method=\"post\" action=\"/\"><label for=\"r\">");
    escape(out, _("Scan the square code on your receipt and put its text here:"));
    buf_puts(out, "</label><textarea id=\"r\" name=\"r\" rows=\"4\" maxlength=\"600\" required></textarea><button>");
    escape(out, _("Look up"));
    buf_puts(out, "</button></form><p>");
    escape(out, _("Only the holder of the receipt can look it up. No names or numbers are shown here."));
    buf_puts(out, "</p>");
    return foot(out);
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
    escape(out, name);
    buf_puts(out, "</dt><dd>");
    escape(out, value);
    buf_puts(out, "</dd>");
}

enum rc page_found(struct buf *out, const char *unit, const struct look_up *found)
{
    char when[MOMENT_TEXT_SIZE];
    head(out, _("Where is my dossier?"), unit, "", "");
    buf_puts(out, "<p class=\"big\">");
    escape(out, state_words(found->state));
    buf_puts(out, "</p>");
    if (found->voided || found->late) {
        buf_puts(out, "<p class=\"note\">");
        escape(out, found->voided ? _("This receipt was taken back by the office; please ask at the desk.")
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
    escape(out, _("Look up another receipt"));
    buf_puts(out, "</a></p>");
    return foot(out);
}

/* --- the board --- */

#define BOARD_ROWS 8
#define JUST_CALLED 60 /* seconds for which a number stands out */

/* The most recently called that were not shown yet; -1 = none. */
static int newest(const struct ticket *tickets, size_t count, int64_t before, int64_t before_id)
{
    int best = -1;
    for (size_t i = 0; i < count; i++) {
        const struct ticket *t = &tickets[i];
        if (t->state != TICKET_CALLED || t->called_at > before || (t->called_at == before && t->id >= before_id))
            continue;
        if (best < 0 || t->called_at > tickets[best].called_at ||
            (t->called_at == tickets[best].called_at && t->id > tickets[best].id))
            best = (int)i;
    }
    return best;
}

static void called(struct buf *out, const struct ticket *tickets, size_t count, int64_t now)
{
    int64_t before = INT64_MAX, before_id = INT64_MAX;
    buf_puts(out, "<table><tr><th>");
    escape(out, _("Number"));
    buf_puts(out, "</th><th>");
    escape(out, _("Desk"));
    buf_puts(out, "</th></tr>");
    for (int shown = 0, i; shown < BOARD_ROWS && (i = newest(tickets, count, before, before_id)) >= 0; shown++) {
        buf_puts(out, now - tickets[i].called_at < JUST_CALLED ? "<tr class=\"now\"><td>" : "<tr><td>");
        escape(out, tickets[i].label);
        buf_puts(out, "</td><td>");
        escape(out, tickets[i].desk);
        buf_puts(out, "</td></tr>");
        before = tickets[i].called_at;
        before_id = tickets[i].id;
    }
    buf_puts(out, "</table>");
}

static void waiting(struct buf *out, const struct ticket *tickets, size_t count)
{
    int groups[26] = { 0 };
    for (size_t i = 0; i < count; i++)
        if (tickets[i].state == TICKET_WAITING && tickets[i].service >= 'A' && tickets[i].service <= 'Z')
            groups[tickets[i].service - 'A']++;
    buf_puts(out, "<p>");
    escape(out, _("Waiting:"));
    for (int g = 0; g < 26; g++)
        if (groups[g])
            buf_addf(out, " <b>%c</b> %d", 'A' + g, groups[g]);
    buf_puts(out, "</p>");
}

enum rc page_board(struct buf *out, const char *unit, const struct ticket *tickets, size_t count, int64_t now)
{
    head(out, _("Now serving"), unit, "<meta http-equiv=\"refresh\" content=\"5\">", "board");
    called(out, tickets, count, now);
    waiting(out, tickets, count);
    buf_puts(out, "<p>");
    escape(out, _("Who came first is called first. Elderly or disabled people, pregnant women, people with an infant and "
                  "people with merit go ahead; after two of them in a row one of the others is called."));
    buf_puts(out, "</p>");
    return foot(out);
}
