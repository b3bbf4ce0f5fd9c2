/* collector.h - who took a result, on what ground, and where that is signed.
 *
 *     {"relation":"self|delegate|post|online", "name", "id_number", "authority", "tracking", "signed"}
 *
 * self: the applicant or the submitter; a number that is given must be theirs. delegate: somebody else with a written
 * authority (giấy ủy quyền) named by number and day. post: the tracking number of the parcel. online: sent
 * electronically, so the result is a file. Any other word ("con", "vợ") or none is a delegate. `signed` tells where the
 * receiver signed ("giấy hẹn", "sổ 07"); it is kept as it was typed.
 */
#ifndef DOSSIER_COLLECTOR_H
#define DOSSIER_COLLECTOR_H

#include "base/err.h"

struct dossier;
struct js;

/* NULL is the applicant in person. RC_REFUSED "collector_text", "collector_name", "collector_not_applicant",
 * "no_authority", "no_tracking", "no_electronic_result". */
MUST enum rc collector_check(const struct js *collector, const struct dossier *d, struct err *e);

#endif
