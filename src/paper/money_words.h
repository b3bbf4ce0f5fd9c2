/* money_words.h - a sum in Vietnamese words, as every receipt for money carries it: digits are easily
 * changed. Pure. */
#ifndef PAPER_MONEY_WORDS_H
#define PAPER_MONEY_WORDS_H

#include <stdint.h>

struct buf;

/* Appends "Một triệu không trăm lẻ năm nghìn đồng". Whole dong, 0 .. 999.999.999.999.999; a sum below zero
 * begins with "Âm". */
void money_words(struct buf *out, int64_t dong);

#endif
