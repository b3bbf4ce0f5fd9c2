/* route.h - where a scan or a command leads: the person, the dossier, the intake. */
#ifndef DESK_ROUTE_H
#define DESK_ROUTE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/rc.h"
#include "desk/desk.h"

struct command;
struct err;

/* Shapes of scan_wedge.h. */
bool route_is_scan(const char *text);

/* A card of somebody the practice book does not know: taken, but the clerk is told where she is. */
bool route_is_strange_card(const struct desk *d, const char *text);

/* What the top screen had no use for (desk.on_scan). A card opens an intake with that person, a receipt its
 * dossier; what cannot be read is said (feed.c has mended it before). Nothing opens while nobody is signed
 * in. */
enum used route_scan(struct desk *d, const char *text);

/* The acts. Each says by itself what went wrong. */
enum rc route_intake(struct desk *d, int64_t person_id, const char *procedure);
enum rc route_draft(struct desk *d, int64_t draft_id);
enum rc route_dossier(struct desk *d, const char *code); /* RC_NOT_FOUND and words when the book has none */
enum rc route_command(struct desk *d, const struct command *command);

#endif
