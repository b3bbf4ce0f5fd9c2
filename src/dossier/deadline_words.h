/* deadline_words.h - the sentences of a promise, as a clerk repeats them to a citizen. Used by deadline.c
 * only. */
#ifndef DOSSIER_DEADLINE_WORDS_H
#define DOSSIER_DEADLINE_WORDS_H

#include "dossier/deadline.h"

void words_received(struct deadline *d, const char *channel, const struct calendar *c, const char *field);

/* The limit itself, and every closed run, swap day and weekend between counted_from and due. */
void words_counted(struct deadline *d, const struct calendar *c, const char *field);

/* Takes the line of the due date away; words_due says the new one. */
void words_pause(struct deadline *d, const struct pause *pause, bool late, int given_back);
void words_share(struct deadline *d, const struct share *share);

/* The last line. */
void words_due(struct deadline *d);

#endif
