/* text.c - `motcua text`: Vietnamese text as a filter, line by line, through the same code as the desk's
 * fields. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/fs.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/legacy.h"
#include "base/telex.h"
#include "base/text.h"
#include "base/viet.h"
#include "prog/verb.h"

#define INPUT_MAX ((size_t)64 << 20)

static const struct text_limits limits = { .bytes = (size_t)1 << 20 };

/* One run: what to do with each line, and what is to be said at the end. */
struct job {
    const struct args *args;
    const char *what;
    struct js *list;   /* with --json, else NULL */
    size_t line;       /* 1-based */
    size_t read_as[4]; /* unlegacy: lines by enum legacy_kind */
    size_t repaired;   /* unlegacy: UTF-8 that had been read as cp1252 */
};

/* --- one line --- */

static enum rc change_line(struct job *job, struct buf *out, const char *line, size_t len)
{
    struct telex_style style = { .new_style = arg_given(job->args, "new-style") };
    if (strcmp(job->what, "telex") == 0 || strcmp(job->what, "vni") == 0) {
        style.method = job->what[0] == 't' ? TELEX_TELEX : TELEX_VNI;
        return telex_line(out, style, line, len);
    }
    if (strcmp(job->what, "fold") == 0)
        return viet_fold(out, line, len);
    if (strcmp(job->what, "capitalise") == 0)
        return viet_capitalise(out, line, len);
    return buf_add(out, line, len);
}

static enum rc filter_line(struct job *job, struct buf *out, const char *line, size_t len, struct err *e)
{
    AUTO_BUF clean = buf_limit(INPUT_MAX);
    enum rc rc = text_accept(&clean, line, len, &limits, NULL, e);
    if (rc)
        return rc;
    return change_line(job, out, buf_text(&clean), clean.len) ? err_no_memory(e) : RC_OK;
}

/* A file of the old days holds bytes, not UTF-8: each is the glyph that cp1252 shows for it. */
static bool bytes_as_glyphs(struct buf *out, const char *line, size_t len)
{
    for (size_t i = 0; i < len; i++)
        utf8_add(out, (unsigned char)line[i]);
    return !out->failed;
}

static enum rc unlegacy_line(struct job *job, struct buf *out, const char *line, size_t len, struct err *e)
{
    AUTO_BUF glyphs = buf_limit(INPUT_MAX), read = buf_limit(INPUT_MAX);
    bool bytes = utf8_bad_byte(line, len) != 0;
    const char *text = line;
    size_t n = len;
    if (bytes && bytes_as_glyphs(&glyphs, line, len)) {
        text = buf_text(&glyphs);
        n = glyphs.len;
    }
    enum legacy_kind kind = LEGACY_NONE;
    if (!bytes && legacy_unmojibake(&read, text, n)) {
        job->repaired++;
    } else {
        kind = legacy_detect(text, n);
        if (bytes && kind != LEGACY_TCVN3 && kind != LEGACY_VNI)
            return text_accept(out, line, len, &limits, NULL, e); /* says which byte */
        if (legacy_convert(&read, kind, text, n))
            return err_no_memory(e);
        job->read_as[kind]++;
    }
    return text_accept(out, buf_text(&read), read.len, &limits, NULL, e);
}

static enum rc say_line(const struct job *job, enum rc rc, struct err *e)
{
    struct err why = *e;
    err_set(e, rc, why.code, N_("Line %zu: %s"), job->line, why.message);
    return rc;
}

static void put_line(struct job *job, const char *text)
{
    if (job->list)
        js_add_text(job->list, text);
    else
        puts(text);
}

static enum rc one_line(struct job *job, const char *line, size_t len, struct err *e)
{
    AUTO_BUF out = buf_limit(INPUT_MAX);
    bool old = strcmp(job->what, "unlegacy") == 0;
    enum rc rc = old ? unlegacy_line(job, &out, line, len, e) : filter_line(job, &out, line, len, e);
    if (rc)
        return say_line(job, rc, e);
    put_line(job, buf_text(&out));
    return RC_OK;
}

/* --- all lines --- */

struct sorted {
    char *key, *text;
    size_t line;
};

struct lines {
    struct sorted *rows;
    size_t count, room;
};

static void lines_release(struct lines *l)
{
    for (size_t i = 0; i < l->count; i++) {
        free(l->rows[i].key);
        free(l->rows[i].text);
    }
    free(l->rows);
}
#define AUTO_LINES __attribute__((cleanup(lines_release))) struct lines

/* Equal words keep their order. */
static int by_key(const void *a, const void *b)
{
    const struct sorted *first = a, *second = b;
    int order = strcmp(first->key, second->key);
    return order ? order : (first->line > second->line) - (first->line < second->line);
}

