/* print_check.h - at the start of a sitting the desk asks about prints that nobody saw come out.
 *
 * First the print service is asked by a child; what it knows is settled without a question. What stays is put
 * to the person, one print after the other, oldest first; Enter and Esc leave it for the next sign-in.
 */
#ifndef DESK_PRINT_CHECK_H
#define DESK_PRINT_CHECK_H

#include <stdbool.h>
#include <stdint.h>

#include "desk/worker.h"
#include "dossier/prints.h"

struct screen;

struct print_check {
    int64_t staff; /* for whom it was begun; 0 = nobody */
    bool over;
    struct worker worker;      /* asks the print service */
    int64_t asked;             /* number of the last print that was put to the person */
    struct print_unsure print; /* the one in the question */
};

/* On every tick of the first screen. */
void print_check_look(struct screen *home);
void print_check_release(struct print_check *check);

#endif
