/* index_words.c - see index_words.h. */
#include "prog/index_words.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/json.h"

static bool stands(const struct js *point, const char *standing)
{
    return strcmp(js_get_text(point, "standing"), standing) == 0;
}

void print_index(const struct js *points)
{
    int good = 0, asked = 0;
    for (size_t i = 0; i < js_len(points); i++) {
        good += stands(js_at(points, i), "earned") || stands(js_at(points, i), "coming");
        asked += !stands(js_at(points, i), "not_applicable");
    }
    printf(_("Index 766 %d/%d\n"), good, asked);
    for (size_t i = 0; i < js_len(points); i++) {
        const struct js *point = js_at(points, i);
        const char *mend = js_get_text(point, "mend");
        if (stands(point, "missed"))
            printf("  ! %s %s: %s%s%s\n", js_get_text(point, "id"), js_get_text(point, "name"),
                js_get_text(point, "why"), mend ? ". " : "", mend ? mend : "");
    }
}
