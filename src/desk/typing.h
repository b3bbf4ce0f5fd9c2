/* typing.h - which typing engine the desk uses, and when it keeps out of the way.
 *
 * "auto" begins with Telex and ends by itself with the first letter that comes composed: then a program of
 * the terminal's side (Unikey, ibus ...) is already making the marks, and two engines would spoil each
 * other's work. A choice by Ctrl-\ or by the setting stays until it is changed.
 */
#ifndef DESK_TYPING_H
#define DESK_TYPING_H

#include <stdint.h>

#include "desk/editor.h"

struct desk;

/* `method`: auto, telex, vni, off; `tone_style`: old, new (settings typing.method and typing.tone_style).
 * NULL or anything else: off, old. */
void typing_begin(struct desk *d, const char *method, const char *tone_style);

/* Ctrl-\: off, Telex, VNI in turn; says which. */
void typing_toggle(struct desk *d);

/* A key is about to be played: ends "auto" when it is a composed letter or a mark. */
void typing_saw(struct desk *d, uint32_t code);

/* 'E', 'T', 'V' for the header. */
char typing_mark(enum typing typing);

#endif
