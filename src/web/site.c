/* site.c - see site.h. */
#include "web/site.h"

#include <ctype.h>
#include <string.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "book/book.h"
#include "dossier/dossier.h"
#include "dossier/receipt.h"
#include "dossier/ticket.h"
#include "catalog/awareness.h"
#include "web/board.h"
#include "web/page.h"

#define PAGE_MAX ((size_t)256 << 10)
#define HTML     "text/html; charset=utf-8"

void site_init(struct site *site, const struct office *of)
{
    *site = (struct site){ .of = of };
    site->look_ups.burst = 10; /* a whole family's receipts at once, then one every six seconds */
    site->look_ups.per_minute = 10;
    site->pages.burst = 120; /* boards reload every five seconds, several behind one address */
    site->pages.per_minute = 240;
}

/* --- forms --- */

static int hex(char c)
{
    return isdigit((unsigned char)c) ? c - '0' : isxdigit((unsigned char)c) ? tolower((unsigned char)c) - 'a' + 10 : -1;
}

static bool decode(char *out, size_t size, const char *text, size_t len)
{
    size_t n = 0;
    for (size_t i = 0; i < len; i++) {
        char c = text[i] == '+' ? ' ' : text[i];
        if (c == '%') {
            int high = i + 2 < len ? hex(text[i + 1]) : -1, low = i + 2 < len ? hex(text[i + 2]) : -1;
            if (high < 0 || low < 0)
                return false;
            c = (char)(high << 4 | low);
            i += 2;
        }
        if (n + 1 >= size || !c)
            return false;
        out[n++] = c;
    }
    out[n] = '\0';
    return true;
}

bool site_form_value(char *out, size_t size, const char *body, size_t len)
{
    for (size_t at = 0; at < len;) {
        const char *end = memchr(body + at, '&', len - at);
        size_t stop = end ? (size_t)(end - body) : len;
        if (stop - at >= 2 && body[at] == 'r' && body[at + 1] == '=')
            return decode(out, size, body + at + 2, stop - at - 2);
        at = stop + 1;
    }
    return false;
}

/* --- looking up --- */

/* The payload itself, or the end of an address that carries it ("https://.../?r=MC1|..."). */
static const char *payload_in(const char *text, size_t *len)
{
    const char *start = strstr(text, "MC1|");
    text = start ? start : text + strspn(text, " \r\n\t");
    *len = strlen(text);
    while (*len && strchr(" \r\n\t", text[*len - 1]))
        --*len;
    return text;
}

static enum rc found_page(struct buf *out, const struct office *of, const struct receipt_answer *answer)
{
    AUTO_ARENA a = { 0 };
    AUTO_JS applicant = NULL;
    struct dossier d;
    char short_name[INITIALS_SIZE] = "";
    struct look_up found = { .code = answer->receipt.code, .state = (enum state)answer->state, .initials = "",
        .received_at = answer->receipt.at, .voided = answer->voided };
    if (answer->state && dossier_load(&d, of->db, &a, answer->receipt.code, NULL) == RC_OK) {
        if (js_parse(&applicant, d.applicant, strlen(d.applicant), NULL) == RC_OK && js_get_text(applicant, "name"))
            found.initials = initials(short_name, js_get_text(applicant, "name"));
        found.due_at = d.due_at;
        found.late = dossier_late(&d, clock_now(of->clock)) && state_row(d.state)->clock == CLOCK_RUNS;
    }
    return page_found(out, of->book->unit_name, &found);
}

static void look_up(struct site_answer *ret, struct site *site, const char *text, uint64_t who)
{
    AUTO_ARENA a = { 0 };
    struct receipt_answer answer;
    size_t len;
    const char *unit = site->of->book->unit_name, *payload = payload_in(text, &len);
    if (!rate_allows(&site->look_ups, who, clock_mono_ms(site->of->clock))) {
        ret->status = 429;
        if (page_form(&ret->body, unit, _("Too many questions in a short time; please wait a minute.")))
            ret->status = 500;
        return;
    }
    enum rc rc = receipt_look_up(&answer, site->of->db, payload, len, &a, NULL);
    if (!rc && answer.verdict == RECEIPT_GENUINE)
        rc = found_page(&ret->body, site->of, &answer);
    else if (!rc) {
        ret->status = 404;
        rc = page_form(&ret->body, unit,
            _("This is not the text of a receipt of this office. Please scan the whole square again, or ask at the desk."));
    }
    if (rc)
        ret->status = 500;
}

