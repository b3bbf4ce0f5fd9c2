/* procedures.h - the practice portal's own catalogue: what LayDanhSachTTHC and LayThuTuc answer.
 *
 * It comes from a folder like data/catalogue. A file of records may change it for training and tests:
 * {"records": [LayThuTuc records as they shall be served], "listed": [codes to list once more], "gone":
 * [codes]}. A record of the file takes the place of the folder's; a code listed without a record is answered
 * with nothing.
 */
#ifndef PRACTICE_PROCEDURES_H
#define PRACTICE_PROCEDURES_H

#include "base/err.h"
#include "catalog/catalogue.h"

struct js;

/* Zeroed means: no catalogue, every procedure code is known by its code alone. */
struct portal_procedures {
    struct catalogue catalogue;
    struct js *file;
};

/* `folder` and `records` may be NULL. */
MUST enum rc portal_procedures_read(
    struct portal_procedures *ret, const char *folder, const char *records, struct err *e);
void portal_procedures_release(struct portal_procedures *procedures);

/* The whole answers; free with js_free. */
struct js *portal_procedures_list(const struct portal_procedures *procedures);
struct js *portal_procedures_record(const struct portal_procedures *procedures, const char *code);

#endif
