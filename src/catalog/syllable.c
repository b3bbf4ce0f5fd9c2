/* syllable.c - what can be a Vietnamese syllable, and which ones lie one slip of the finger away. Declared in
 * find.h. */
#include <string.h>

#include "catalog/find.h"
#include "catalog/words.h"

static const char onsets[] = " b c ch d g gh gi h k kh l m n ng ngh nh p ph q r s t th tr v x ";
static const char rhymes[] = " a ac ach ai am an ang anh ao ap at au ay e ec em en eng eo ep et eu i ia ich "
                             "iec iem ien ieng iep iet ieu im in "
                             "inh ip it iu o oa oac oach oai oam oan oang oanh oao oap oat oay oc oe oen oeo "
                             "oet oi om on ong ooc oong op ot u ua "
                             "uan uang uat uay uc ue uech uenh ui uin uinh uit um un ung uo uoc uoi uom uon "
                             "uong uop uot uou uu up ut uy uya uych "
                             "uyen uyet uynh uyt uyu y yem yen yet yeu ";

static bool listed(const char *list, const char *w, size_t len)
{
    char word[12];
    if (len + 3 > sizeof word)
        return false;
    word[0] = ' ';
    memcpy(word + 1, w, len);
    word[len + 1] = ' ';
    word[len + 2] = '\0';
    return strstr(list, word) != NULL;
}

bool syllable_possible(const char *w)
{
    size_t n = strlen(w);
    if (n == 0 || n > 7)
        return false;
    if (listed(rhymes, w, n))
        return true;
    for (size_t k = 1; k <= 3 && k < n; k++) {
        if (listed(onsets, w, k) && listed(rhymes, w + k, n - k))
            return true;
    }
    return false;
}

struct corrections {
    char (*out)[8];
    size_t count, max;
};

static void propose(struct corrections *c, const char *w)
{
    if (c->count == c->max || strlen(w) > 7 || !syllable_possible(w))
        return;
    for (size_t i = 0; i < c->count; i++) {
        if (strcmp(c->out[i], w) == 0)
            return;
    }
    memcpy(c->out[c->count++], w, strlen(w) + 1);
}

/* What sounds alike here: tr and ch, x and s, d and gi, final n and ng, t and c; and l and n, r and g. */
static void propose_sounds(struct corrections *c, const char *w, size_t n)
{
    static const char *const pairs[][2] = { { "tr", "ch" }, { "ch", "tr" }, { "s", "x" }, { "x", "s" },
        { "gi", "d" }, { "d", "gi" }, { "v", "d" }, { "d", "v" }, { "l", "n" }, { "n", "l" }, { "r", "g" },
        { "q", "qu" }, { "k", "c" }, { "c", "k" } };
    static const char *const ends[][2] = { { "ng", "n" }, { "n", "ng" }, { "nh", "n" }, { "t", "c" },
        { "c", "t" }, { "ch", "t" }, { "y", "i" }, { "i", "y" } };
    char t[16];
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        size_t from = strlen(pairs[i][0]), to = strlen(pairs[i][1]);
        if (n <= from || strncmp(w, pairs[i][0], from) != 0)
            continue;
        memcpy(t, pairs[i][1], to);
        memcpy(t + to, w + from, n - from + 1);
        propose(c, t);
    }
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        size_t from = strlen(ends[i][0]), to = strlen(ends[i][1]);
        if (n <= from || strcmp(w + n - from, ends[i][0]) != 0)
            continue;
        memcpy(t, w, n - from);
        memcpy(t + n - from, ends[i][1], to + 1);
        propose(c, t);
    }
}

size_t syllable_corrections(char (*out)[8], size_t max, const char *w)
{
    struct corrections c = { out, 0, max };
    size_t n = strlen(w);
    char t[12];
    if (n < 2 || n > 8)
        return 0;
    for (size_t i = 0; i + 1 < n; i++) { /* neighbours swapped: the commonest slip comes first */
        memcpy(t, w, n + 1);
        t[i] = w[i + 1];
        t[i + 1] = w[i];
        propose(&c, t);
    }
    propose_sounds(&c, w, n);
    for (size_t i = 0; i < n; i++) { /* one letter too many */
        memcpy(t, w, i);
        memcpy(t + i, w + i + 1, n - i);
        propose(&c, t);
    }
    for (size_t i = 0; i <= n; i++) {
        for (char l = 'a'; l <= 'z'; l++) {
            if (i < n) { /* one letter other */
                memcpy(t, w, n + 1);
                t[i] = l;
                propose(&c, t);
            }
            memcpy(t, w, i); /* one letter missing */
            t[i] = l;
            memcpy(t + i + 1, w + i, n - i + 1);
            propose(&c, t);
        }
    }
    return c.count;
}
