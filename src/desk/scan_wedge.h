/* scan_wedge.h - tells a keyboard-wedge scanner from fingers, so that a card never lands in a text field.
 *
 * Three things together: keys closer than WEDGE_GAP_MS, a beginning that can still become a payload, and the
 * shape of the whole. A robot or a fast typist may be as quick as a scanner, so speed alone decides nothing.
 * Keys are held only while both hold true (a typed digit therefore shows at most WEDGE_GAP_MS late) and are
 * played in order as soon as it turns out to be typing: no key is lost or reordered. A scanner that can be
 * told to send STX (Ctrl-B) before each payload should be: then everything it reads is taken for a scan.
 */
#ifndef DESK_SCAN_WEDGE_H
#define DESK_SCAN_WEDGE_H

#include <stdbool.h>
#include <stdint.h>

#define WEDGE_GAP_MS 25
#define WEDGE_KEYS   1024
#define WEDGE_END_MS 1500 /* an Enter this soon behind a payload without terminator is its terminator, come late */

struct scan_wedge {
    uint32_t held[WEDGE_KEYS];
    int count;
    int64_t last_ms;
    bool unended; /* the last thing delivered was a payload without terminator */
};

enum wedge {
    WEDGE_PASS,  /* nothing held; the key is ordinary */
    WEDGE_HOLD,  /* the key is kept */
    WEDGE_FLUSH, /* play what is held, then offer the key again */
    WEDGE_SCAN,  /* what is held is a payload; the key was its terminator and is used up */
};

/* Offers one key read at `at_ms`. */
enum wedge scan_wedge_key(struct scan_wedge *w, uint32_t code, int64_t at_ms, bool (*is_scan)(const char *));

/* Nothing came for WEDGE_GAP_MS: WEDGE_SCAN for a whole payload without terminator, else WEDGE_FLUSH or
 * WEDGE_PASS. */
enum wedge scan_wedge_quiet(struct scan_wedge *w, bool (*is_scan)(const char *));

/* The held keys as UTF-8, control characters left out. */
void scan_wedge_text(const struct scan_wedge *w, char *out, int size);

/* Whether a text has the shape of an ID card's QR (number and at least five bars), of the machine-readable
 * zone of a card, of a receipt's square (MC1|...), or of a paper of ours (unit code - date - serial). */
bool scan_shape(const char *text);

#endif
