/* clip.h - one value to the clipboard of the clerk's machine, or as a square to the citizen's phone. */
#ifndef DESK_CLIP_H
#define DESK_CLIP_H

struct desk;
struct screen;

/* Ctrl-Y. Says what was copied, or why it could not be and what to do instead. */
void clip_copy(struct desk *d, const char *label, const char *value);

/* Ctrl-Q: opens the square above everything. */
void clip_square(struct desk *d, const char *label, const char *value);

#endif
