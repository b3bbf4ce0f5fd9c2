/* route.c - see route.h. */
#include "desk/route.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/i18n.h"
#include "base/office.h"
#include "base/problem.h"
#include "desk/command.h"
#include "desk/intake_start.h"
#include "desk/scan_wedge.h"
#include "desk/session.h"
#include "dossier/dossier.h"
#include "dossier/receipt.h"
#include "people/citizen.h"
#include "people/idcard.h"

#define MRZ_LINE 30

bool route_is_scan(const char *text)
{
    return scan_shape(text);
}

bool route_is_strange_card(const struct desk *d, const char *text)
{
    char number[13];
    struct citizen known;
    if (!d->practice || d->coach || !d->office || !d->office->db || strcspn(text, "|") != 12 || !text[12])
        return false;
    snprintf(number, sizeof number, "%s", text);
    return citizen_by_number(&known, d->office->db, number, NULL) == RC_NOT_FOUND;
}

/* --- opening --- */

enum rc route_intake(struct desk *d, int64_t person_id, const char *procedure)
{
    const struct intake_start start = { .person_id = person_id, .procedure = procedure };
    return desk_push_named(d, "intake", &start);
}

enum rc route_draft(struct desk *d, int64_t draft_id)
{
    return desk_push_named(d, "intake", &(struct intake_start){ .draft_id = draft_id });
}

enum rc route_dossier(struct desk *d, const char *code)
{
    struct err e = { 0 };
    AUTO_ARENA a = { 0 };
    struct dossier dossier;
    enum rc rc = dossier_load(&dossier, d->office->db, &a, code, &e);
    if (rc == RC_NOT_FOUND)
        desk_say(d, ROLE_ERROR, N_("%s is not in this book. Look at the code, or type the name."), code);
    else if (rc)
        desk_say_error(d, &e);
    return rc ? rc : desk_push_named(d, "dossier", code);
}

/* --- cards --- */

static enum rc intake_of_card(struct desk *d, const char *payload)
{
    struct err e = { 0 };
    struct idcard card;
    struct problems *odd = calloc(1, sizeof *odd);
    if (!odd) {
        desk_say_error(d, (err_no_memory(&e), &e));
        return RC_NO_MEMORY;
    }
    enum rc rc = idcard_parse(&card, odd, payload, strlen(payload), day_of(clock_now(d->clock)), &e);
    if (rc)
        desk_say_error(d, &e);
    else
        rc = desk_push_named(d, "intake", &(struct intake_start){ .payload = payload });
    if (!rc && odd->count)
        desk_say(d, ROLE_WARN, "%s", odd->list[0].message);
    free(odd);
    return rc;
}

/* The three lines of the back in one piece. They carry no marks, so they only find whom the book knows. */
static enum rc person_of_zone(struct desk *d, const char *text)
{
    struct err e = { 0 };
    struct idcard card;
    struct citizen known;
    AUTO_ARENA a = { 0 };
    struct problems odd = { 0 };
    if (strlen(text) != 3 * MRZ_LINE) {
        desk_say(d, ROLE_WARN, N_("Only a part of the card's back came. Scan the square on the front."));
        return RC_REFUSED;
    }
    const char *lines[3];
    for (int i = 0; i < 3; i++)
        lines[i] = arena_strndup(&a, text + (size_t)i * MRZ_LINE, MRZ_LINE);
    enum rc rc = mrz_parse(&card, &odd, lines, day_of(clock_now(d->clock)), &e);
    if (!rc)
        rc = citizen_by_number(&known, d->office->db, card.id_number, &e);
    if (rc == RC_NOT_FOUND)
        desk_say(d, ROLE_WARN,
            N_("Not in this book yet, and the back has no marks. Scan the square on the front."));
    else if (rc)
        desk_say_error(d, &e);
    return rc ? rc : route_intake(d, known.id, NULL);
}

/* --- receipts --- */

static enum rc dossier_of_receipt(struct desk *d, const char *text)
{
    struct err e = { 0 };
    AUTO_ARENA a = { 0 };
    struct receipt_answer answer;
    enum rc rc = receipt_look_up(&answer, d->office->db, text, strlen(text), &a, &e);
    if (rc) {
        desk_say_error(d, &e);
        return rc;
    }
    if (answer.verdict == RECEIPT_GENUINE && answer.state) {
        rc = route_dossier(d, answer.receipt.code);
        if (!rc && answer.voided)
            desk_say(d, ROLE_WARN, N_("This receipt was taken back by the office. The newer one counts."));
        return rc;
    }
    static const char *const words[] = {
        [RECEIPT_GENUINE] = N_("The receipt is ours, but its dossier is not in this book."),
        [RECEIPT_ALTERED] =
            N_("This receipt was altered: its signature does not fit. Keep it and ask a supervisor."),
        [RECEIPT_UNKNOWN_KEY] =
            N_("This receipt is of another office. Its name stands at the head of the paper."),
        [RECEIPT_FUTURE] = N_("This receipt was made by a newer program. Type its code instead."),
        [RECEIPT_NOT_ONE] = N_("This square is no receipt and no ID card. Nothing was taken from it."),
    };
    desk_say(d, answer.verdict == RECEIPT_ALTERED ? ROLE_ERROR : ROLE_WARN, "%s", _(words[answer.verdict]));
    desk_beep(d, 2);
    return RC_REFUSED;
}

static enum rc open_scan(struct desk *d, const char *payload)
{
    struct session *s = session_of(d);
    if (!s || !s->staff.id || s->locked_at) {
        desk_say(d, ROLE_WARN, N_("Sign in first, then scan again. Nothing was taken from the scan."));
        return RC_REFUSED;
    }
    if (payload[0] == 'M' && payload[1] == 'C')
        return dossier_of_receipt(d, payload);
    if (payload[0] == 'I' && payload[1] == 'D')
        return person_of_zone(d, payload);
    if (payload[0] >= '0' && payload[0] <= '9')
        return intake_of_card(d, payload);
    return route_dossier(d, payload);
}

enum used route_scan(struct desk *d, const char *text)
{
    enum rc said = open_scan(d, text); /* every refusal has put its words on the message line */
    (void)said;
    return EVENT_USED;
}

/* --- commands --- */

static enum rc person_or_find(struct desk *d, const struct command *c)
{
    struct citizen known;
    if (c->kind == COMMAND_NUMBER && citizen_by_number(&known, d->office->db, c->text, NULL) == RC_OK)
        return route_intake(d, known.id, NULL);
    return desk_push_named(d, "find", c->text);
}

enum rc route_command(struct desk *d, const struct command *c)
{
    switch (c->kind) {
    case COMMAND_NONE:
    case COMMAND_LINE:
        return RC_OK;
    case COMMAND_RECEIPT:
    case COMMAND_CARD:
        return route_scan(d, c->text) ? RC_OK : RC_REFUSED;
    case COMMAND_DOSSIER:
        return route_dossier(d, c->code);
    case COMMAND_PROCEDURE:
        return route_intake(d, 0, c->code[0] ? c->code : NULL);
    case COMMAND_SCREEN:
        return desk_push_named(d, c->screen, NULL);
    case COMMAND_ASK:
        return desk_push_named(d, "ask", c->text);
    case COMMAND_NUMBER:
    case COMMAND_PHONE:
    case COMMAND_NAME:
        return person_or_find(d, c);
    }
    return RC_OK;
}
