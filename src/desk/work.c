/* work.c - see work.h. */
#include "desk/work.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/calendar.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/office.h"
#include "base/text.h"
#include "base/viet.h"
#include "dossier/dossier.h"
#include "dossier/draft.h"
#include "dossier/office_calendar.h"

#define SHOWN_MAX   20
#define COMING_DAYS 30

/* --- words --- */

const char *work_kind_word(enum work_kind kind)
{
    static const char *const words[] = { N_("Draft"), N_("To come"), N_("Hand"), N_("Work") };
    return _(words[kind]);
}

const char *due_words(char out[DUE_SIZE], int64_t due_at, int64_t now)
{
    int64_t left = due_at - now;
    struct day due = day_of(due_at);
    if (left < 0 && -left < DAY_SECONDS)
        snprintf(out, DUE_SIZE, _("%d h late"), (int)(-left / 3600) + 1);
    else if (left < 0)
        snprintf(out, DUE_SIZE, _("%d days late"), (int)(-left / DAY_SECONDS));
    else if (day_compare(due, day_of(now)) == 0 && left < 3600)
        snprintf(out, DUE_SIZE, _("%d min left"), (int)(left / 60));
    else if (day_compare(due, day_of(now)) == 0)
        snprintf(out, DUE_SIZE, _("%d h left"), (int)(left / 3600));
    else
        snprintf(out, DUE_SIZE, _("due %02d/%02d"), due.d, due.m);
    return out;
}

const char *code_short(char out[CODE_SHORT_SIZE], const char *code, struct day today)
{
    const char *serial = strrchr(code, '-');
    int y, m, d;
    if (!serial || serial - code < 7 || sscanf(serial - 6, "%2d%2d%2d", &y, &m, &d) != 3)
        snprintf(out, CODE_SHORT_SIZE, "%s", code);
    else if (y == today.y % 100 && m == today.m && d == today.d)
        snprintf(out, CODE_SHORT_SIZE, "%s", serial + 1);
    else
        snprintf(out, CODE_SHORT_SIZE, "%s %02d/%02d", serial + 1, d, m);
    utf8_mend(out);
    return out;
}

void what_fit(char *out, size_t size, const char *name, int columns)
{
    static const char *const heads[] = { "Thủ tục ", "Đăng ký ", "Cấp Giấy xác nhận ", "Cấp giấy xác nhận ",
        "Xác nhận ", "Cấp bản sao " };
    const char *rest = name;
    if (text_width(name, strlen(name)) > columns)
        for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
            if (strncmp(rest, heads[i], strlen(heads[i])) == 0)
                rest += strlen(heads[i]);
    uint32_t first;
    char capital[UTF8_MAX];
    size_t n = utf8_decode(&first, rest, strlen(rest));
    snprintf(out, size, "%.*s%s", n ? (int)utf8_encode(capital, viet_upper(first)) : 0, capital, rest + n);
    utf8_mend(out);
}

void name_fit(char *out, size_t size, const char *name, int columns)
{
    size_t used = 0;
    const char *last = strrchr(name, ' ');
    if (text_width(name, strlen(name)) <= columns || !last) {
        snprintf(out, size, "%s", name);
        utf8_mend(out);
        return;
    }
    for (const char *word = name; word < last; word += strcspn(word, " ") + 1) {
        size_t n = text_grapheme_next(word, strlen(word));
        if (used + n + 2 < size)
            used += (size_t)snprintf(out + used, size - used, "%.*s.", (int)n, word);
    }
    snprintf(out + used, size - used, "%s", last);
    utf8_mend(out);
}

/* --- reading --- */

static void add(struct work *w, const struct work_item *item)
{
    if (w->count < WORK_MAX)
        w->items[w->count++] = *item;
}

/* A draft's title is "procedure · person". */
static enum rc add_drafts(struct work *w, const struct office *of, struct arena *a, struct err *e)
{
    struct draft *list;
    size_t count;
    enum rc rc = draft_list(&list, &count, of, a, e);
    for (size_t i = 0; !rc && i < count && i < SHOWN_MAX; i++) {
        const char *dot = strstr(list[i].title, " · ");
        add(w,
            &(struct work_item){ .kind = WORK_DRAFT,
                .what = dot ? arena_strndup(a, list[i].title, (size_t)(dot - list[i].title)) : list[i].title,
                .who = dot ? dot + strlen(" · ") : "",
                .when = arena_printf(a, _("step %d"), list[i].step ? list[i].step : 1),
                .code = "",
                .procedure_code = list[i].procedure_code,
                .draft_id = list[i].id,
                .step = list[i].step,
                .at = list[i].updated_at });
    }
    return rc;
}

