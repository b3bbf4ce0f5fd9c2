/* axes.h - the four things that are true of a dossier at the same time and never follow from each other.
 *
 * work: the state (1..10). money: what is owed and paid. papers: in whose hands they are. portal: what the portal was
 * told and took. Each is read from its own rows: a finished dossier may be unpaid, its papers may be on the way and the
 * portal may still believe it is in work.
 */
#ifndef DOSSIER_AXES_H
#define DOSSIER_AXES_H

#include <stdint.h>

#include "base/err.h"
#include "dossier/handover.h"
#include "dossier/state.h"

struct dossier;
struct js;
struct office;

enum money_axis { MONEY_FREE, MONEY_DUE, MONEY_PARTLY, MONEY_PAID };
enum portal_axis { PORTAL_NOTHING, PORTAL_SAME, PORTAL_BEHIND, PORTAL_UNKNOWN, PORTAL_HELD, PORTAL_REFUSED };

struct axes {
    enum state work;
    enum money_axis money;
    int64_t fee, paid, open; /* dong */
    struct papers papers;
    enum portal_axis portal;
    enum state portal_knows; /* the state in the newest message it took; STATE_NONE = none yet */
    int64_t portal_waiting;  /* messages not taken yet */
    int64_t portal_at;       /* when it last took one, 0 = never */
};

MUST enum rc axes_load(struct axes *ret, const struct office *of, const struct dossier *d, struct err *e);

/* {"work":{"state","code"},"money":{"state":"free|due|partly|paid","fee","paid","open"},
 *  "papers":{"at":"none|desk|on_way|staff|citizen","with","to","since","handover"},
 *  "portal":{"state":"nothing|same|behind|unknown|held|refused","knows","waiting","at"}} */
struct js *axes_json(const struct axes *axes);

/* In words, translated: "50.000 đ, paid", "on the way to Quách Thị Hương", "waits to be sent; knows: received". */
#define AXIS_TEXT_SIZE 160
const char *axes_money(char out[AXIS_TEXT_SIZE], const struct axes *axes);
const char *axes_papers(char out[AXIS_TEXT_SIZE], const struct axes *axes);
const char *axes_portal(char out[AXIS_TEXT_SIZE], const struct axes *axes);

#endif
