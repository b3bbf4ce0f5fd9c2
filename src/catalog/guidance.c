/* guidance.c - see guidance.h. */
#include "catalog/guidance.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "base/fs.h"
#include "base/yaml.h"
#include "catalog/procedure.h"

static const char *const step_names[GUIDANCE_STEPS] = { "who", "what", "papers", "form", "fee", "return" };

/* Takes what is still open. */
static bool fill(struct guidance *g, const struct yaml_node *step, struct arena *a)
{
    const char **const texts[] = { &g->say, &g->look, &g->wrong, &g->elsewhere };
    static const char *const keys[] = { "say", "look", "wrong", "elsewhere" };
    bool any = false;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        const char *text = yaml_get_text(step, keys[i]);
        if (!**texts[i] && text && *text) {
            *texts[i] = arena_strdup(a, text);
            any = true;
        }
    }
    return any;
}

static const struct yaml_node *step_of(const struct yaml_node *map, enum guidance_step step)
{
    return yaml_get(yaml_get(map, "steps"), step_names[step]);
}

/* *ret stays NULL when there is no such file: nothing written yet is no trouble. */
static enum rc open_file(
    struct yaml **ret, const char *share_dir, const char *lang, const char *name, struct err *e)
{
    char path[PATH_MAX];
    int len = snprintf(path, sizeof path, "%s/guidance/%s/%s.yaml", share_dir, lang, name);
    if (len < 0 || len >= (int)sizeof path || !fs_exists(path))
        return RC_OK;
    return yaml_read(ret, path, NULL, e);
}

/* A language is a folder's name, never a path. */
static bool plain_name(const char *s)
{
    return *s && *s != '.' && !strchr(s, '/');
}

enum rc guidance_for(struct guidance *ret, const char *share_dir, const char *lang, const char *code,
    const char *field, enum guidance_step step, struct arena *a, struct err *e)
{
    struct guidance g = { "", "", "", "", false };
    AUTO_YAML own = NULL;
    AUTO_YAML general = NULL;
    enum rc rc = RC_OK;
    if (!plain_name(lang)) {
        *ret = g;
        return RC_OK;
    }
    if (procedure_code_valid(code) && plain_name(code))
        rc = open_file(&own, share_dir, lang, code, e);
    if (!rc)
        rc = open_file(&general, share_dir, lang, "general", e);
    if (rc)
        return rc;

    if (own)
        g.own = fill(&g, step_of(yaml_root(own), step), a);
    const struct yaml_node *root = general ? yaml_root(general) : NULL, *fields = yaml_get(root, "fields");
    for (size_t i = 0; i < yaml_len(fields); i++) {
        const char *name = yaml_get_text(yaml_at(fields, i), "field");
        if (name && strcmp(name, field) == 0)
            fill(&g, step_of(yaml_at(fields, i), step), a);
    }
    fill(&g, step_of(root, step), a);
    *ret = g;
    return arena_failed(a) ? err_no_memory(e) : RC_OK;
}

enum rc readiness_checks(struct readiness list[READINESS_MAX], size_t *count, const char *share_dir,
    const char *lang, struct arena *a, struct err *e)
{
    *count = 0;
    AUTO_YAML general = NULL;
    enum rc rc = plain_name(lang) ? open_file(&general, share_dir, lang, "general", e) : RC_OK;
    if (rc || !general)
        return rc;
    const struct yaml_node *rows = yaml_get(yaml_root(general), "readiness");
    for (size_t i = 0; i < yaml_len(rows) && *count < READINESS_MAX; i++) {
        const struct yaml_node *row = yaml_at(rows, i);
        list[(*count)++] = (struct readiness){ arena_strdup(a, yaml_get_text(row, "id")),
            arena_strdup(a, yaml_get_text(row, "ask")), arena_strdup(a, yaml_get_text(row, "if_not")),
            arena_strdup(a, yaml_get_text(row, "needed_for")) };
    }
    return arena_failed(a) ? err_no_memory(e) : RC_OK;
}

bool readiness_needed(const struct readiness *check, const struct procedure *p)
{
    static const char *const paid[] = { "trợ cấp", "Trợ cấp", "mai táng", "Mai táng", "Hỗ trợ", "hỗ trợ",
        "chế độ", "BHXH một lần", "bảo hiểm xã hội một lần", "Truy lĩnh", "thù lao", "bồi thường" };
    if (strcmp(check->needed_for, "online") == 0)
        return p->channels[CHANNEL_ONLINE].offered;
    if (strcmp(check->needed_for, "money") != 0)
        return true;
    for (size_t i = 0; i < sizeof paid / sizeof *paid; i++)
        if (strstr(p->name, paid[i]))
            return true;
    return false;
}
