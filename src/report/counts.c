/* counts.c - see counts.h. */
#include "report/counts.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/viet.h"
#include "dossier/index766.h"

enum rc period_make(struct period *ret, struct day from, struct day to, int64_t now, struct err *e)
{
    if (day_compare(from, to) > 0) {
        err_set(e, RC_REFUSED, "period_reversed", N_("The first day of the period is after its last day"));
        err_hint(e, N_("Swap the two days"));
        err_field(e, "from");
        return RC_REFUSED;
    }
    if (day_compare(from, day_of(now)) > 0) {
        err_set(e, RC_REFUSED, "period_future",
            N_("The period begins on %02d/%02d/%04d, which has not come yet"), from.d, from.m, from.y);
        err_field(e, "from");
        return RC_REFUSED;
    }
    *ret =
        (struct period){ .from = from, .to = to, .start = utc_of(from, 0), .end = utc_of(day_add(to, 1), 0) };
    ret->as_of = ret->end - 1 < now ? ret->end - 1 : now;
    return RC_OK;
}

int64_t counted_closed_at(const struct counted *d)
{
    return d->finished_at ? d->finished_at : d->returned_at ? d->returned_at : d->refused_at;
}

bool counted_carried(const struct counted *d, const struct period *p)
{
    return d->received_at < p->start;
}

static enum count_class class_closed(const struct counted *d, int64_t closed)
{
    if (index_closed_late(closed, d->due_at, d->supplements))
        return COUNT_LATE;
    if (!d->due_at)
        return COUNT_ON_TIME;
    return day_compare(day_of(closed), day_of(d->due_at)) == 0 ? COUNT_ON_TIME : COUNT_EARLY;
}

enum count_class counted_class(const struct counted *d, const struct period *p)
{
    int64_t closed = counted_closed_at(d);
    if (!d->received_at || d->received_at >= p->end)
        return COUNT_NONE;
    if (closed && closed < d->received_at)
        return closed < p->start && d->received_at < p->start ? COUNT_NONE : COUNT_BROKEN;
    if (closed && closed < p->start)
        return COUNT_NONE;
    if (closed && closed < p->end)
        return class_closed(d, closed);
    if (!closed && d->paused_at && d->paused_at < p->end)
        return COUNT_PENDING_WAITING;
    return d->due_at && p->as_of > d->due_at ? COUNT_PENDING_LATE : COUNT_PENDING_IN_TIME;
}

const char *count_class_words(enum count_class c)
{
    static const char *const words[] = {
        [COUNT_NONE] = "",
        [COUNT_EARLY] = "Xong trước hạn",
        [COUNT_ON_TIME] = "Xong đúng hạn",
        [COUNT_LATE] = "Xong quá hạn",
        [COUNT_PENDING_IN_TIME] = "Đang làm, còn hạn",
        [COUNT_PENDING_WAITING] = "Chờ dân, dừng tính giờ",
        [COUNT_PENDING_LATE] = "Đang làm, quá hạn",
        [COUNT_BROKEN] = "Mốc giờ mâu thuẫn",
    };
    return words[c];
}

int64_t counts_received(const struct counts *c)
{
    return c->online + c->other;
}

int64_t counts_total(const struct counts *c)
{
    return counts_received(c) + c->carried;
}

int64_t counts_closed(const struct counts *c)
{
    return c->early + c->on_time + c->late;
}

int64_t counts_pending(const struct counts *c)
{
    return c->in_time + c->waiting + c->overdue;
}

bool counts_balanced(const struct counts *c)
{
    return !c->broken && counts_total(c) == counts_closed(c) + counts_pending(c);
}

void counts_add(struct counts *c, const struct counted *d, const struct period *p, const char *channel,
    enum count_class k)
{
    if (k == COUNT_NONE)
        return;
    *(counted_carried(d, p) ? &c->carried : strcmp(channel, "online") == 0 ? &c->online : &c->other) += 1;
    int64_t *const place[] = { [COUNT_EARLY] = &c->early,
        [COUNT_ON_TIME] = &c->on_time,
        [COUNT_LATE] = &c->late,
        [COUNT_PENDING_IN_TIME] = &c->in_time,
        [COUNT_PENDING_WAITING] = &c->waiting,
        [COUNT_PENDING_LATE] = &c->overdue,
        [COUNT_BROKEN] = &c->broken };
    *place[k] += 1;
}

struct js *counts_json(const struct counts *c)
{
    struct js *out = js_object();
    js_put_int(out, "carried", c->carried);
    js_put_int(out, "received", counts_received(c));
    js_put_int(out, "received_online", c->online);
    js_put_int(out, "total", counts_total(c));
    js_put_int(out, "finished", counts_closed(c));
    js_put_int(out, "early", c->early);
    js_put_int(out, "on_time", c->on_time);
    js_put_int(out, "late", c->late);
    js_put_int(out, "pending", counts_pending(c));
    js_put_int(out, "pending_in_time", c->in_time + c->waiting);
    js_put_int(out, "pending_waiting", c->waiting);
    js_put_int(out, "pending_late", c->overdue);
    return out;
}

/* --- by a word --- */

static const char *sort_key(struct arena *a, const char *name)
{
    AUTO_BUF key = buf_limit(4096);
    return viet_sort_key(&key, name, strlen(name)) ? NULL : arena_strdup(a, buf_text(&key));
}

static bool grow(struct counts_table *t)
{
    if (t->count < t->room)
        return true;
    size_t room = t->room ? t->room * 2 : 16;
    struct counts_row *rows = arena_array(t->arena, room, sizeof *rows);
    if (!rows)
        return false;
    if (t->count)
        memcpy(rows, t->rows, t->count * sizeof *rows);
    t->rows = rows;
    t->room = room;
    return true;
}

struct counts *counts_of(struct counts_table *t, const char *name)
{
    for (size_t i = 0; i < t->count; i++)
        if (strcmp(t->rows[i].name, name) == 0)
            return &t->rows[i].counts;
    if (!grow(t))
        return NULL;
    struct counts_row row = { .name = arena_strdup(t->arena, name), .key = sort_key(t->arena, name) };
    if (!row.name || !row.key)
        return NULL;
    t->rows[t->count] = row;
    return &t->rows[t->count++].counts;
}

static int by_key(const void *a, const void *b)
{
    return strcmp(((const struct counts_row *)a)->key, ((const struct counts_row *)b)->key);
}

void counts_sort(struct counts_table *t)
{
    if (t->count)
        qsort(t->rows, t->count, sizeof *t->rows, by_key);
}

static int by_total(const void *a, const void *b)
{
    int64_t left = counts_total(&((const struct counts_row *)a)->counts);
    int64_t right = counts_total(&((const struct counts_row *)b)->counts);
    return left != right ? (left < right ? 1 : -1) : by_key(a, b);
}

void counts_sort_busy(struct counts_table *t)
{
    if (t->count)
        qsort(t->rows, t->count, sizeof *t->rows, by_total);
}
