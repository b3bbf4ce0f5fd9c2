/* thermal.h - 80 mm receipt printers: a raster in ESC/POS, because cheap printers know no Vietnamese letters.
 */
#ifndef PAPER_THERMAL_H
#define PAPER_THERMAL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

struct buf;
struct raster;

#define THERMAL_DOTS 576 /* a line of an 80 mm printer: 72 mm at 8 dots a millimetre */
#define THERMAL_BAND 128 /* rows sent at a time: small printers have small buffers */

/* Appends initialise, the raster in bands (GS v 0), feed and cut. */
MUST enum rc thermal_write(struct buf *out, const struct raster *raster, struct err *e);

/* Sends bytes to "tcp:HOST:PORT" (or "HOST:PORT"), to a device, or into a file (written whole). *said: the
 * printer answered that all was printed (a file: that it is written); false when it only took the bytes.
 * RC_AGAIN when the printer is off, takes nothing for 10 s, goes away in the middle or has no paper left: the
 * paper does not count then. */
MUST enum rc thermal_send(const char *target, const void *bytes, size_t len, bool *said, struct err *e);

#endif
