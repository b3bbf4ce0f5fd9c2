/* pieces.c - see pieces.h. */
#include "dossier/pieces.h"

#include <stdlib.h>
#include <string.h>

#include "base/json.h"

#define PIECES_MAX 100000

static int number_of(const struct js *answers, const char *key)
{
    const char *text = js_get_text(answers, key);
    long n = text ? strtol(text, NULL, 10) : 0;
    return n > 0 && n < PIECES_MAX ? (int)n : 0;
}

static bool counted_by(const struct procedure *p, const char *per)
{
    return strcmp(p->fee_rule.per, per) == 0;
}

int pieces_count(const struct procedure *p, const struct js *answers)
{
    static const char *const counts[] = { "copies", "copies_count", "persons", "quantity" };
    if (!counted_by(p, "copy") && !counted_by(p, "page") && !counted_by(p, "person"))
        return 1;
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        int n = number_of(answers, counts[i]);
        if (n)
            return n;
    }
    return 1;
}

/* Copies of one paper: its own number, else the number given for all. */
static bool paper_fee(
    int64_t *ret, const struct procedure *p, enum channel channel, const struct js *paper, int copies)
{
    int pages = number_of(paper, "pages"), own = number_of(paper, "copies");
    int64_t one;
    if (!procedure_fee_for(&one, p, channel, pages ? pages : 1))
        return false;
    *ret = one * (own ? own : copies);
    return true;
}

bool pieces_fee(int64_t *ret, const struct procedure *p, enum channel channel, const struct js *answers)
{
    int pieces = pieces_count(p, answers);
    if (!counted_by(p, "page"))
        return procedure_fee_for(ret, p, channel, pieces);

    const struct js *papers = js_get(answers, "documents");
    if (!js_is_array(papers) || !js_len(papers))
        return paper_fee(ret, p, channel, answers, pieces);
    int64_t sum = 0;
    for (size_t i = 0; i < js_len(papers); i++) {
        int64_t fee;
        if (!paper_fee(&fee, p, channel, js_at(papers, i), pieces))
            return false;
        sum += fee;
    }
    *ret = sum;
    return true;
}
