/* privacy.h - a question without the person in it.
 *
 * Names, numbers of cards, telephones, accounts and plates, days of birth, e-mail and house addresses are
 * replaced by what they are: "[tên]", "[số]", "[ngày]", "[thư]", "[nơi]". Codes of procedures and forms, sums of
 * money, ages and names of communes stay: the answer needs them. Used before a question is kept (what was asked
 * most) and before it leaves this machine. Rather one word too many is dropped than one too few.
 */
#ifndef CATALOG_PRIVACY_H
#define CATALOG_PRIVACY_H

#include "base/buf.h"
#include "base/err.h"

/* Appends `text` (UTF-8) without personal data; *dropped (may be NULL) = how many were replaced. */
MUST enum rc privacy_mask(struct buf *out, const char *text, int *dropped, struct err *e);

#endif
