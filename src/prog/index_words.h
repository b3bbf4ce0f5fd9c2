/* index_words.h - the points of index 766 on a line printer: the count, then what will not count and why. */
#ifndef PROG_INDEX_WORDS_H
#define PROG_INDEX_WORDS_H

struct js;

/* `points` as index766_json() gives them. */
void print_index(const struct js *points);

#endif
