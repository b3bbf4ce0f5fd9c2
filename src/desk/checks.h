/* checks.h - whether the tools work, asked before the first citizen comes. Nothing waits for an answer. */
#ifndef DESK_CHECKS_H
#define DESK_CHECKS_H

struct session;

struct check {
    char mark;     /* 'v' fine, '?' look, '!' must, '.' not known */
    char text[96]; /* translated */
};

#define CHECKS 6

void checks_look(struct check out[CHECKS], struct session *s);

#endif
