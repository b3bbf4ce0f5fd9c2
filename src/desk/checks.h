/* checks.h - whether the tools work, asked before the first citizen comes.
 *
 * What may hang (a disk over the network, a drive that was pulled out) is looked at by a child process;
 * signing in never waits for it. Its lines stand as "◌" until it answered.
 */
#ifndef DESK_CHECKS_H
#define DESK_CHECKS_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

struct session;

struct check {
    char mark;     /* 'v' fine, '?' look, '!' must, '.' not known, 'o' being looked at */
    char text[96]; /* translated */
};

#define CHECKS 6

struct checks {
    struct check rows[CHECKS];
    pid_t pid; /* looks behind; 0 = nobody */
    int out;
    int64_t begun_ms; /* monotonic; 0 = never */
    bool answered;
    int64_t free_bytes, newest; /* of the book's disk, -1 = not known; of the backups, 0 = none */
};

/* Writes the rows as far as they are known, and looks behind anew once a minute. */
void checks_look(struct checks *c, struct session *s);
void checks_end(struct checks *c);

#endif
