/* catalogue_read.c - the tables of data/catalogue/, and YAML files with the same names. */
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "base/csv.h"
#include "base/fs.h"
#include "base/i18n.h"
#include "base/problem.h"
#include "base/yaml.h"
#include "catalog/catalogue_build.h"

/* --- a line of a table as a row --- */

struct csv_line {
    const struct csv *csv;
    size_t row;
};

static const char *csv_row_text(const void *data, const char *key)
{
    const struct csv_line *l = data;
    return csv_cell(l->csv, l->row, csv_column(l->csv, key));
}

static void csv_row_place(const void *data, const char *key, int *line, int *column)
{
    const struct csv_line *l = data;
    *line = l->csv->rows[l->row].line;
    *column = csv_column(l->csv, key) + 1;
}

static const struct row_kind csv_rows = { csv_row_text, csv_row_place };

static enum rc need_columns(const struct csv *csv, const char *const *names, const char *file, struct err *e)
{
    for (; *names; names++) {
        if (csv_column(csv, *names) < 0) {
            err_set(
                e, RC_REFUSED, "catalogue_column", N_("%s:1:1: the column \"%s\" is missing"), file, *names);
            err_field(e, "%s:1:1", file);
            return RC_REFUSED;
        }
    }
    return RC_OK;
}

static enum rc procedures_from(const struct build *b, const struct csv *csv, struct err *e)
{
    static const char *const names[] = { "code", NULL };
    enum rc rc = need_columns(csv, names, b->name, e);
    for (size_t i = 1; !rc && i < csv->count; i++) {
        struct csv_line line = { csv, i };
        struct row row = { b, &csv_rows, &line };
        struct procedure *p = build_procedure(b);
        if (!p)
            return err_set(
                e, RC_REFUSED, "catalogue_size", N_("%s: more than %d procedures"), b->name, CATALOGUE_MAX);
        build_from_row(p, &row);
    }
    return rc;
}

/* Rows of one procedure stand together in components.csv and variants.csv: [first, next) of the table. */
static size_t run_of(const struct csv *csv, size_t first, int column)
{
    size_t next = first + 1;
    while (next < csv->count && strcmp(csv_cell(csv, next, column), csv_cell(csv, first, column)) == 0)
        next++;
    return next;
}

static struct procedure *owner_of(
    const struct build *b, const struct row *row, const char *code, size_t rows, size_t max)
{
    struct procedure *p = (struct procedure *)(uintptr_t)catalogue_find(b->c, code);
    if (!p) {
        row_refuse(
            row, "procedure", "catalogue_owner", N_("there is no procedure %s in procedures.csv"), code);
        return NULL;
    }
    if (rows > max) {
        row_refuse(row, "procedure", "catalogue_many", N_("%s has more than %zu lines"), code, max);
        return NULL;
    }
    return p;
}

static void components_from(const struct build *b, const struct csv *csv)
{
    int column = csv_column(csv, "procedure");
    for (size_t first = 1, next; first < csv->count; first = next) {
        next = run_of(csv, first, column);
        struct csv_line line = { csv, first };
        struct row row = { b, &csv_rows, &line };
        struct procedure *p = owner_of(b, &row, csv_cell(csv, first, column), next - first, COMPONENTS_MAX);
        if (p && p->components_count)
            row_refuse(
                &row, "procedure", "catalogue_apart", N_("the lines of %s do not stand together"), p->code);
        if (!p || p->components_count)
            continue;
        p->components = arena_array(&b->c->arena, next - first, sizeof *p->components);
        for (size_t i = first; p->components && i < next; i++) {
            line.row = i;
            component_from_row(&p->components[p->components_count++], &row);
        }
    }
}

static void variants_from(const struct build *b, const struct csv *csv)
{
    int column = csv_column(csv, "procedure");
    for (size_t first = 1, next; first < csv->count; first = next) {
        next = run_of(csv, first, column);
        struct csv_line line = { csv, first };
        struct row row = { b, &csv_rows, &line };
        struct procedure *p = owner_of(b, &row, csv_cell(csv, first, column), next - first, VARIANTS_MAX);
        if (p && p->variants_count)
            row_refuse(
                &row, "procedure", "catalogue_apart", N_("the lines of %s do not stand together"), p->code);
        if (!p || p->variants_count)
            continue;
        p->variants = arena_array(&b->c->arena, next - first, sizeof *p->variants);
        for (size_t i = first; p->variants && i < next; i++) {
            line.row = i;
            variant_from_row(&p->variants[p->variants_count++], &row);
        }
    }
}

