/* ticket_words.c - see ticket_words.h. */
#include "dossier/ticket_words.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"

/* --- settings --- */

static const char *skip_blanks(const char *p)
{
    return p + strspn(p, " \t");
}

/* The next "name=value" of a list with ; between; false at the end. Blanks around both are dropped. */
static bool next_pair(const char **at, char *name, size_t name_size, char *value, size_t value_size)
{
    const char *p = skip_blanks(*at);
    size_t len = strcspn(p, ";"), key = strcspn(p, "=;");
    if (!*p)
        return false;
    *at = p + len + (p[len] == ';');
    const char *from = skip_blanks(p + key + (p[key] == '='));
    size_t rest = p + len > from ? (size_t)(p + len - from) : 0;
    while (key && p[key - 1] == ' ')
        key--;
    while (rest && from[rest - 1] == ' ')
        rest--;
    snprintf(name, name_size, "%.*s", (int)key, p);
    snprintf(value, value_size, "%.*s", (int)rest, from);
    utf8_mend(value);
    return true;
}

int ticket_groups_parse(struct ticket_group out[TICKET_GROUPS], const char *text)
{
    char letter[8], name[TICKET_NAME_SIZE];
    int n = 0;
    while (n < TICKET_GROUPS && next_pair(&text, letter, sizeof letter, name, sizeof name)) {
        if (letter[0] < 'A' || letter[0] > 'Z' || letter[1])
            continue;
        out[n].letter = letter[0];
        snprintf(out[n++].name, TICKET_NAME_SIZE, "%s", name);
    }
    return n;
}

void ticket_desk_groups(char out[TICKET_LETTERS], const char *text, const char *desk)
{
    char name[64], letters[64];
    out[0] = '\0';
    while (next_pair(&text, name, sizeof name, letters, sizeof letters)) {
        if (strcmp(name, desk ? desk : "") != 0)
            continue;
        size_t n = 0;
        for (const char *p = letters; *p && n + 1 < TICKET_LETTERS; p++)
            if (*p >= 'A' && *p <= 'Z')
                out[n++] = *p;
        out[n] = '\0';
    }
}

const char *ticket_group_name(const struct ticket_setup *setup, char letter)
{
    for (int i = 0; i < setup->count; i++)
        if (setup->groups[i].letter == letter)
            return setup->groups[i].name;
    return "";
}

/* --- words --- */

const char *ticket_priority_words(const char *slug)
{
    static const struct {
        const char *slug, *words;
    } rows[] = { { "elderly", N_("elderly") }, { "disabled", N_("disabled") }, { "pregnant", N_("pregnant") },
        { "infant", N_("with an infant") }, { "merit", N_("with merit") } };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (strcmp(rows[i].slug, slug) == 0)
            return _(rows[i].words);
    return "";
}

const char *ticket_state_words(const struct ticket *t)
{
    static const char *const words[TICKET_STATES] = { [TICKET_WAITING] = N_("waits"), [TICKET_CALLED] = N_("called"),
        [TICKET_SERVED] = N_("served"), [TICKET_SKIPPED] = N_("absent"), [TICKET_CANCELLED] = N_("cancelled") };
    if (t->state == TICKET_WAITING && t->pending)
        return _("not out");
    return words[t->state] ? _(words[t->state]) : "";
}

const char *ticket_desk_words(char out[TICKET_DESK_SIZE], const char *desk)
{
    static const char *const heads[] = { "quay-", "desk-" };
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        if (strncmp(desk, heads[i], strlen(heads[i])) == 0 && desk[strlen(heads[i])]) {
            snprintf(out, TICKET_DESK_SIZE, _("desk %s"), desk + strlen(heads[i]));
            utf8_mend(out);
            return out;
        }
    snprintf(out, TICKET_DESK_SIZE, "%s", desk);
    return out;
}

const char *ticket_call_words(char out[TICKET_CALL_SIZE], const struct ticket *t)
{
    char desk[TICKET_DESK_SIZE];
    snprintf(out, TICKET_CALL_SIZE, _("Number %s to %s, please."), t->label, ticket_desk_words(desk, t->desk));
    return out;
}

const char *ticket_rule_words(char out[TICKET_RULE_SIZE], int limit)
{
    snprintf(out, TICKET_RULE_SIZE,
        _("Who came first is called first. Elderly or disabled people, pregnant women, people with an infant and people "
          "with merit go ahead; after %d of them in a row one of the others is called."),
        limit);
    return out;
}
