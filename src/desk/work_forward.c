/* work_forward.c - see work_forward.h. */
#include "desk/work_forward.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/i18n.h"
#include "base/office.h"
#include "desk/desk.h"
#include "desk/give_ask.h"
#include "dossier/move.h"

bool forward_has_colleagues(const struct desk *d)
{
    AUTO_ARENA a = { 0 };
    struct staff *list;
    size_t count = 0;
    return colleagues(&list, &count, d->office, &a, NULL) == RC_OK && count;
}

void forward_begin(struct forward *f, const char *login)
{
    *f = (struct forward){ .chosen = true };
    snprintf(f->to, sizeof f->to, "%s", login);
}

bool forward_line(struct forward *f, struct desk *d, const struct dossier_row *row)
{
    struct err e = { 0 };
    struct move_answer answer;
    const struct move_request request = {
        .to = STATE_PROCESSING, .to_staff = *f->to ? f->to : NULL, .version = row->version
    };
    if (dossier_move(&answer, d->office, row->code, &request, &e)) {
        desk_say_error(d, &e);
        desk_refuse(d);
        return false;
    }
    desk_say(d, ROLE_OK, N_("%s is now: %s."), row->code, gettext(state_row(STATE_PROCESSING)->name));
    if (f->count < HANDOVER_LINES_MAX)
        snprintf(f->codes[f->count++], DOSSIER_CODE_SIZE, "%s", row->code);
    return true;
}

/* --- the lists --- */

/* Who is to have the papers of this one; 0 when they are not here, or are to stay here. */
static int64_t receiver_of(const struct desk *d, const char *code)
{
    AUTO_ARENA a = { 0 };
    struct dossier dossier;
    struct papers papers;
    const struct office *of = d->office;
    if (dossier_load(&dossier, of->db, &a, code, NULL) || papers_find(&papers, of, &dossier, NULL))
        return 0;
    bool here = papers.at == PAPERS_DESK || (papers.at == PAPERS_STAFF && papers.staff_id == of->staff_id);
    return here && dossier.holder_id != of->staff_id ? dossier.holder_id : 0;
}

static void give_to(struct desk *d, int64_t staff_id, const char *const *codes, size_t count)
{
    struct staff staff;
    if (staff_by_id(&staff, d->office->db, staff_id, NULL))
        return;
    enum rc rc = give_papers_to(d, staff.login, codes, count);
    (void)rc; /* told on the message line */
}

void forward_finish(struct forward *f, struct desk *d)
{
    int64_t receivers[HANDOVER_LINES_MAX];
    const char *codes[HANDOVER_LINES_MAX];
    for (size_t i = 0; i < f->count; i++)
        receivers[i] = receiver_of(d, f->codes[i]);
    for (size_t i = 0; i < f->count; i++) {
        size_t n = 0;
        int64_t who = receivers[i];
        for (size_t k = i; who && k < f->count; k++)
            if (receivers[k] == who) {
                codes[n++] = f->codes[k];
                receivers[k] = 0;
            }
        if (n)
            give_to(d, who, codes, n);
    }
    *f = (struct forward){ 0 };
}
