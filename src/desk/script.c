/* script.c - see script.h. */
#include "desk/script.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/fs.h"
#include "desk/desk.h"
#include "desk/feed.h"
#include "desk/term/term_memory.h"

#define WAIT_MS        5000
#define LINE_MAX_BYTES 8192
#define KEY_COUNT_MAX  500

struct script {
    struct desk *desk;
    struct term_memory *term;
    const char *name;
    int line;
    struct err *e;
};

static enum rc play_all(struct script *s)
{
    while (s->term->next < s->term->count && desk_step(s->desk, 0))
        ;
    desk_paint(s->desk);
    return RC_OK;
}

static enum rc feed_text(struct script *s, const char *text)
{
    uint32_t code;
    enum rc rc = RC_OK;
    for (int length; !rc && (length = glyph_decode(&code, text)); text += length)
        rc = term_memory_feed(s->term, code == '\n' ? (uint32_t)K_ENTER : code, s->e);
    return rc;
}

static enum rc do_text(struct script *s, const char *text)
{
    enum rc rc = feed_text(s, text);
    return rc ? rc : play_all(s);
}

static enum rc do_paste(struct script *s, const char *text)
{
    enum rc rc = term_memory_feed(s->term, K_PASTE_BEGIN, s->e);
    if (!rc)
        rc = feed_text(s, text);
    if (!rc)
        rc = term_memory_feed(s->term, K_PASTE_END, s->e);
    return rc ? rc : play_all(s);
}

static enum rc do_scan(struct script *s, const char *text)
{
    feed_scan(s->desk, text);
    return play_all(s);
}

static bool shown(const struct script *s, const char *text)
{
    AUTO_BUF picture = buf_limit(1 << 20);
    canvas_text(&s->term->shown, &picture);
    return strstr(buf_text(&picture), text) != NULL;
}

static enum rc not_shown(struct script *s, const char *text)
{
    return err_set(s->e, RC_REFUSED, "script_not_shown", "%s, line %d: \"%s\" is not on the screen.", s->name,
        s->line, text);
}

static enum rc do_expect(struct script *s, const char *text)
{
    return shown(s, text) ? RC_OK : not_shown(s, text);
}

static enum rc do_wait(struct script *s, const char *text)
{
    for (int waited = 0; waited < WAIT_MS; waited += 10) {
        if (shown(s, text))
            return RC_OK;
        if (!desk_step(s->desk, 0))
            break;
        poll(NULL, 0, 10); /* a child process may be about to answer */
    }
    return shown(s, text) ? RC_OK : not_shown(s, text);
}

static enum rc do_size(struct script *s, const char *text)
{
    int w, h;
    enum rc rc = script_size(&w, &h, text, s->e);
    if (rc)
        return rc;
    term_memory_resize(s->term, w, h);
    return play_all(s);
}

static enum rc do_dump(struct script *s, const char *path)
{
    return script_dump(s->term, path, s->e);
}

static const struct {
    const char *word;
    enum rc (*run)(struct script *s, const char *text);
} steps[] = {
    { "text", do_text },
    { "paste", do_paste },
    { "scan", do_scan },
    { "wait", do_wait },
    { "expect", do_expect },
    { "size", do_size },
    { "dump", do_dump },
};

/* "\"a b\"" -> "a b"; a bare word stays as it is. False for a quote that is not closed. */
static bool unquote(char *text)
{
    size_t n = strlen(text);
    if (text[0] != '"')
        return true;
    if (n < 2 || text[n - 1] != '"')
        return false;
    char *out = text;
    for (size_t i = 1; i < n - 1; i++) {
        if (text[i] == '\\' && i + 1 < n - 1)
            i++, *out++ = text[i] == 'n' ? '\n' : text[i] == 't' ? '\t' : text[i];
        else
            *out++ = text[i];
    }
    *out = '\0';
    return true;
}

static enum rc press(struct script *s, const char *name, const char *times)
{
    uint32_t code = key_by_name(name);
    long count = *times ? strtol(times, NULL, 10) : 1;
    if (code == K_NONE || count < 1 || count > KEY_COUNT_MAX)
        return err_set(
            s->e, RC_REFUSED, "script_step", "%s, line %d: no such key or step: %s", s->name, s->line, name);
    enum rc rc = RC_OK;
    for (long i = 0; i < count && !rc; i++)
        rc = term_memory_feed(s->term, code, s->e);
    return rc ? rc : play_all(s);
}

static enum rc play_line(struct script *s, char *line)
{
    line += strspn(line, " \t");
    line[strcspn(line, "\r")] = '\0';
    for (size_t n = strlen(line); n && (line[n - 1] == ' ' || line[n - 1] == '\t'); n--)
        line[n - 1] = '\0';
    if (!*line || (*line == '#' && line[1]))
        return RC_OK;
    char *rest = line + strcspn(line, " \t");
    if (*rest)
        *rest++ = '\0';
    rest += strspn(rest, " \t");
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        if (strcmp(steps[i].word, line) == 0 && *rest && unquote(rest))
            return steps[i].run(s, rest);
    return press(s, line, rest);
}

enum rc script_play(struct desk *d, struct term_memory *t, const char *text, const char *name, struct err *e)
{
    struct script s = { d, t, name, 0, e };
    enum rc rc = play_all(&s);
    while (*text && !rc && !d->quit) {
        char line[LINE_MAX_BYTES];
        size_t n = strcspn(text, "\n");
        s.line++;
        if (n >= sizeof line)
            return err_set(e, RC_REFUSED, "script_long", "%s, line %d is too long.", name, s.line);
        memcpy(line, text, n);
        line[n] = '\0';
        rc = play_line(&s, line);
        text += n + (text[n] == '\n');
    }
    return rc;
}

enum rc script_dump(const struct term_memory *t, const char *path, struct err *e)
{
    AUTO_BUF picture = buf_limit(1 << 20);
    canvas_text(&t->shown, &picture);
    if (picture.failed)
        return err_no_memory(e);
    if (strcmp(path, "-") != 0)
        return fs_replace(path, picture.data, picture.len, 0600, e);
    return fs_write_all(STDOUT_FILENO, picture.data, picture.len) ? RC_STORAGE : RC_OK;
}

enum rc script_size(int *w, int *h, const char *text, struct err *e)
{
    char tail;
    int a, b;
    bool good = sscanf(text, "%4dx%4d%c", &a, &b, &tail) == 2;
    if (!good || a < 1 || b < 1 || a > CANVAS_W_MAX || b > CANVAS_H_MAX)
        return err_set(
            e, RC_USAGE, "size", "A size is written 80x24, at most %dx%d.", CANVAS_W_MAX, CANVAS_H_MAX);
    *w = a;
    *h = b;
    return RC_OK;
}