/* Orders by code before papers look for their owners; doubles are told by build_check. */
static void order(const struct build *b)
{
    struct problems unused = { 0 };
    struct build only_order = { b->c, &unused, b->name };
    build_check(&only_order);
}

static enum rc read_part(const struct build *b, const char *dir, const char *file,
    void (*take)(const struct build *, const struct csv *), const char *const *names, struct err *e)
{
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s/%s", dir, file);
    if (!fs_exists(path))
        return RC_OK;
    AUTO_CSV csv = { 0 };
    struct build part = { b->c, b->problems, file };
    enum rc rc = csv_read(&csv, path, CATALOGUE_SIZE_MAX, e);
    if (!rc)
        rc = need_columns(&csv, names, file, e);
    if (!rc)
        take(&part, &csv);
    return rc;
}

static enum rc catalogue_from_folder(const struct build *b, const char *dir, struct err *e)
{
    static const char *const papers[] = { "procedure", "id", "name", "mode", NULL };
    static const char *const cases[] = { "procedure", "id", "question", "answer", NULL };
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s/procedures.csv", dir);
    AUTO_CSV csv = { 0 };
    struct build part = { b->c, b->problems, "procedures.csv" };
    enum rc rc = csv_read(&csv, path, CATALOGUE_SIZE_MAX, e);
    if (!rc)
        rc = procedures_from(&part, &csv, e);
    if (rc)
        return rc;
    order(b);
    b->c->complete = true;
    rc = read_part(b, dir, "components.csv", components_from, papers, e);
    if (!rc)
        rc = read_part(b, dir, "variants.csv", variants_from, cases, e);
    return rc;
}

static enum rc catalogue_from_csv(const struct build *b, const char *text, size_t len, struct err *e)
{
    AUTO_CSV csv = { 0 };
    enum rc rc = csv_parse(&csv, text, len, b->name, e);
    return rc ? rc : procedures_from(b, &csv, e);
}

/* --- a YAML map as a row --- */

static const char *yaml_row_text(const void *data, const char *key)
{
    return yaml_get_text(data, key);
}

static void yaml_row_place(const void *data, const char *key, int *line, int *column)
{
    const struct yaml_node *at = yaml_get(data, key);
    *line = yaml_line(at ? at : data);
    *column = yaml_column(at ? at : data);
}

static const struct row_kind yaml_rows = { yaml_row_text, yaml_row_place };

/* A name that nobody reads is most often a slip of the pen: it is refused, not passed over. */
static void known_keys(const struct build *b, const struct yaml_node *map, const char *names)
{
    for (size_t i = 0; i < yaml_len(map); i++) {
        const struct yaml_node *key = yaml_key_at(map, i);
        char word[80];
        snprintf(word, sizeof word, " %s ", yaml_text(key) ? yaml_text(key) : "");
        if (strstr(names, word))
            continue;
        char place[PLACE_SIZE];
        snprintf(place, sizeof place, "%s:%d:%d", b->name, yaml_line(key), yaml_column(key));
        problem_refuse(b->problems, place, "catalogue_key", N_("%s: nothing is called \"%s\" here"), place,
            yaml_text(key) ? yaml_text(key) : "");
    }
}

static const char procedure_keys[] =
    " code name short_name field field_code agency level decision served place limit_direct limit_online "
    "limit_post limit_confidence fee_direct fee_online fee_post fee_per fee_next_from fee_next fee_cap "
    "council "
    "fee_note result result_code confidence withdrawn components variants ";
static const char component_keys[] = " id name case variants when mode originals copies form replaced_by ";
static const char variant_keys[] = " id question answer ";