static enum rc read_line(struct board *ret, struct ticket_setup *setup, const struct office *of, struct arena *a)
{
    struct ticket *tickets;
    int run = 0;
    struct board b = { .unit = of->book->unit_name, .setup = setup, .now = clock_now(of->clock) };
    ticket_setup(setup, of);
    enum rc rc = ticket_list(&tickets, &b.count, of, day_of(b.now), a, NULL);
    if (!rc)
        rc = ticket_run(&run, of, NULL, setup->limit, NULL);
    int *places = rc ? NULL : arena_array(a, b.count + 1, sizeof *places);
    if (rc || !places)
        return rc ? rc : RC_NO_MEMORY;
    ticket_places(places, tickets, b.count, run, setup->limit);
    b.tickets = tickets;
    b.places = places;
    *ret = b;
    return RC_OK;
}

/* The warning of the day; a table that cannot be read leaves the line to be shown without one. */
static const struct awareness *warning_of(const struct board *b, const struct office *of, struct arena *a)
{
    size_t count;
    struct awareness *list = arena_array(a, AWARENESS_MAX, sizeof *list);
    if (!list || awareness_read(list, &count, of->share_dir, a, NULL))
        return NULL;
    return awareness_of_day(list, count, AWARE_BOARD, day_of(b->now));
}

static void board(struct site_answer *ret, struct site *site)
{
    AUTO_ARENA a = { 0 };
    struct ticket_setup setup;
    struct board b;
    enum rc rc = read_line(&b, &setup, site->of, &a);
    if (!rc) {
        b.warning = warning_of(&b, site->of, &a);
        rc = board_page(&ret->body, &b);
    }
    if (rc)
        ret->status = 500;
}

/* --- routing --- */

static void start_page(struct site_answer *ret, struct site *site, const struct site_request *r, bool post)
{
    char value[RECEIPT_MAX + 200];
    if (post && r->body_len > SITE_BODY_MAX) {
        ret->status = 413;
        return;
    }
    if (post && !site_form_value(value, sizeof value, r->body, r->body_len)) {
        ret->status = 400;
        if (page_form(&ret->body, site->of->book->unit_name, _("The text could not be read; please try again.")))
            ret->status = 500;
    } else if (post || r->receipt) {
        look_up(ret, site, post ? value : r->receipt, r->who);
    } else if (page_form(&ret->body, site->of->book->unit_name, NULL)) {
        ret->status = 500;
    }
}

void site_answer(struct site_answer *ret, struct site *site, const struct site_request *r)
{
    bool post = strcmp(r->method, "POST") == 0;
    bool get = strcmp(r->method, "GET") == 0 || strcmp(r->method, "HEAD") == 0;
    bool start = strcmp(r->path, "/") == 0;
    *ret = (struct site_answer){ 200, HTML, buf_limit(PAGE_MAX) };
    if (!rate_allows(&site->pages, r->who, clock_mono_ms(site->of->clock))) {
        ret->status = 429;
    } else if (start && (get || post)) {
        start_page(ret, site, r, post);
    } else if (strcmp(r->path, "/board") == 0 && get) {
        board(ret, site);
    } else if (strcmp(r->path, "/style.css") == 0 && get) {
        ret->type = "text/css; charset=utf-8";
        if (buf_puts(&ret->body, page_style))
            ret->status = 500;
    } else {
        ret->status = get || post ? (start || strcmp(r->path, "/board") == 0 ? 405 : 404) : 405;
    }
    if (ret->status >= 400 && (!ret->body.len || ret->body.failed)) {
        buf_release(&ret->body);
        ret->type = "text/plain; charset=utf-8";
        ret->body = buf_limit(100);
        buf_addf(&ret->body, "%d\n", ret->status);
    }
}