static enum rc add_dossiers(struct work *w, const struct office *of, enum work_kind kind,
    const struct dossier_filter *filter, struct arena *a, struct err *e)
{
    struct dossier_row *rows;
    size_t count;
    int64_t now = clock_now(of->clock);
    char due[DUE_SIZE];
    enum rc rc = dossier_list(&rows, &count, of->db, filter, a, e);
    for (size_t i = 0; !rc && i < count; i++) {
        if (kind == WORK_HOLD && (rows[i].state == STATE_SUPPLEMENT || rows[i].state == STATE_FINISHED))
            continue;
        int64_t at = kind == WORK_RETURN ? rows[i].finished_at : rows[i].due_at;
        struct day day = day_of(at);
        const char *when = kind == WORK_SUPPLEMENT ? _("waiting")
                           : !at                   ? ""
                           : kind == WORK_RETURN   ? arena_printf(a, _("done %02d/%02d"), day.d, day.m)
                                                   : arena_strdup(a, due_words(due, at, now));
        add(w, &(struct work_item){ .kind = kind,
                   .what = rows[i].procedure,
                   .who = rows[i].applicant,
                   .when = when,
                   .code = rows[i].code,
                   .procedure_code = rows[i].procedure_code,
                   .at = at,
                   .due_at = rows[i].due_at });
    }
    return rc;
}

static enum rc load_mine(struct work *w, const struct office *of, struct arena *a, struct err *e)
{
    const struct dossier_filter finished = { .state = STATE_FINISHED, .limit = SHOWN_MAX },
                                asked = { .state = STATE_SUPPLEMENT, .limit = SHOWN_MAX },
                                held = { .open_only = true, .holder_id = of->staff_id, .limit = SHOWN_MAX };
    w->items = arena_array(a, WORK_MAX, sizeof *w->items);
    if (!w->items)
        return err_no_memory(e);
    enum rc rc = add_drafts(w, of, a, e);
    if (!rc)
        rc = add_dossiers(w, of, WORK_RETURN, &finished, a, e);
    if (!rc)
        rc = add_dossiers(w, of, WORK_SUPPLEMENT, &asked, a, e);
    if (!rc)
        rc = add_dossiers(w, of, WORK_HOLD, &held, a, e);
    return rc;
}

static enum rc load_due(struct work *w, const struct office *of, struct arena *a, struct err *e)
{
    int64_t now = clock_now(of->clock);
    struct dossier_filter filter = {
        .open_only = true, .due = "today", .now = now, .today = day_of(now), .limit = 500
    };
    struct dossier_row *today, *late;
    size_t today_count, late_count, n = 0;
    enum rc rc = dossier_list(&today, &today_count, of->db, &filter, a, e);
    filter.due = "late";
    if (!rc)
        rc = dossier_list(&late, &late_count, of->db, &filter, a, e);
    if (rc)
        return rc;
    w->due = arena_array(a, today_count + late_count + 1, sizeof *w->due);
    if (!w->due)
        return err_no_memory(e);
    for (size_t i = 0; i < today_count; i++)
        if (!today[i].late) /* past its hour today: told once, below */
            w->due[n++] = (struct due_item){ today[i].code, today[i].procedure, today[i].applicant,
                today[i].holder, today[i].due_at, false };
    w->due_today = n;
    for (size_t i = 0; i < late_count; i++)
        w->due[n++] = (struct due_item){ late[i].code, late[i].procedure, late[i].applicant, late[i].holder,
            late[i].due_at, true };
    w->due_late = n - w->due_today;
    return RC_OK;
}

/* Days the shop is closed although no weekend: they move promised dates. */
static enum rc load_coming(struct work *w, const struct office *of, struct arena *a, struct err *e)
{
    const struct calendar *calendar;
    struct day today = day_of(clock_now(of->clock));
    enum rc rc = office_calendar_shared(&calendar, of, e);
    for (int i = 0; !rc && i < COMING_DAYS && w->coming_count < COMING_MAX; i++) {
        struct day day = day_add(today, i);
        const struct holiday *holiday = calendar_holiday(calendar, day);
        if (holiday)
            w->coming[w->coming_count++] = (struct coming){ day, arena_strdup(a, holiday->name) };
    }
    return rc;
}

enum rc work_load(struct work *ret, const struct office *of, struct arena *a, struct err *e)
{
    struct work w = { 0 };
    enum rc rc = load_mine(&w, of, a, e);
    if (!rc)
        rc = load_due(&w, of, a, e);
    if (!rc)
        rc = load_coming(&w, of, a, e);
    if (!rc && arena_failed(a))
        rc = err_no_memory(e);
    if (!rc)
        *ret = w;
    return rc;
}
