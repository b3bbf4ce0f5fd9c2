/* rc.h - what a function says when it returns.
 *
 * Every function that can fail returns an `enum rc`; zero is success. The values up to RC_STORAGE are
 * also the exit statuses of the command line (INTERFACE: 0 done .. 5 storage trouble).
 */
#ifndef BASE_RC_H
#define BASE_RC_H

enum rc {
    RC_OK = 0,
    RC_REFUSED = 1,   /* a rule or the input says no; trying again unchanged will not help */
    RC_USAGE = 2,     /* the command line is wrong */
    RC_NOT_FOUND = 3, /* no such thing */
    RC_AGAIN = 4,     /* busy, line down, printer off: later it may work */
    RC_STORAGE = 5,   /* disk full, damaged, wrong version, unsafe place */
    RC_NO_MEMORY = 6,
    RC_CONFLICT = 7,  /* somebody else was first: look again, then decide */
};

/* The exit status that stands for `rc`. */
int rc_exit_status(enum rc rc);

#define MUST           __attribute__((warn_unused_result))
#define PRINTF_LIKE(f, a) __attribute__((format(printf, f, a)))

#endif
