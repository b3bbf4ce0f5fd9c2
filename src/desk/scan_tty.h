/* scan_tty.h - a scanner on a line of its own (serial, or USB as a serial port), setting scanner.tty.
 *
 * It never types, so what comes is a scan whatever its shape. A payload ends with CR, LF, ETX or a pause; a
 * card's back comes in three lines. A scanner that was pulled out is opened again when it is back.
 */
#ifndef DESK_SCAN_TTY_H
#define DESK_SCAN_TTY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/rc.h"

struct err;

#define SCAN_TTY_BYTES    2048
#define SCAN_TTY_PAUSE_MS 150  /* a scanner without a terminator: so long after its last byte */
#define SCAN_TTY_RETRY_MS 5000 /* between two tries to open a scanner that is gone */

struct scan_tty {
    char path[256];
    int fd; /* -1 while it is gone */
    char line[SCAN_TTY_BYTES];
    size_t len;
    bool over;       /* longer than any payload: dropped up to its end */
    int64_t last_ms; /* when the last byte came, or the last opening was tried */
};

/* RC_REFUSED when `path` is no terminal line that can be read; `ret` may be kept and tries again then. */
MUST enum rc scan_tty_open(struct scan_tty *ret, const char *path, int64_t now_ms, struct err *e);
void scan_tty_close(struct scan_tty *t);

/* Takes bytes that wait. True when `out` (SCAN_TTY_BYTES) holds a payload; call again, there may be another.
 */
bool scan_tty_read(struct scan_tty *t, char *out, int64_t now_ms);

/* From the desk's tick: ends a payload without terminator (true, as above) and opens a lost scanner again. */
bool scan_tty_tick(struct scan_tty *t, char *out, int64_t now_ms);

#endif
