/* provenance.h - the mark behind a value: where it came from. Typed by the clerk = no mark. */
#ifndef DESK_PROVENANCE_H
#define DESK_PROVENANCE_H

/* "QR" -> "QR: the square of the card that was read"; "" for a mark that is not known, and for none. */
const char *provenance_words(const char *mark);

#endif
