/* signin_desk.h - F4 at the sign-in: what this desk is called. */
#ifndef DESK_SIGNIN_DESK_H
#define DESK_SIGNIN_DESK_H

struct screen;

/* The desks this book has seen, or a name to type; kept for this machine. */
void signin_ask_desk(struct screen *s);

#endif
