/* command.c - see command.h. */
#include "desk/command.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/i18n.h"
#include "base/text.h"
#include "base/viet.h"
#include "catalog/find.h"
#include "desk/route.h"

/* The words after "tr" and "bs" may name a dossier; without one the verb opens the list of such work. */
const struct command_verb command_verbs[] = {
    { "tn", "tiep nhan", COMMAND_PROCEDURE, "intake", N_("receive a dossier") },
    { "tr", "tra", COMMAND_DOSSIER, "work_list", N_("hand over a result") },
    { "bs", "bo sung", COMMAND_DOSSIER, "work_list", N_("papers to be supplemented") },
    { "ds", "danh sach", COMMAND_DOSSIER, "work_list", N_("list of work") },
    { "bc", "bao cao", COMMAND_SCREEN, "reports", N_("reports") },
    { "hc", "hang cho", COMMAND_SCREEN, "tickets", N_("the waiting line") },
    { "gui", "cho gui", COMMAND_SCREEN, "outbox", N_("what waits to be sent") },
    { "ca", "truong ca", COMMAND_SCREEN, "supervisor", N_("the supervisor's day") },
    { "kk", "kiem ket", COMMAND_SCREEN, "drawer", N_("count the drawer") },
    { "goi", "goi dien", COMMAND_SCREEN, "calls", N_("whom to call") },
    { "hoi", "tro ly", COMMAND_ASK, "ask", N_("ask the assistant") },
    { "khoa", "tam nghi", COMMAND_SCREEN, "lock", N_("lock the desk") },
    { 0 },
};

static size_t digits(const char *s)
{
    return strspn(s, "0123456789");
}

static bool all_digits(const char *s, size_t n)
{
    return digits(s) == n && !s[n];
}

/* "0912 345 678", "0912.345.678": groups are how people write telephones and card numbers. */
static void without_groups(char *out, size_t size, const char *text)
{
    size_t n = 0;
    for (; *text; text++) {
        bool gap = *text == ' ' || *text == '.' || *text == '-';
        if (!isdigit((unsigned char)*text) && !gap) {
            n = 0;
            break;
        }
        if (!gap && n + 1 < size)
            out[n++] = *text;
    }
    out[n] = '\0';
}

/* "1.001193" */
static bool procedure_code(const char *s)
{
    return isdigit((unsigned char)s[0]) && s[1] == '.' && all_digits(s + 2, 6);
}

static bool dossier_code_shape(const char *s)
{
    size_t unit = isalpha((unsigned char)s[0]) ? 1 + strspn(s + 1, "0123456789.") : 0;
    if (unit < 2 || s[unit] != '-' || digits(s + unit + 1) != 6 || s[unit + 7] != '-')
        return false;
    size_t serial = digits(s + unit + 8);
    return (serial == 4 || serial == 5) && !s[unit + 8 + serial];
}

static void PRINTF_LIKE(2, 3) say(struct command *c, const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    vsnprintf(c->understood, sizeof c->understood, format, ap);
    va_end(ap);
    utf8_mend(c->understood);
}

static bool read_dossier(struct command *c, const char *text, const struct command_place *p)
{
    size_t n = digits(text);
    if (dossier_code_shape(text)) {
        snprintf(c->code, sizeof c->code, "%s", text);
        c->code[0] = (char)toupper((unsigned char)c->code[0]);
    } else if ((n == 4 || n == 5) && !text[n] && p->unit) {
        snprintf(c->code, sizeof c->code, "%s-%02d%02d%02d-%s", p->unit, p->today.y % 100, p->today.m,
            p->today.d, text);
    } else {
        return false;
    }
    c->kind = COMMAND_DOSSIER;
    c->screen = "dossier";
    if (n)
        say(c, _("dossier %s of today"), text);
    else
        say(c, _("dossier %s"), text);
    return true;
}

static bool read_number(struct command *c, const char *text)
{
    char plain[24];
    without_groups(plain, sizeof plain, text);
    if (all_digits(plain, 12)) {
        c->kind = COMMAND_NUMBER;
        say(c, "%s", _("number of a card"));
    } else if (plain[0] == '0' && all_digits(plain, 10)) {
        c->kind = COMMAND_PHONE;
        say(c, "%s", _("telephone"));
    } else {
        return false;
    }
    snprintf(c->text, sizeof c->text, "%s", plain);
    return true;
}

