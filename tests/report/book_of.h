/* book_of.h - reading a workbook back in a test: a part of it as text. */
#ifndef TESTS_REPORT_BOOK_OF_H
#define TESTS_REPORT_BOOK_OF_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"

/* The text of one part ("xl/worksheets/sheet1.xml"), up to 4 MB; static. unzip is a need of the tests. */
static inline const char *part_of(const char *path, const char *part)
{
    static char text[4 << 20];
    char command[1024];
    snprintf(
        command, sizeof command, "unzip -p '%s' '%s'", path, part[0] == '[' ? "?Content_Types?.xml" : part);
    FILE *f = popen(command, "r");
    assert_non_null(f);
    size_t len = fread(text, 1, sizeof text - 1, f);
    text[len] = '\0';
    assert_int_equal(pclose(f), 0);
    assert_true(len > 0);
    return text;
}

static inline int count_of(const char *text, const char *what)
{
    int n = 0;
    for (; (text = strstr(text, what)); text += strlen(what))
        n++;
    return n;
}

#endif
