/* faults.h - the ways in which a practice portal misbehaves, on purpose and in a repeatable order.
 *
 * The names are those of the fault cases: N02 a reset, N03 no answer, N05 and N06 wrong lengths, N08 an old
 * answer, N09 an error after the work, N12 a session that ended, N14 a captive page, N15 bodies and headers
 * without end, N17 one request delivered twice, N18 half a request.
 */
#ifndef PRACTICE_FAULTS_H
#define PRACTICE_FAULTS_H

#include <stdint.h>

enum fault {
    FAULT_NONE,
    FAULT_RESET_BEFORE,  /* N02: connection reset when the headers are in */
    FAULT_RESET_INSIDE,  /* N02, N18: reset in the middle of the request; nothing is done */
    FAULT_RESET_AFTER,   /* N02: the work is done, then the connection is reset */
    FAULT_SILENT_BEFORE, /* N03: accepted, never answered, nothing done */
    FAULT_SILENT_AFTER,  /* N03: the work is done, no answer comes */
    FAULT_SLOW,          /* a right answer, late */
    FAULT_CUT_BODY,      /* N05: work done, the answer breaks off */
    FAULT_LENGTH_LONG,   /* N05: Content-Length promises more than there is */
    FAULT_LENGTH_SHORT,  /* N06: Content-Length cuts the JSON; the transfer itself looks whole */
    FAULT_BIT_FLIP,      /* work done, one bit of the answer is wrong */
    FAULT_CAPTIVE,       /* N14: 200 with the log-in page of a network */
    FAULT_OLD_BEFORE,    /* N08: the answer to an earlier request, nothing done */
    FAULT_OLD_AFTER,     /* N08: the same, but the work was done */
    FAULT_ERROR_BEFORE,  /* 500, nothing done */
    FAULT_ERROR_AFTER,   /* N09: 500 although the work was done */
    FAULT_BUSY,          /* 503 */
    FAULT_GATEWAY,       /* 502 with an HTML body */
    FAULT_UNAUTHORISED,  /* N12: 401, all sessions ended */
    FAULT_SESSION_ENDED, /* N12: error_code -2, all sessions ended */
    FAULT_ENDLESS,       /* N15: a body without end */
    FAULT_BOMB,          /* N15: gzip that grows to 256 MB */
    FAULT_LONG_HEADER,   /* N15: one header of 400 KB */
    FAULT_MANY_HEADERS,  /* N15: 10,000 headers */
    FAULT_TWICE,         /* N17: the network delivers the request twice */
    FAULT_EMPTY,         /* 200 without a body, work done */
    FAULT_PLAIN_TEXT,    /* the right answer under a wrong content type, work done */
    FAULT_REDIRECT,      /* 302 to another address, nothing done */
    FAULT_KINDS,
};

/* A repeatable source of faults: `percent` of the requests, each kind as likely as any other. Zeroed: none.
 */
struct fault_source {
    uint64_t state;
    int percent;
};

struct fault_source fault_source(uint64_t seed, int percent);
enum fault fault_next(struct fault_source *source);

/* Whether the portal does the work before it misbehaves; a word for the log. */
int fault_works(enum fault fault);
const char *fault_name(enum fault fault);

/* The fault of that name; FAULT_NONE when there is no such name. */
enum fault fault_of(const char *name);

#endif
