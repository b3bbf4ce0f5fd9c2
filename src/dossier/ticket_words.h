/* ticket_words.h - the line in words: groups, desks, priority, what is called out, the rule on the wall. Pure. */
#ifndef DOSSIER_TICKET_WORDS_H
#define DOSSIER_TICKET_WORDS_H

#include <stddef.h>

#include "dossier/ticket.h"

/* "A=Hộ tịch; B=Đất đai" -> the groups, at most TICKET_GROUPS; what is no group is left out. Returns how many. */
int ticket_groups_parse(struct ticket_group out[TICKET_GROUPS], const char *text);

/* "quay-1=AB; quay-2=C" -> "AB" for quay-1; "" when the desk is not named: it calls every group. */
void ticket_desk_groups(char out[TICKET_LETTERS], const char *text, const char *desk);

/* The name of a group; "" when it has none. */
const char *ticket_group_name(const struct ticket_setup *setup, char letter);

/* "elderly" -> "over 80 or elderly", translated; "" for "". */
const char *ticket_priority_words(const char *slug);

/* "waiting", translated; a pending one is told apart. */
const char *ticket_state_words(const struct ticket *t);

/* "quay-2" -> "desk 2", translated; another name stays as it is. */
#define TICKET_DESK_SIZE 48
const char *ticket_desk_words(char out[TICKET_DESK_SIZE], const char *desk);

/* "Number A012 to desk 2, please." */
#define TICKET_CALL_SIZE 120
const char *ticket_call_words(char out[TICKET_CALL_SIZE], const struct ticket *t);

/* The rule of the line as it hangs on the wall, one sentence or two. */
#define TICKET_RULE_SIZE 500
const char *ticket_rule_words(char out[TICKET_RULE_SIZE], int limit);

#endif
