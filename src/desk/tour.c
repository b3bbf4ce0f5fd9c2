/* tour.c - see tour.h. */
#include "desk/tour.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/yaml.h"
#include "desk/feed.h"
#include "desk/script.h"
#include "desk/term/term_memory.h"

/* --- lessons --- */

static enum rc missing(const char *path, const struct yaml_node *node, const char *what, struct err *e)
{
    return err_set(
        e, RC_REFUSED, "tour_lesson", N_("%s, line %d: %s is missing"), path, yaml_line(node), what);
}

static enum rc read_step(struct tour_step *ret, const struct yaml_node *node, const char *path, struct err *e)
{
    *ret = (struct tour_step){
        .say = yaml_get_text(node, "say"),
        .keys = yaml_get_text(node, "keys"),
        .at = yaml_get_text(node, "at"),
        .shows = yaml_get_text(node, "shows"),
    };
    if (!ret->say || !ret->keys)
        return missing(path, node, "say, keys", e);
    return ret->at || ret->shows ? RC_OK : missing(path, node, "at, shows", e);
}

enum rc tour_read(struct tour_lesson *ret, const char *path, struct err *e)
{
    struct tour_lesson lesson = { 0 };
    enum rc rc = yaml_read(&lesson.document, path, NULL, e);
    if (rc)
        return rc;
    const struct yaml_node *root = yaml_root(lesson.document), *steps = yaml_get(root, "steps");
    const char *best = yaml_get_text(root, "best");
    lesson.title = yaml_get_text(root, "title");
    lesson.card = yaml_get_text(root, "card");
    lesson.best = best ? (int)strtol(best, NULL, 10) : 0;
    lesson.count = (int)yaml_len(steps);
    if (!lesson.title || lesson.best < 1 || lesson.count < 1 || lesson.count > TOUR_STEPS_MAX)
        rc = missing(path, root, "title, best, steps", e);
    for (int i = 0; i < lesson.count && !rc; i++)
        rc = read_step(&lesson.steps[i], yaml_at(steps, (size_t)i), path, e);
    if (rc)
        tour_release(&lesson);
    else
        *ret = lesson;
    return rc;
}

void tour_release(struct tour_lesson *lesson)
{
    if (!lesson)
        return;
    yaml_release(lesson->document);
    *lesson = (struct tour_lesson){ 0 };
}

/* --- over the shoulder --- */

bool tour_done(const struct tour *tour)
{
    return tour->at == tour->lesson->count;
}

int tour_seconds(const struct tour *tour)
{
    return (int)((tour->ended_ms - tour->began_ms + 500) / 1000);
}

static bool on_key(void *context, struct desk *d, uint32_t code)
{
    struct tour *t = context;
    if (code == K_HANGUP || code == K_RESIZE)
        return false;
    if (tour_done(t)) { /* read, and on */
        d->quit = true;
        return true;
    }
    if (!t->began_ms)
        t->began_ms = clock_mono_ms(d->clock);
    t->keys++;
    if (code != K_CTRL('T') || !t->lesson->card)
        return false;
    feed_scan(d, t->lesson->card);
    return true;
}

static bool reached(const struct tour_step *step, const struct desk *d, const struct canvas *c)
{
    if (step->at && strcmp(d->top->class->name, step->at) != 0)
        return false;
    if (!step->shows)
        return true;
    AUTO_BUF picture = buf_limit(1 << 20);
    canvas_text(c, &picture);
    return strstr(buf_text(&picture), step->shows) != NULL;
}

static void draw_guide(const struct tour *t, struct canvas *c)
{
    char count[64];
    snprintf(count, sizeof count, _("%d keys, at least %d"), t->keys, t->lesson->best);
    int right = canvas_put_right(c, c->w - 2, ROW_SAY(c), ROLE_MUTED, count);
    canvas_put(c, 1, ROW_SAY(c), right - 2, ROLE_SAY, t->lesson->steps[t->at].say);
}

static void draw_end(const struct tour *t, struct canvas *c)
{
    canvas_fill(c, 1, ROW_SAY(c), c->w - 2, 2, ROLE_BASE, " ");
    int x = canvas_printf(c, 1, ROW_SAY(c), ROLE_OK, _("Done: %d keys in %d seconds; at least %d keys."),
        t->keys, tour_seconds(t), t->lesson->best);
    if (t->record_keys)
        canvas_printf(
            c, x + 1, ROW_SAY(c), ROLE_BASE, _("Your best: %d in %d s."), t->record_keys, t->record_seconds);
    canvas_print(c, 1, ROW_MESSAGE(c), ROLE_BASE, _("Any key goes on."));
}

/* Looks at the finished picture; several steps may be done by it at once. */
static void look(void *context, struct desk *d, struct canvas *c)
{
    struct tour *t = context;
    while (!tour_done(t) && d->top && reached(&t->lesson->steps[t->at], d, c))
        t->at++;
    if (tour_done(t) && !t->ended_ms)
        t->ended_ms = clock_mono_ms(d->clock);
    if (tour_done(t))
        draw_end(t, c);
    else
        draw_guide(t, c);
}

void tour_begin(struct tour *tour, struct desk *d, const struct tour_lesson *lesson)
{
    int keys = tour->record_keys, seconds = tour->record_seconds;
    *tour = (struct tour){ .lesson = lesson, .record_keys = keys, .record_seconds = seconds };
    tour->coach = (struct coach){ .key = on_key, .look = look, .context = tour };
    d->coach = &tour->coach;
}

/* --- the lessons against the screens --- */

enum rc tour_check(struct tour *tour, struct desk *d, struct term_memory *t, const char *name, struct err *e)
{
    const struct tour_lesson *lesson = tour->lesson;
    for (int i = 0; i < lesson->count; i++) {
        if (tour->at > i && tour->at < lesson->count)
            return err_set(
                e, RC_REFUSED, "tour_step", N_("%s: step %d is already done before its keys"), name, i + 1);
        enum rc rc = script_play(d, t, lesson->steps[i].keys, name, e);
        if (rc)
            return rc;
        if (tour->at <= i)
            return err_set(e, RC_REFUSED, "tour_step", N_("%s: the keys of step %d do not lead there (%s)"),
                name, i + 1, lesson->steps[i].say);
    }
    if (tour->keys == lesson->best)
        return RC_OK;
    return err_set(e, RC_REFUSED, "tour_best", N_("%s: the model takes %d keys, the lesson says %d"), name,
        tour->keys, lesson->best);
}
