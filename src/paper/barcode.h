/* barcode.h - Code 39: the older scanners at the desks read it, and it holds a dossier code as it stands.
 * Pure. */
#ifndef PAPER_BARCODE_H
#define PAPER_BARCODE_H

#include <stddef.h>

/* Widths of bars and gaps in turn (bar first), each 2 = narrow or 5 = wide: a wide one is 2.5 times a narrow
 * one. The start and stop letters are added. Returns how many; 0 when a letter cannot be written or `max` is
 * too small. Letters: 0-9 A-Z - . space $ / + %. */
size_t barcode_code39(unsigned char *widths, size_t max, const char *text);

/* Elements that `letters` letters take, start and stop included. */
#define BARCODE_ELEMENTS(letters) (((letters) + 2) * 10)

#endif
