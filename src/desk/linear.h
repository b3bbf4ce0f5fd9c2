/* linear.h - the desk without a picture while the window is too small for one: same screens, same fields,
 * line by line (term_plain.h); and back when there is room. Nothing typed is lost on either way.
 */
#ifndef DESK_LINEAR_H
#define DESK_LINEAR_H

struct desk;

void linear_begin(struct desk *d); /* refused when the terminal has no lines */
void linear_end(struct desk *d);   /* nothing to do when the picture is there */

#endif
