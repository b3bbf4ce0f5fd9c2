/* feed.h - what comes between the terminal and the screens: bursts of a scanner, pasted text, scanners on a
 * line.
 *
 * A key goes through feed_key; it is played by desk_key at once, or held while it may belong to a scanner's
 * burst. Every payload, from wherever, goes through feed_scan: mended (scan_mend.h), then offered to the top
 * screen, then to desk->on_scan; what has no known shape is shown in the popup "scanned" with the ways to go
 * on. It never lands in a text field unless the clerk says so there.
 */
#ifndef DESK_FEED_H
#define DESK_FEED_H

#include <stdbool.h>
#include <stdint.h>

#include "desk/desk.h"

/* One key read at `now` (monotonic ms). */
void feed_key(struct desk *d, uint32_t code, int64_t now);

/* Nothing came for WEDGE_GAP_MS: what is held is a scan without terminator, or typing. */
void feed_quiet(struct desk *d);

/* True when the key belongs to a bracketed paste; from desk_key. */
bool feed_paste(struct desk *d, uint32_t code);

/* A scanner's payload as it came. */
void feed_scan(struct desk *d, const char *payload);

/* What the top screen had no use for. */
enum used feed_unused_scan(struct desk *d, const char *text);

/* The scanner on a line (desk->scanner): bytes wait; and once a tick. */
void feed_scanner(struct desk *d);
void feed_scanner_tick(struct desk *d);

/* Opens the scanner of setting scanner.tty; a message says it when it cannot be read. Empty or NULL = none.
 */
MUST enum rc feed_open_scanner(struct desk *d, const char *path, struct err *e);

#endif