static void parts_from_yaml(const struct build *b, struct procedure *p, const struct yaml_node *map)
{
    const struct yaml_node *papers = yaml_get(map, "components"), *cases = yaml_get(map, "variants");
    struct row here = { b, &yaml_rows, map };
    size_t n = yaml_len(papers), m = yaml_len(cases);
    if (n > COMPONENTS_MAX || m > VARIANTS_MAX) {
        row_refuse(&here, n > COMPONENTS_MAX ? "components" : "variants", "catalogue_many",
            N_("%s has more than %zu lines"), p->code,
            n > COMPONENTS_MAX ? (size_t)COMPONENTS_MAX : (size_t)VARIANTS_MAX);
        return;
    }
    p->components = n ? arena_array(&b->c->arena, n, sizeof *p->components) : NULL;
    for (size_t i = 0; p->components && i < n; i++) {
        struct row row = { b, &yaml_rows, yaml_at(papers, i) };
        known_keys(b, yaml_at(papers, i), component_keys);
        component_from_row(&p->components[p->components_count++], &row);
    }
    p->variants = m ? arena_array(&b->c->arena, m, sizeof *p->variants) : NULL;
    for (size_t i = 0; p->variants && i < m; i++) {
        struct row row = { b, &yaml_rows, yaml_at(cases, i) };
        known_keys(b, yaml_at(cases, i), variant_keys);
        variant_from_row(&p->variants[p->variants_count++], &row);
    }
}

static enum rc catalogue_from_yaml(const struct build *b, const char *text, size_t len, struct err *e)
{
    AUTO_YAML yaml = NULL;
    enum rc rc = yaml_parse(&yaml, text, len, b->name, NULL, e);
    if (rc)
        return rc;
    const struct yaml_node *root = yaml_root(yaml), *list = yaml_get(root, "procedures");
    if (yaml_is_list(root))
        list = root;
    if (!yaml_is_list(list))
        return err_set(
            e, RC_REFUSED, "catalogue_list", N_("%s:1:1: a list of procedures is expected"), b->name);
    for (size_t i = 0; i < yaml_len(list); i++) {
        struct row row = { b, &yaml_rows, yaml_at(list, i) };
        struct procedure *p = build_procedure(b);
        if (!p)
            return err_no_memory(e);
        known_keys(b, yaml_at(list, i), procedure_keys);
        build_from_row(p, &row);
        parts_from_yaml(b, p, yaml_at(list, i));
    }
    return RC_OK;
}

/* --- by the file's ending --- */

static bool ends_with(const char *name, const char *ending)
{
    size_t n = strlen(name), m = strlen(ending);
    return n >= m && strcasecmp(name + n - m, ending) == 0;
}

static enum rc finish(const struct build *b, struct err *e)
{
    build_check(b);
    enum rc rc = problems_verdict(b->problems, e);
    if (!rc && arena_failed(&b->c->arena))
        rc = err_no_memory(e);
    return rc;
}

enum rc catalogue_parse(struct catalogue *ret, const char *text, size_t len, const char *name,
    struct problems *problems, struct err *e)
{
    const struct build b = { ret, problems, name };
    enum rc rc;
    if (ends_with(name, ".csv") || ends_with(name, ".xlsx"))
        rc = catalogue_from_csv(&b, text, len, e);
    else if (ends_with(name, ".yaml") || ends_with(name, ".yml"))
        rc = catalogue_from_yaml(&b, text, len, e);
    else if (ends_with(name, ".json"))
        rc = catalogue_from_portal(&b, text, len, e);
    else if (ends_with(name, ".jsonl"))
        rc = catalogue_from_portal_lines(&b, text, len, e);
    else
        rc = err_set(e, RC_REFUSED, "catalogue_kind",
            N_("%s: a catalogue is a folder, or a file .csv, .xlsx, .yaml or .json"), name);
    return rc ? rc : finish(&b, e);
}

enum rc catalogue_read(struct catalogue *ret, const char *path, struct problems *problems, struct err *e)
{
    struct stat st;
    if (stat(path, &st) == 0 && S_ISDIR(st.st_mode)) {
        const struct build b = { ret, problems, path };
        enum rc rc = catalogue_from_folder(&b, path, e);
        return rc ? rc : finish(&b, e);
    }
    if (ends_with(path, ".xlsx")) /* those bytes are for a program of their own */
        return err_set(
            e, RC_REFUSED, "catalogue_xlsx", N_("%s: this table is read by catalog import only."), path);
    const char *slash = strrchr(path, '/');
    AUTO_BUF text = buf_limit(CATALOGUE_SIZE_MAX);
    enum rc rc = fs_read(&text, path, CATALOGUE_SIZE_MAX, e);
    if (rc)
        return rc;
    return catalogue_parse(ret, buf_text(&text), text.len, slash ? slash + 1 : path, problems, e);
}
