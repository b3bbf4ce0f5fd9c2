/* practice_week.c - see practice_week.h. Every name, number and address here is invented. */
#include "prog/practice_week.h"

#include <assert.h>
#include <stdlib.h>

#include "base/calendar.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "book/book.h"
#include "dossier/intake.h"
#include "dossier/move.h"
#include "dossier/office_calendar.h"

/* One visit: on which working day back from today, at what hour, who, what, and how far it went. */
struct visit {
    int days_back;
    int hour, minute;
    const char *id_number, *name, *birth_date, *sex, *address, *phone;
    const char *procedure, *channel;
    const char *answer_key, *answer;
    enum state last;      /* STATE_RECEIVED: nothing more happened */
};

static const struct visit visits[] = {
    { 5, 8, 10, "062185000101", "Nguyễn Thị Mẫu", "1985-08-15", "female", "Thôn 3, Xã Đăk Tô, Tỉnh Quảng Ngãi", "0912000001",
        "1.001193", "direct", "child_name", "Trần Minh Thử", STATE_RETURNED },
    { 5, 9, 20, "062078000102", "A Thử", "1978-02-03", "male", "Thôn Kon Đào, Xã Đăk Tô, Tỉnh Quảng Ngãi", "0912000002",
        "2.000635", "direct", "copies", "2", STATE_RETURNED },
    { 4, 7, 45, "062190000103", "Y Mẫu", "1990-11-20", "female", "Thôn 5, Xã Đăk Tô, Tỉnh Quảng Ngãi", "0912000003",
        "1.004873", "direct", NULL, NULL, STATE_FINISHED },
    { 4, 10, 5, "051083000104", "Phạm Văn Thử", "1983-05-07", "male", "Thôn 2, Xã Đăk Tô, Tỉnh Quảng Ngãi", "0912000004",
        "1.004222", "online", NULL, NULL, STATE_PROCESSING },
    { 3, 14, 30, "062195000105", "Lê Thị Thử", "1995-01-30", "female", "Thôn 1, Xã Đăk Tô, Tỉnh Quảng Ngãi", "0912000005",
        "1.000894", "direct", NULL, NULL, STATE_SUPPLEMENT },
    { 2, 8, 50, "062088000106", "Đinh Văn Mẫu", "1988-09-09", "male", "Thôn 7, Xã Đăk Tô, Tỉnh Quảng Ngãi", "0912000006",
        "1.004194", "direct", NULL, NULL, STATE_PROCESSING },
    { 1, 15, 40, "062170000107", "Bùi Thị Mẫu", "1970-12-12", "female", "Thôn 4, Xã Đăk Tô, Tỉnh Quảng Ngãi", "0912000007",
        "1.000656", "direct", NULL, NULL, STATE_RECEIVED },
};

/* A clock that stands where the visit is. */
static int64_t moment;

static int64_t week_now(void *context)
{
    (void)context;
    return moment;
}

static int64_t week_mono(void *context)
{
    (void)context;
    return moment * 1000;
}

static struct js *document_of(const struct visit *v)
{
    struct js *document = js_object(), *person = js_object(), *answers = js_object();
    js_put_text(document, "procedure", v->procedure);
    js_put_text(document, "channel", v->channel);
    js_put_text(person, "kind", "citizen");
    js_put_text(person, "id_number", v->id_number);
    js_put_text(person, "name", v->name);
    js_put_text(person, "birth_date", v->birth_date);
    js_put_text(person, "sex", v->sex);
    js_put_text(person, "address", v->address);
    js_put_text(person, "phone", v->phone);
    js_put_bool(person, "vneid_verified", true);
    js_put(document, "applicant", person);
    if (v->answer_key)
        js_put_text(answers, v->answer_key, v->answer);
    js_put(document, "answers", answers);
    js_put_text(document, "note", "Người và việc trong sổ luyện tập đều là bịa.");
    return document;
}

static enum rc step(const struct office *of, const char *code, enum state to, const char *reason, struct err *e)
{
    struct move_answer answer;
    moment += 3600;
    return dossier_move(&answer, of, code, &(struct move_request){ .to = to, .reason = reason }, e);
}

static enum rc live_through(const struct office *of, const char *code, enum state last, struct err *e)
{
    enum rc rc = RC_OK;
    if (last != STATE_RECEIVED)
        rc = step(of, code, STATE_PROCESSING, NULL, e);
    if (!rc && last == STATE_SUPPLEMENT)
        rc = step(of, code, STATE_SUPPLEMENT, "Thiếu giấy xác nhận tình trạng hôn nhân (luyện tập)", e);
    if (!rc && (last == STATE_FINISHED || last == STATE_RETURNED))
        rc = step(of, code, STATE_FINISHED, NULL, e);
    if (!rc && last == STATE_RETURNED)
        rc = step(of, code, STATE_RETURNED, NULL, e);
    return rc;
}

/* The working day `back` working days before today. */
static struct day working_day_back(const struct calendar *calendar, struct day today, int back)
{
    struct day day = today;
    while (back) {
        day = day_add(day, -1);
        back -= calendar_is_working(calendar, NULL, day);
    }
    return day;
}

static enum rc visit(const struct office *of, const struct visit *v, struct day day, struct err *e)
{
    struct intake_answer answer;
    AUTO_JS document = document_of(v);
    moment = utc_of(day, v->hour * 3600 + v->minute * 60);
    enum rc rc = intake_receive(&answer, of, document, e);
    return rc ? rc : live_through(of, answer.code, v->last, e);
}

enum rc practice_week_fill(struct office *of, struct err *e)
{
    assert(of->book->practice);
    AUTO_CALENDAR calendar = { 0 };
    const struct clock clock = { week_now, week_mono, NULL };
    struct day today = day_of(clock_now(of->clock));
    struct office then = *of;
    then.clock = &clock;
    then.desk = "quay-tap";
    enum rc rc = office_calendar(&calendar, of, e);
    for (size_t i = 0; i < sizeof visits / sizeof *visits && !rc; i++)
        rc = visit(&then, &visits[i], working_day_back(&calendar, today, visits[i].days_back), e);
    return rc;
}
