/* forbidden.h - included before every file by the Makefile: functions that must not compile here. */
#ifndef BASE_FORBIDDEN_H
#define BASE_FORBIDDEN_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* fortified headers make macros of some of them; a macro cannot be poisoned */
#undef strcpy
#undef strcat
#undef sprintf
#undef vsprintf

#pragma GCC poison strcpy strcat sprintf vsprintf gets strtok atoi atol system

#endif
