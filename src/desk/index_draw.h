/* index_draw.h - the points of index 766 as a clerk reads them: ✓ counts, ! will not and what would mend it,
 * - not asked of this dossier. */
#ifndef DESK_INDEX_DRAW_H
#define DESK_INDEX_DRAW_H

struct canvas;
struct index766;

/* A few rows: what is missed with its reason first, the rest side by side. */
void index_draw(const struct index766 *x, struct canvas *c, int left, int y, int w, int rows);

/* Every point on a line of its own with its reason; in a narrow pane what is missed first. Returns the rows used.
 */
int index_draw_all(const struct index766 *x, struct canvas *c, int left, int y, int w, int rows);

/* "4/7  ! 3.3 4.2" in one cell. */
#define INDEX_TEXT 80
const char *index_text(char out[INDEX_TEXT], const struct index766 *x);

#endif
