/* message_text.c - see message_text.h. */
#include "dossier/message_text.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/i18n.h"
#include "base/problem.h"
#include "base/yaml.h"

#define TEXT_MAX  640 /* letters of a message with its blanks filled, in bytes */
#define PARTS_MAX 8   /* parts in brackets */

const char *message_moment(char out[MESSAGE_MOMENT_SIZE], int64_t at)
{
    struct day day = day_of(at);
    int second = second_of_day(at);
    snprintf(out, MESSAGE_MOMENT_SIZE, "%02d:%02d %02d/%02d/%04d", second / 3600 % 24, second / 60 % 60,
        day.d % 100, day.m % 100, day.y % 10000);
    return out;
}

/* --- filling --- */

/* The value of the blank that begins at `at` ("{due}..."); *len = its bytes in the template. NULL = no such
 * blank. */
static const char *blank_at(const struct message_blanks *b, const char *at, size_t *len)
{
    const struct {
        const char *name, *value;
    } blanks[] = { { "{unit}", b->unit }, { "{code}", b->code }, { "{initials}", b->initials },
        { "{due}", b->due }, { "{by}", b->by }, { "{was}", b->was }, { "{phone}", b->phone } };
    for (size_t i = 0; i < sizeof blanks / sizeof *blanks; i++)
        if (strncmp(at, blanks[i].name, strlen(blanks[i].name)) == 0) {
            *len = strlen(blanks[i].name);
            return blanks[i].value ? blanks[i].value : "";
        }
    return NULL;
}

/* Copies up to `end`; *empty is set when a blank had no value. False for an unknown blank or a stray brace.
 */
static bool fill(struct buf *out, const char *p, const char *end, const struct message_blanks *b, bool *empty)
{
    while (p < end) {
        size_t len = 1;
        const char *value = *p == '{' ? blank_at(b, p, &len) : NULL;
        if ((*p == '{' && !value) || *p == '}')
            return false;
        if (value) {
            *empty = *empty || !*value;
            buf_puts(out, value);
        } else
            buf_putc(out, *p);
        p += len;
    }
    return true;
}

static int count_parts(const char *template)
{
    int n = 0;
    for (const char *p = template; *p; p++)
        n += *p == '[';
    return n;
}

/* With the first `keep` parts in brackets. False when the template is wrong. */
static bool render(struct buf *out, const char *template, const struct message_blanks *b, int keep)
{
    int part = 0;
    for (const char *p = template; *p;) {
        bool empty = false;
        const char *end = p + strcspn(p, "[]");
        if (!fill(out, p, end, b, &empty) || empty || *end == ']')
            return false; /* what must be known stands outside brackets */
        if (!*end)
            break;
        p = end + 1;
        end = p + strcspn(p, "[]");
        if (*end != ']')
            return false;
        AUTO_BUF one = buf_limit(TEXT_MAX);
        if (!fill(&one, p, end, b, &empty))
            return false;
        if (!empty && part++ < keep)
            buf_puts(out, buf_text(&one));
        p = end + 1;
    }
    return true;
}

/* --- one entry --- */

struct entry {
    const char *text, *say;
    bool lists;
    int line;
};

static enum rc wrong(const char *key, const struct entry *entry, struct err *e)
{
    return err_set(e, RC_REFUSED, "message_words",
        N_("data/messages/vi.yaml:%d: the words of \"%s\" are not right: blanks, brackets, text, say, lists"),
        entry->line, key);
}

static enum rc find_entry(struct entry *ret, const struct yaml *document, const char *key, struct err *e)
{
    const struct yaml_node *node = yaml_get(yaml_root(document), key);
    const char *lists = yaml_get_text(node, "lists");
    *ret = (struct entry){ yaml_get_text(node, "text"), yaml_get_text(node, "say"),
        lists && !strcmp(lists, "yes"), yaml_line(node) };
    if (!node)
        return err_set(
            e, RC_NOT_FOUND, "no_message_words", N_("data/messages/vi.yaml has no words for \"%s\""), key);
    bool known = lists && (!strcmp(lists, "yes") || !strcmp(lists, "no"));
    return ret->text && ret->say && known ? RC_OK : wrong(key, ret, e);
}

/* As many parts as one short message holds; at least the words outside brackets. */
static enum rc fit(struct buf *out, const char *template, const struct message_blanks *b, bool marks)
{
    for (int keep = count_parts(template); keep >= 0; keep--) {
        AUTO_BUF text = buf_limit(TEXT_MAX);
        buf_clear(out);
        if (!render(&text, template, b, keep) || text.failed)
            return text.failed == RC_NO_MEMORY ? RC_NO_MEMORY : RC_REFUSED;
        enum rc rc = marks ? buf_puts(out, buf_text(&text)) : message_plain(out, buf_text(&text));
        if (rc || message_parts(buf_text(out)) <= 1)
            return rc;
    }
    return RC_OK;
}

