/* awareness.c - see awareness.h. */
#include "catalog/awareness.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "base/yaml.h"

static bool has_word(const char *list, const char *word)
{
    size_t len = strlen(word);
    for (const char *at = list; (at = strstr(at, word)); at += len) {
        if ((at == list || at[-1] == ' ') && (at[len] == ' ' || at[len] == '\0'))
            return true;
    }
    return false;
}

static enum rc read_one(struct awareness *ret, const struct yaml_node *row, struct arena *a, struct err *e)
{
    static const char *const places[AWARE_PLACES] = { "assistant", "receipt", "board" };
    const char *at = yaml_get_text(row, "at"), *since = yaml_get_text(row, "since");
    const char *confidence = yaml_get_text(row, "confidence");
    *ret = (struct awareness){ .id = arena_strdup(a, yaml_get_text(row, "id")),
        .text = arena_strdup(a, yaml_get_text(row, "text")),
        .act = arena_strdup(a, yaml_get_text(row, "act")),
        .source = arena_strdup(a, yaml_get_text(row, "source")),
        .to_confirm = confidence && strcmp(confidence, "to confirm") == 0 };
    if (arena_failed(a))
        return err_no_memory(e);
    bool anywhere = false;
    for (int i = 0; i < AWARE_PLACES; i++) {
        ret->at[i] = at && has_word(at, places[i]);
        anywhere = anywhere || ret->at[i];
    }
    if (!*ret->id || !*ret->text || !*ret->source || !anywhere || !since ||
        !iso_day_parse(&ret->since, since))
        return err_set(e, RC_REFUSED, "awareness_entry",
            N_("warnings.yaml:%d: a warning needs id, text, at, since and source"), yaml_line(row));
    return RC_OK;
}

enum rc awareness_read(struct awareness list[AWARENESS_MAX], size_t *count, const char *share_dir,
    struct arena *a, struct err *e)
{
    char path[PATH_MAX];
    AUTO_YAML yaml = NULL;
    snprintf(path, sizeof path, "%s/data/awareness/warnings.yaml", share_dir);
    *count = 0;
    enum rc rc = yaml_read(&yaml, path, NULL, e);
    const struct yaml_node *rows = rc ? NULL : yaml_get(yaml_root(yaml), "warnings");
    for (size_t i = 0; !rc && i < yaml_len(rows) && i < AWARENESS_MAX; i++) {
        rc = read_one(&list[i], yaml_at(rows, i), a, e);
        *count += !rc;
    }
    return rc;
}

const struct awareness *awareness_of_day(
    const struct awareness *list, size_t count, enum awareness_place place, struct day day)
{
    size_t here = 0;
    for (size_t i = 0; i < count; i++)
        here += list[i].at[place];
    size_t turn = here ? (size_t)day_number(day) % here : 0;
    for (size_t i = 0; i < count; i++) {
        if (list[i].at[place] && turn-- == 0)
            return &list[i];
    }
    return NULL;
}
