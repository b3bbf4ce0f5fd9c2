/* handover.c - the words and the JSON of a hand-over list. See handover.h. */
#include "dossier/handover.h"

#include "base/json.h"

const char *handover_state_slug(enum handover_state state)
{
    static const char *const slugs[] = { "given", "received", "missing" };
    return slugs[state];
}

static struct js *line_json(const struct handover_line *line)
{
    struct js *row = js_object();
    js_put_text(row, "code", line->code);
    js_put_text(row, "procedure", line->procedure);
    js_put_text(row, "applicant", line->applicant);
    js_put_int(row, "originals", line->originals);
    js_put_int(row, "certified", line->certified);
    js_put_int(row, "copies", line->copies);
    js_put_text(row, "state", handover_state_slug(line->state));
    js_put_text(row, "reason", *line->reason ? line->reason : NULL);
    return row;
}

struct js *handover_json(const struct handover *h)
{
    char day[ISO_DAY_SIZE];
    struct js *json = js_object(), *lines = js_array();
    js_put_int(json, "id", h->id);
    js_put_text(json, "day", iso_day(day, h->day));
    js_put_int(json, "number", h->number);
    js_put_text(json, "giver", h->giver);
    js_put_text(json, "receiver", h->receiver);
    js_put_text(json, "desk", h->desk);
    js_put_text(json, "note", *h->note ? h->note : NULL);
    js_put_time(json, "given_at", h->given_at);
    js_put_time(json, "received_at", h->received_at);
    js_put_int(json, "dossiers", h->lines_count);
    for (int64_t i = 0; h->lines && i < h->lines_count; i++)
        js_add(lines, line_json(&h->lines[i]));
    if (h->lines)
        js_put(json, "lines", lines);
    else
        js_free(lines);
    return json;
}
