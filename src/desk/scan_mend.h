/* scan_mend.h - a scanner's payload as it should have come. Pure.
 *
 * Scanners that type like a keyboard go through keyboard layouts, code pages and typing programs on their
 * way. Control characters and what the text border refuses are taken out. UTF-8 read as cp1252 is turned
 * back. A payload that came as Telex or VNI keys ("Nguyeexn") is composed. Where a typing program ate keys of
 * a payload that is ASCII by nature (a receipt, a card's back) they are put back when only one way of typing
 * gives what arrived. Nothing is guessed: what has two readings is said to be damaged.
 */
#ifndef DESK_SCAN_MEND_H
#define DESK_SCAN_MEND_H

#include "base/rc.h"

struct buf;

enum scan_state {
    SCAN_CLEAN,
    SCAN_MENDED,  /* made whole again; the clerk is told to look */
    SCAN_DAMAGED, /* marks or letters are lost: scan again with the typing program off */
};

/* Appends the payload to `out` and says how it came. Of a damaged receipt only its dossier code is left,
 * which opens the dossier but proves nothing. On RC_NO_MEMORY in out->failed the payload must not be used. */
enum scan_state scan_mend(struct buf *out, const char *payload);

#endif
