/* help_find.c - see help_find.h. Titles are the ones of the tables, so nothing is named twice. */
#include "desk/help_find.h"

#include <string.h>

#include "base/i18n.h"
#include "catalog/find.h"
#include "catalog/words.h"
#include "desk/command.h"
#include "desk/help.h"
#include "desk/keys.h"

#define MET         75 /* as word_quality: the same letters, or the same sound */
#define BEGUN_LEAST 2  /* letters of a last word that is only begun */

static bool word_met(const struct word *typed, const struct words *title, bool marked, bool last)
{
    size_t n = strlen(typed->folded);
    for (int i = 0; i < title->count; i++) {
        const struct word *is = &title->list[i];
        bool begun = last && n >= BEGUN_LEAST && strncmp(typed->folded, is->folded, n) == 0;
        if (begun || word_quality(typed, is, marked) >= MET)
            return true;
    }
    return false;
}

static bool all_met(const struct words *typed, const char *title)
{
    struct words words;
    words_cut(&words, title, strlen(title));
    for (int i = 0; i < typed->count; i++)
        if (!word_met(&typed->list[i], &words, typed->marked, i == typed->count - 1))
            return false;
    return true;
}

static bool same_words(const struct words *typed, const char *name)
{
    struct words words;
    words_cut(&words, name, strlen(name));
    bool same = words.count == typed->count;
    for (int i = 0; same && i < words.count; i++)
        same = strcmp(typed->list[i].folded, words.list[i].folded) == 0;
    return same;
}

static bool meant(const struct words *typed, const char *name, const char *long_name, const char *title)
{
    return same_words(typed, name) || same_words(typed, long_name) ||
           (typed->count > 1 && all_met(typed, title));
}

static void put(
    struct found *list, size_t *count, const char *id, const char *title, const char *detail, struct arena *a)
{
    list[(*count)++] = (struct found){
        .kind = FOUND_HELP,
        .id = arena_strdup(a, id),
        .title = title,
        .detail = arena_strdup(a, detail),
    };
}

size_t help_find(struct found *list, size_t max, const char *text, struct arena *a)
{
    struct words typed;
    char name[KEY_NAME_SIZE];
    size_t count = 0;
    words_cut(&typed, text, strnlen(text, FIND_TEXT_MAX));
    if (!typed.count)
        return 0;
    for (const struct command_verb *v = command_verbs; v->word && count < max; v++)
        if (meant(&typed, v->word, v->long_word, _(v->means)))
            put(list, &count, v->word, _(v->means),
                arena_printf(a, _("in the command box: %s, or %s"), v->word, v->long_word), a);
    for (const struct key_row *k = help_everywhere; k->key && count < max; k++)
        if (meant(&typed, key_label(name, k->key), "", _(k->help)))
            put(list, &count, name, _(k->help), _("a key of every screen"), a);
    return count;
}
