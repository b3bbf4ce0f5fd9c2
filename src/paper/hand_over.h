/* hand_over.h - drawn bytes on their way to a file, a print service or a roll, and what was said about them.
 */
#ifndef PAPER_HAND_OVER_H
#define PAPER_HAND_OVER_H

#include <stdint.h>

#include "base/err.h"

struct buf;
struct issue_order;
struct issue_result;
struct office;

/* `id` is the row of the print (0 = none): the job's number is written there before the first byte goes. On
 * RC_OK result->state is "confirmed" or "sent". On trouble it is NULL when surely nothing came out, and
 * "sent" when the service fell silent with the whole paper in its hands. */
MUST enum rc hand_over(struct issue_result *result, const struct office *of, const struct issue_order *order,
    int64_t id, const struct buf *bytes, struct err *e);

#endif
