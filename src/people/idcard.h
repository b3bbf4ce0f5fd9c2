/* idcard.h - what an identity card says: from its QR code (idcard.c) or its machine-readable lines (mrz.c).
 *
 * QR payload, UTF-8, parted by '|', dates as ddmmyyyy:
 *   number | old CMND or empty | name | birth date | Nam or Nữ | residence | issue date
 * Cards of 2024 (Căn cước) add four parts, mostly empty; on a child's card the parents' names were seen
 * there. Empty parts stay where they are. What is odd becomes a warning; what cannot be read is refused, and
 * nothing is corrected silently.
 */
#ifndef PEOPLE_IDCARD_H
#define PEOPLE_IDCARD_H

#include <stddef.h>

#include "base/date.h"
#include "base/err.h"
#include "people/idnumber.h"

struct js;
struct problems;

enum idcard_kind { CARD_CCCD_2021 = 1, CARD_CAN_CUOC_2024, CARD_MRZ };
const char *idcard_kind_slug(enum idcard_kind kind); /* "cccd2021", "cancuoc2024", "mrz" */

#define IDCARD_PAYLOAD_MAX 2048

struct idcard {
    enum idcard_kind kind;
    char id_number[ID_NUMBER_SIZE];
    char old_id[ID_NUMBER_SIZE]; /* 9 or 12 digits, or "" */
    char name[256];              /* NFC; capitals only became Capitals */
    struct day birth;
    enum sex sex;
    char address[512];             /* "" from an MRZ */
    struct day issued;             /* y = 0 when not told */
    struct day expires;            /* MRZ only; y = 0 otherwise */
    char father[256], mother[256]; /* child's card, as far as printed */
};

/* `warnings` gets codes marks_lost, number_repaired ...; `today` is for dates that have not come. RC_REFUSED
 * with the first thing that cannot be read. */
MUST enum rc idcard_parse(struct idcard *ret, struct problems *warnings, const char *payload, size_t len,
    struct day today, struct err *e);

/* The three lines of 30 on the back (TD1). Every check digit is computed again. Names carry no marks there.
 */
MUST enum rc mrz_parse(struct idcard *ret, struct problems *warnings, const char *const lines[3],
    struct day today, struct err *e);

/* {"kind","id_number","old_id","name","birth_date","sex","address","issued","warnings":[...]} */
struct js *idcard_json(const struct idcard *card, const struct problems *warnings);

#endif
