/* message.c - see message.h. The ladder, the letters and the quiet hours; no book, no clock. */
#include "dossier/message.h"

#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/text.h"
#include "base/viet.h"

/* --- words --- */

struct word {
    const char *slug, *name;
};

static const struct word kinds[MESSAGE_KINDS] = {
    [MESSAGE_RECEIVED] = { "received", N_("received") },
    [MESSAGE_SUPPLEMENT] = { "supplement", N_("papers to be brought") },
    [MESSAGE_READY] = { "ready", N_("the result is ready") },
    [MESSAGE_APOLOGY] = { "apology", N_("apology and new date") },
    [MESSAGE_LATE] = { "late", N_("the promised day has passed") },
    [MESSAGE_MOVED] = { "moved", N_("moved by a holiday") },
    [MESSAGE_UNCLAIMED] = { "unclaimed", N_("the result still lies here") },
};
static const struct word rungs[MESSAGE_RUNGS] = {
    [RUNG_ZALO] = { "zalo", N_("Zalo") },
    [RUNG_SMS] = { "sms", N_("SMS") },
    [RUNG_CALL] = { "call", N_("call list") },
    [RUNG_HAMLET] = { "hamlet", N_("head of the hamlet") },
};
static const struct word states[MESSAGE_STATES] = {
    [MESSAGE_OPEN] = { "open", N_("not told yet") },
    [MESSAGE_TOLD] = { "told", N_("told") },
    [MESSAGE_UNREACHED] = { "unreached", N_("nobody was reached") },
    [MESSAGE_DROPPED] = { "dropped", N_("overtaken") },
};
static const struct word wishes[MESSAGE_WISHES] = {
    [WISH_ANY] = { "any", "" },
    [WISH_NO_ZALO] = { "no_zalo", "" },
    [WISH_CALL] = { "call", "" },
    [WISH_NOTHING] = { "nothing", "" },
};
static const struct word results[CALL_RESULTS] = {
    [CALL_REACHED] = { "reached", N_("reached") },
    [CALL_NOT_REACHED] = { "not_reached", N_("nobody answered") },
    [CALL_WRONG_NUMBER] = { "wrong_number", N_("wrong number") },
    [CALL_HANDED] = { "handed", N_("handed to the head of the hamlet") },
    [CALL_NOT_FOUND] = { "not_found", N_("not found in the hamlet") },
};

static int find(const struct word *words, int count, const char *slug)
{
    for (int i = 0; i < count; i++)
        if (words[i].slug && strcmp(words[i].slug, slug) == 0)
            return i;
    return -1;
}

static int find_or_none(const struct word *words, int count, const char *slug)
{
    int at = find(words, count, slug);
    return at < 0 ? 0 : at;
}

const char *message_kind_slug(enum message_kind kind)
{
    return kinds[kind].slug;
}

const char *message_rung_slug(enum message_rung rung)
{
    return rungs[rung].slug;
}

const char *message_state_slug(enum message_state state)
{
    return states[state].slug;
}

const char *message_wish_slug(enum message_wish wish)
{
    return wishes[wish].slug;
}

const char *call_result_slug(enum call_result result)
{
    return results[result].slug;
}

const char *message_kind_name(enum message_kind kind)
{
    return gettext(kinds[kind].name);
}

const char *message_rung_name(enum message_rung rung)
{
    return gettext(rungs[rung].name);
}

const char *message_state_name(enum message_state state)
{
    return gettext(states[state].name);
}

const char *call_result_name(enum call_result result)
{
    return gettext(results[result].name);
}

enum message_kind message_kind_of(const char *slug)
{
    return find_or_none(kinds, MESSAGE_KINDS, slug);
}

enum message_rung message_rung_of(const char *slug)
{
    return find_or_none(rungs, MESSAGE_RUNGS, slug);
}

enum message_state message_state_of(const char *slug)
{
    return find_or_none(states, MESSAGE_STATES, slug);
}

enum call_result call_result_of(const char *slug)
{
    return find_or_none(results, CALL_RESULTS, slug);
}

bool message_wish_parse(enum message_wish *ret, const char *slug)
{
    int at = find(wishes, MESSAGE_WISHES, slug);
    if (at >= 0)
        *ret = at;
    return at >= 0;
}

/* --- the ladder --- */

static bool usable(enum message_rung rung, const struct message_means *m)
{
    switch (rung) {
    case RUNG_ZALO:
        return m->phone && m->mobile && m->zalo && m->wish == WISH_ANY;
    case RUNG_SMS:
        return m->phone && m->mobile && m->sms && m->wish != WISH_CALL;
    case RUNG_CALL:
        return m->phone && m->lists;
    default:
        return m->lists;
    }
}

