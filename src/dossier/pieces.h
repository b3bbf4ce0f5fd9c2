/* pieces.h - what the fee of a procedure is counted by, read from the answers of its form.
 *
 * Circular 226/2016/TT-BTC: copies are paid by the page, each copy beginning again with the first page (2,000
 * a page, 1,000 from the third, at most 200,000 a copy); a signature is paid by the case, however many
 * signatures and pages the paper has; a transaction is paid once, however many originals are made of it.
 */
#ifndef DOSSIER_PIECES_H
#define DOSSIER_PIECES_H

#include <stdbool.h>
#include <stdint.h>

#include "catalog/procedure.h"

struct js;

/* Pieces that carry the first price: copies, or persons; 1 where the fee is for the case as a whole. */
int pieces_count(const struct procedure *p, const struct js *answers);

/* The catalogue's fee for what the answers ask, in dong: by the page for each paper where papers are listed.
 * False when the catalogue has no fee. */
bool pieces_fee(int64_t *ret, const struct procedure *p, enum channel channel, const struct js *answers);

#endif
