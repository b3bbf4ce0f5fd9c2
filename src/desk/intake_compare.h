/* intake_compare.h - a card just read beside the person the book knows: equal, different, new, kept. */
#ifndef DESK_INTAKE_COMPARE_H
#define DESK_INTAKE_COMPARE_H

#include "desk/intake_desk.h"

/* Looks the card's owner up. True when a person must decide (the table is open then); otherwise the card was
 * merged with what the book knows into *ret. */
bool compare_needed(struct intake *in, struct citizen *ret, const struct citizen *card);
enum used compare_key(struct intake *in, uint32_t code);
void compare_draw(struct intake *in, struct canvas *c);

#endif
