/* figures.c - see figures.h. */
#include "report/figures.h"

#include <string.h>

#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "dossier/office_calendar.h"

const char *const channel_slugs[3] = { "direct", "online", "post" };
const char *const channel_titles[3] = { "Trực tiếp", "Trực tuyến", "Bưu chính" };

static int channel_index(const char *slug)
{
    for (int i = 0; i < 3; i++)
        if (strcmp(slug, channel_slugs[i]) == 0)
            return i;
    return 0;
}

const char *channel_name(const char *slug)
{
    return channel_titles[channel_index(slug)];
}

int late_days(const struct calendar *calendar, const struct period *p, const struct counted_row *row)
{
    int64_t closed = counted_closed_at(&row->times);
    int64_t until = closed && closed < p->end ? closed : p->as_of;
    if (!row->times.due_at || until <= row->times.due_at)
        return 0;
    return calendar_workdays_between(calendar, row->field, day_of(row->times.due_at), day_of(until));
}

static bool due_soon(const struct figures *f, const struct counted_row *row)
{
    struct day today = day_of(f->period->as_of);
    struct day next = calendar_add_workdays(&f->calendar, row->field, today, 1);
    return row->class == COUNT_PENDING_IN_TIME && row->times.due_at &&
           day_compare(day_of(row->times.due_at), next) <= 0;
}

static void note_broken(struct figures *f, const char *code)
{
    size_t used = strlen(f->broken);
    if (used + strlen(code) + 3 < sizeof f->broken)
        snprintf(f->broken + used, sizeof f->broken - used, "%s%s", used ? ", " : "", code);
}

static enum rc add(void *context, const struct counted_row *row, struct err *e)
{
    struct figures *f = context;
    struct counts *field = counts_of(&f->fields, row->field);
    if (!field)
        return err_no_memory(e);
    counts_add(field, &row->times, f->period, row->channel, row->class);
    counts_add(&f->all, &row->times, f->period, row->channel, row->class);
    counts_add(&f->channels[channel_index(row->channel)], &row->times, f->period, row->channel, row->class);
    f->due_next += due_soon(f, row);
    if (row->class == COUNT_PENDING_LATE) {
        int days = late_days(&f->calendar, f->period, row);
        if (days > f->oldest_days)
            f->oldest_days = days;
    }
    if (row->class == COUNT_BROKEN)
        note_broken(f, row->code);
    return RC_OK;
}

static enum rc unbalanced(const struct figures *f, struct err *e)
{
    err_set(e, RC_REFUSED, "report_unbalanced",
        N_("The times of %lld dossiers contradict each other, so the sums would be wrong; no file was "
           "written"),
        (long long)f->all.broken);
    err_hint(e, N_("Look at: %.200s"), f->broken);
    return RC_REFUSED;
}

enum rc figures_gather(struct figures *ret, const struct report_job *job, struct err *e)
{
    *ret = (struct figures){ .period = &job->period, .fields = { .arena = job->arena } };
    enum rc rc = office_calendar(&ret->calendar, job->of, e);
    if (!rc)
        rc = counted_walk(job->of->db, &job->period, ORDER_NONE, add, ret, e);
    if (!rc)
        rc = refused_at_desk(&ret->refused, job->of->db, &job->period, e);
    if (!rc)
        rc = waiting_to_send(&ret->unsent, &ret->unsent_since, job->of->db, e);
    struct day to = job->period.to, from = { to.y, to.m, 1 };
    if (!rc)
        rc = saved_count(&ret->saved, job->of->db, from, to, job->arena, e);
    if (!rc && !counts_balanced(&ret->all))
        rc = unbalanced(ret, e);
    counts_sort_busy(&ret->fields);
    return rc;
}

void figures_release(struct figures *f)
{
    calendar_release(&f->calendar);
}

void figures_tell(struct js *out, const struct figures *f)
{
    struct js *all = counts_json(&f->all), *fields = js_array(), *channels = js_object();
    for (size_t i = 0; i < js_len(all); i++)
        js_put_int(out, js_key_at(all, i), js_get_int(all, js_key_at(all, i), 0));
    js_free(all);
    js_put_int(out, "refused", f->refused);
    for (size_t i = 0; i < f->fields.count; i++) {
        struct js *one = counts_json(&f->fields.rows[i].counts);
        js_put_text(one, "field", f->fields.rows[i].name);
        js_add(fields, one);
    }
    for (int i = 0; i < 3; i++)
        js_put(channels, channel_slugs[i], counts_json(&f->channels[i]));
    js_put(out, "by_field", fields);
    js_put(out, "by_channel", channels);
    struct js *saved = js_object();
    js_put_int(saved, "papers", f->saved.papers);
    js_put_int(saved, "fields", f->saved.fields);
    js_put_int(saved, "dossiers", f->saved.relieved);
    js_put(out, "saved_this_month", saved);
}
