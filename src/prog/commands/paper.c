/* paper.c - `motcua paper`: drawing is the work of a program of its own. */
#include "prog/paper_verb.h"

const struct verb verb_paper = { PAPER_VERB, .program = "motcua-paper" };