enum message_rung message_next_rung(enum message_rung after, const struct message_means *means)
{
    if (means->wish == WISH_NOTHING)
        return RUNG_NONE;
    for (int rung = after + 1; rung < MESSAGE_RUNGS; rung++)
        if (usable(rung, means))
            return rung;
    return RUNG_NONE;
}

/* Vietnamese mobile numbers begin with 03, 05, 07, 08 or 09; 02 is a line in a house. */
bool phone_is_mobile(const char *phone)
{
    return strlen(phone) == 10 && phone[0] == '0' && strchr("35789", phone[1]);
}

/* --- letters --- */

enum rc message_initials(struct buf *out, const char *name)
{
    enum rc rc = RC_OK;
    for (const char *p = name + strspn(name, " "); *p && !rc; p += strspn(p, " ")) {
        size_t len = strcspn(p, " ");
        uint32_t code = 0;
        if (utf8_decode(&code, p, len) && viet_is_letter(code)) { /* not "(thử)" */
            rc = buf_add(out, p, text_grapheme_next(p, len));
            if (!rc)
                rc = buf_putc(out, '.');
        }
        p += len;
    }
    return rc;
}

enum rc message_hamlet(struct buf *out, const char *address)
{
    static const char *const kinds_of[] = { "thon ", "ban ", "lang ", "plei ", "buon ", "bon ", "ap ", "xom ",
        "khom ", "to dan pho ", "tdp ", "to ", "khu pho ", "khu " };
    const char *p = address + strspn(address, " ");
    size_t len = strcspn(p, ",");
    AUTO_BUF folded = buf_limit(4000);
    enum rc rc = viet_fold(&folded, p, len);
    for (size_t i = 0; i < sizeof kinds_of / sizeof *kinds_of && !rc; i++)
        if (strncmp(buf_text(&folded), kinds_of[i], strlen(kinds_of[i])) == 0)
            return buf_add(out, p, len);
    return rc == RC_NO_MEMORY ? rc : RC_OK;
}

/* Likenesses for signs that word processors put in. */
static const struct {
    uint32_t code;
    const char *plain;
} likeness[] = {
    { 0x2013, "-" },
    { 0x2014, "-" },
    { 0x2018, "'" },
    { 0x2019, "'" },
    { 0x201c, "\"" },
    { 0x201d, "\"" },
    { 0x2026, "..." },
    { 0x00a0, " " },
    { 0x00b7, "-" },
};

/* Letters that count twice, and those that GSM 03.38 has not among the printable ASCII. */
#define TWICE   "^{}\\[~]|"
#define NOT_GSM "`"

static enum rc add_plain(struct buf *out, uint32_t code)
{
    struct viet_letter letter;
    if (viet_letter_split(&letter, code))
        return buf_putc(out, letter.upper ? (char)(letter.base - 'a' + 'A') : letter.base);
    if ((code >= 0x20 && code < 0x7f && !strchr(NOT_GSM, (int)code)) || code == '\n')
        return buf_putc(out, (char)code);
    for (size_t i = 0; i < sizeof likeness / sizeof *likeness; i++)
        if (likeness[i].code == code)
            return buf_puts(out, likeness[i].plain);
    return buf_putc(out, '?');
}

enum rc message_plain(struct buf *out, const char *text)
{
    enum rc rc = RC_OK;
    size_t left = strlen(text);
    for (const char *p = text; left && !rc;) {
        uint32_t code = 0;
        size_t len = utf8_decode(&code, p, left);
        if (!len) {
            len = 1;
            code = 0xfffd;
        }
        rc = add_plain(out, code);
        p += len;
        left -= len;
    }
    return rc;
}

static int parts_of(int letters, int whole, int part)
{
    return letters <= whole ? letters > 0 : (letters + part - 1) / part;
}

int message_parts(const char *text)
{
    int septets = 0, units = 0;
    bool gsm = true;
    size_t left = strlen(text);
    for (const char *p = text; left;) {
        uint32_t code = 0;
        size_t len = utf8_decode(&code, p, left);
        len = len ? len : 1;
        units += code > 0xffff ? 2 : 1;
        gsm = gsm && code < 0x7f && (code >= 0x20 || code == '\n') && !strchr(NOT_GSM, (int)code);
        septets += code && code < 0x7f && strchr(TWICE, (int)code) ? 2 : 1;
        p += len;
        left -= len;
    }
    return gsm ? parts_of(septets, 160, 153) : parts_of(units, 70, 67);
}

/* --- quiet hours --- */

int64_t message_after_quiet(int64_t at, int from, int to)
{
    int second = second_of_day(at), begin = from * 3600, end = to * 3600;
    bool over_night = to < from;
    bool quiet = over_night ? second >= begin || second < end : second >= begin && second < end;
    if (!quiet)
        return at;
    struct day day = day_of(at);
    return utc_of(over_night && second >= begin ? day_add(day, 1) : day, end);
}