static enum rc fill_sms(struct message_words *ret, const struct entry *entry, const struct message_blanks *b,
    bool marks, struct arena *a)
{
    AUTO_BUF sms = buf_limit(TEXT_MAX);
    enum rc rc = fit(&sms, entry->text, b, marks);
    if (!rc && marks && message_parts(buf_text(&sms)) > 1)
        rc = fit(&sms, entry->text, b, false); /* 70 letters are few: rather all of it without marks */
    ret->parts = message_parts(buf_text(&sms));
    ret->sms = arena_strdup(a, buf_text(&sms));
    return rc;
}

static enum rc fill_whole(char **ret, const char *template, const struct message_blanks *b, struct arena *a)
{
    AUTO_BUF text = buf_limit(TEXT_MAX);
    if (!render(&text, template, b, PARTS_MAX) || text.failed == RC_REFUSED)
        return RC_REFUSED;
    *ret = arena_strdup(a, buf_text(&text));
    return text.failed;
}

static enum rc fill_entry(struct message_words *ret, const struct entry *entry, const char *key,
    const struct message_blanks *b, bool marks, struct arena *a, struct err *e)
{
    ret->lists = entry->lists;
    enum rc rc = fill_whole(&ret->text, entry->text, b, a);
    if (!rc)
        rc = fill_whole(&ret->say, entry->say, b, a);
    if (!rc)
        rc = fill_sms(ret, entry, b, marks, a);
    if (rc == RC_REFUSED)
        return wrong(key, entry, e);
    return rc || arena_failed(a) ? err_no_memory(e) : RC_OK;
}

static enum rc read_words(struct yaml **ret, const char *share_dir, struct err *e)
{
    AUTO_BUF path = buf_limit(4096);
    buf_addf(&path, "%s/data/messages/vi.yaml", share_dir);
    return path.failed ? err_no_memory(e) : yaml_read(ret, buf_text(&path), NULL, e);
}

enum rc message_words(struct message_words *ret, const char *share_dir, const char *key,
    const struct message_blanks *blanks, bool marks, struct arena *a, struct err *e)
{
    AUTO_YAML document = NULL;
    struct entry entry;
    *ret = (struct message_words){ 0 };
    enum rc rc = read_words(&document, share_dir, e);
    if (!rc)
        rc = find_entry(&entry, document, key, e);
    return rc ? rc : fill_entry(ret, &entry, key, blanks, marks, a, e);
}

/* --- checking all --- */

static enum rc check_one(struct problems *p, int *parts, const struct yaml *document, const char *key,
    const struct message_blanks *blanks, struct err *e)
{
    AUTO_ARENA a = { 0 };
    struct entry entry;
    struct message_words words = { 0 };
    struct err trouble = { 0 };
    enum rc rc = find_entry(&entry, document, key, &trouble);
    if (!rc)
        rc = fill_entry(&words, &entry, key, blanks, false, &a, &trouble);
    if (rc == RC_NO_MEMORY)
        return err_no_memory(e);
    if (rc)
        problem_refuse(p, key, trouble.code, "%s", trouble.message);
    else if (words.parts > 1)
        problem_warn(p, key, "message_long", N_("The words of \"%s\" need %d short messages; shorten them"),
            key, words.parts);
    *parts = words.parts;
    return RC_OK;
}

enum rc message_words_check(
    struct problems *p, int parts[MESSAGE_KINDS], const char *share_dir, const char *unit, struct err *e)
{
    static const char *const finer[] = { "ready-post", "ready-online" };
    /* The longest of each: eight initials, all blanks known. */
    const struct message_blanks blanks = { unit, "H48.25-260105-0001", "N.T.H.M.K.L.P.Q.", "17:00 05/01/2026",
        "05/01/2026", "17:00 05/01/2026", "02603123456" };
    AUTO_YAML document = NULL;
    struct err trouble = { 0 };
    enum rc rc = read_words(&document, share_dir, &trouble);
    if (rc == RC_REFUSED || rc == RC_NOT_FOUND) {
        problem_refuse(p, "", trouble.code, "%s", trouble.message);
        return RC_OK;
    }
    if (rc)
        return err_no_memory(e);
    for (int kind = 1; kind < MESSAGE_KINDS && !rc; kind++)
        rc = check_one(p, &parts[kind], document, message_kind_slug(kind), &blanks, e);
    int ignored;
    for (size_t i = 0; i < sizeof finer / sizeof *finer && !rc; i++)
        rc = check_one(p, &ignored, document, finer[i], &blanks, e);
    return rc;
}
