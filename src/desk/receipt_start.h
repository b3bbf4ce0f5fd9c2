/* receipt_start.h - what the screen "receipt_done" is opened with: the code, and what the visit cost. */
#ifndef DESK_RECEIPT_START_H
#define DESK_RECEIPT_START_H

struct receipt_start {
    const char *code;
    int seconds;      /* since the intake began; 0 = not told */
    int typed, known; /* fields typed, fields that were known */
};

#endif