static enum rc keep_line(struct lines *l, const struct job *job, const char *line, size_t len, struct err *e)
{
    AUTO_BUF key = buf_limit(INPUT_MAX), text = buf_limit(INPUT_MAX);
    enum rc rc = text_accept(&text, line, len, &limits, NULL, e);
    if (rc)
        return say_line(job, rc, e);
    rc = arg_given(job->args, "people") ? viet_name_sort_key(&key, buf_text(&text), text.len)
                                        : viet_sort_key(&key, buf_text(&text), text.len);
    if (l->count == l->room) {
        size_t room = l->room ? l->room * 2 : 256;
        struct sorted *rows = realloc(l->rows, room * sizeof *rows);
        if (!rows)
            return err_no_memory(e);
        l->rows = rows;
        l->room = room;
    }
    struct sorted row = { buf_take(&key), buf_take(&text), job->line };
    l->rows[l->count++] = row;
    return rc || !row.key || !row.text ? err_no_memory(e) : RC_OK;
}

/* Calls one_line, or keeps the line in `sorted`, for each line of the input; stops at the first bad one. */
static enum rc each_line(struct job *job, struct lines *sorted, const char *text, size_t len, struct err *e)
{
    enum rc rc = RC_OK;
    if (len >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) {
        text += 3;
        len -= 3;
    }
    while (len && !rc) {
        const char *end = memchr(text, '\n', len);
        size_t all = end ? (size_t)(end - text) + 1 : len;
        size_t line = end ? all - 1 : all;
        if (line && text[line - 1] == '\r')
            line--;
        job->line++;
        rc = sorted ? keep_line(sorted, job, text, line, e) : one_line(job, text, line, e);
        text += all;
        len -= all;
    }
    return rc;
}

static enum rc sort_lines(struct job *job, const char *text, size_t len, struct err *e)
{
    AUTO_LINES lines = { 0 };
    enum rc rc = each_line(job, &lines, text, len, e);
    if (rc)
        return rc;
    if (lines.count)
        qsort(lines.rows, lines.count, sizeof *lines.rows, by_key);
    for (size_t i = 0; i < lines.count; i++)
        put_line(job, lines.rows[i].text);
    return RC_OK;
}

/* A guess is never silent: how the lines were read goes to standard error. */
static void tell_readings(const struct job *job)
{
    if (strcmp(job->what, "unlegacy") != 0)
        return;
    fprintf(stderr, _("Read as Unicode %zu lines, TCVN3 %zu, VNI %zu, misread UTF-8 %zu, unclear %zu\n"),
        job->read_as[LEGACY_NONE], job->read_as[LEGACY_TCVN3], job->read_as[LEGACY_VNI], job->repaired,
        job->read_as[LEGACY_UNSURE]);
    if (job->read_as[LEGACY_UNSURE])
        fputs(_("Unclear lines were left as they are; look at them one by one\n"), stderr);
}

/* --- the verb --- */

static bool is_known(const char *what)
{
    static const char *const known[] = { "telex", "vni", "fold", "nfc", "sort", "capitalise", "unlegacy" };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcmp(known[i], what) == 0)
            return true;
    return false;
}

static enum rc run(struct office *office, const struct args *args, struct err *e)
{
    (void)office;
    struct err own = { 0 };
    e = e ? e : &own;
    if (args->count != 1 || !is_known(args->words[0]))
        return verb_usage(args, e);
    struct job job = { .args = args, .what = args->words[0] };
    AUTO_BUF input = buf_limit(INPUT_MAX);
    enum rc rc = fs_read_fd(&input, STDIN_FILENO, _("standard input"), INPUT_MAX, e);
    if (rc)
        return rc;
    AUTO_JS list = args->json ? js_array() : NULL;
    job.list = list;
    bool sort = strcmp(job.what, "sort") == 0;
    rc = sort ? sort_lines(&job, buf_text(&input), input.len, e)
              : each_line(&job, NULL, buf_text(&input), input.len, e);
    if (rc)
        return rc;
    tell_readings(&job);
    if (!args->json)
        return fflush(stdout) ? err_errno(e, EIO, _("standard output")) : RC_OK;
    list = NULL;
    return print_json(job.list, e);
}

static const struct option_row options[] = {
    { "people", NULL, N_("sort: order names as lists of people are, by given name") },
    { "new-style", NULL, N_("telex, vni: in open oa, oe and uy the tone stands on the second vowel") },
    { 0 },
};

static const struct example_row examples[] = {
    { "text telex < keys.txt", N_("what the typed keys read as Vietnamese") },
    { "text sort --people < names.txt", N_("a list of people in the order of given names") },
    { "text unlegacy < old.txt > new.txt",
        N_("a list in TCVN3 or VNI as Unicode; standard error says how it was read") },
    { 0 },
};

const struct verb verb_text = {
    .name = "text",
    .summary = N_("Type, fold, order and repair Vietnamese text"),
    .usage = "telex|vni|fold|nfc|sort|capitalise|unlegacy",
    .description =
        N_("Reads lines from standard input and writes each one changed; sort writes all in order. The first "
           "line that is not clean UTF-8 ends the work and is named with the position."),
    .needs = NEEDS_NOTHING,
    .options = options,
    .examples = examples,
    .run = run,
    .prints_data = true,
};