static bool read_square(struct command *c, const char *text)
{
    if (!route_is_scan(text) || dossier_code_shape(text))
        return false;
    c->kind = strncmp(text, "MC", 2) == 0 ? COMMAND_RECEIPT : COMMAND_CARD;
    say(c, "%s", c->kind == COMMAND_RECEIPT ? _("square of a receipt") : _("square of a card"));
    return true;
}

/* The procedure that the words mean most, "" when none does. */
static void find_procedure(struct command *c, const char *words, const struct command_place *p)
{
    AUTO_ARENA a = { 0 };
    struct found best;
    if (procedure_code(words)) {
        snprintf(c->code, sizeof c->code, "%s", words);
        say(c, _("receive: %s"), words);
    } else if (!*words) {
        say(c, "%s", _("receive a dossier"));
    } else if (p->finder && finder_procedures(&best, 1, p->finder, words, &a)) {
        snprintf(c->code, sizeof c->code, "%s", best.id);
        say(c, _("receive: %s"), best.title);
    } else {
        say(c, "%s", _("no such procedure; the list will open"));
    }
}

static void use_verb(
    struct command *c, const struct command_verb *verb, const char *rest, const struct command_place *p)
{
    c->kind = verb->kind;
    c->screen = verb->screen;
    say(c, "%s", _(verb->means));
    snprintf(c->text, sizeof c->text, "%s", rest);
    if (verb->kind == COMMAND_PROCEDURE)
        find_procedure(c, rest, p);
    else if (verb->kind == COMMAND_DOSSIER && !read_dossier(c, rest, p))
        c->kind = *rest ? COMMAND_NAME : COMMAND_SCREEN;
}

/* The words behind a verb; NULL when the text does not begin with it. Folding keeps the number of blanks, so
 * the rest is cut from the text as typed. */
static const char *behind(const char *text, const char *folded, const char *word)
{
    size_t n = strlen(word);
    if (strncmp(folded, word, n) != 0 || (folded[n] && folded[n] != ' '))
        return NULL;
    for (const char *s = word; *s; s++)
        if (*s == ' ')
            text += strcspn(text, " ") + 1;
    text += strcspn(text, " ");
    return text + strspn(text, " ");
}

static bool read_verb(struct command *c, const char *text, const struct command_place *p)
{
    AUTO_BUF folded = buf_limit(800);
    if (text[0] == '?') {
        c->kind = COMMAND_ASK;
        c->screen = "ask";
        snprintf(c->text, sizeof c->text, "%s", text + 1 + strspn(text + 1, " "));
        say(c, "%s", _("ask the assistant"));
        return true;
    }
    if (viet_fold(&folded, text, strlen(text)))
        return false;
    for (const struct command_verb *v = command_verbs; v->word; v++) {
        const char *rest = behind(text, buf_text(&folded), v->word);
        if (!rest)
            rest = behind(text, buf_text(&folded), v->long_word);
        if (rest) {
            use_verb(c, v, rest, p);
            return true;
        }
    }
    return false;
}

void command_read(struct command *ret, const char *text, const struct command_place *place)
{
    struct command *c = ret;
    *c = (struct command){ 0 };
    text += strspn(text, " ");
    snprintf(c->text, sizeof c->text, "%s", text);
    utf8_mend(c->text);
    for (size_t n = strlen(c->text); n && c->text[n - 1] == ' '; n--)
        c->text[n - 1] = '\0';
    char line[sizeof c->text];
    snprintf(line, sizeof line, "%s", c->text);
    if (!*line)
        return;
    if (isdigit((unsigned char)line[0]) && line[0] != '0' && !line[1]) {
        c->kind = COMMAND_LINE;
        say(c, _("line %s of the list"), line);
    } else if (read_square(c, text) || read_number(c, line) || read_dossier(c, line, place)) {
        return;
    } else if (procedure_code(line)) {
        c->kind = COMMAND_PROCEDURE;
        find_procedure(c, line, place);
    } else if (!read_verb(c, line, place)) {
        c->kind = COMMAND_NAME;
        say(c, "%s", _("look for this name"));
    }
}
