/* assistant_store.c - a question answered with what the book's catalogue says, each line with its source. */
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "catalog/assistant.h"
#include "catalog/law.h"
#include "catalog/procedure_words.h"

#define CITED_MAX 3

static void add_line(struct js *lines, const char *label, const struct buf *text)
{
    if (!text->len)
        return;
    AUTO_BUF line = buf_limit(4000);
    buf_addf(&line, "   %s: %s", label, buf_text(text));
    js_add_text(lines, buf_text(&line));
}

/* Name and code, papers, fee, limit, where, law. */
static void cite(struct js *lines, const struct procedure *p, const struct laws *laws)
{
    AUTO_BUF head = buf_limit(4000);
    AUTO_BUF papers = buf_limit(4000);
    AUTO_BUF fee = buf_limit(2000);
    AUTO_BUF limit = buf_limit(2000);
    AUTO_BUF basis = buf_limit(2000);
    buf_addf(&head, "%s [%s]%s", p->short_name, p->code, procedure_to_confirm(p) ? _(" (to confirm)") : "");
    js_add_text(lines, buf_text(&head));
    papers_say(&papers, p, 5);
    add_line(lines, _("Papers"), &papers);
    fees_say(&fee, p);
    add_line(lines, _("Fee"), &fee);
    limits_say(&limit, p);
    add_line(lines, _("Time"), &limit);
    if (*p->decision)
        buf_puts(&basis, p->decision);
    laws_say(&basis, laws, p->field);
    add_line(lines, _("Basis"), &basis);
}

static enum rc put_found(struct js *root, const struct office *of, const struct reply *reply, struct day day,
    struct arena *a, struct err *e)
{
    struct js *lines = js_array(), *list = js_array();
    AUTO_LAWS laws = { 0 };
    js_put(root, "answer", lines);
    js_put(root, "procedures", list);
    enum rc rc = laws_read(&laws, of->share_dir, NULL);
    if (*reply->event) {
        AUTO_BUF line = buf_limit(400);
        buf_addf(&line, _("%s: in this order"), reply->event);
        js_add_text(lines, buf_text(&line));
    }
    rc = RC_OK;
    for (int i = 0; i < reply->count && !rc; i++) {
        struct js *one = js_object();
        js_put_text(one, "code", reply->list[i].code);
        js_put_text(one, "name", reply->list[i].name);
        js_put_text(one, "why", reply->list[i].why);
        js_add(list, one);
        struct procedure p;
        if (i >= CITED_MAX)
            continue;
        rc = procedure_load(&p, of->db, a, reply->list[i].code, day, e);
        if (!rc)
            cite(lines, &p, &laws);
    }
    return rc;
}

static void put_lines(struct js *lines, const char *text)
{
    char line[1000];
    for (const char *at = text; *at;) {
        size_t len = strcspn(at, "\n");
        snprintf(line, sizeof line, "%.*s", (int)len, at);
        js_add_text(lines, line);
        at += len + (at[len] == '\n');
    }
}

static void put_none(struct js *root, const struct reply *reply)
{
    struct js *lines = js_array();
    js_add_text(lines, _("No procedure of this commune fits the question."));
    if (*reply->place)
        js_add_text(lines, reply->place);
    else
        js_add_text(lines, _("Please ask again in other words, or ask the officer at the counter."));
    js_put(root, "answer", lines);
    js_put(root, "procedures", js_array());
}

enum rc assistant_ask(struct js **ret, const struct office *of, const char *question, struct err *e)
{
    AUTO_ARENA a = { 0 };
    AUTO_ASSISTANT as = NULL;
    AUTO_JS root = js_object();
    struct procedure *list;
    size_t count;
    struct reply reply;
    struct day today = day_of(clock_now(of->clock));
    enum rc rc = procedure_list(&list, &count, of->db, &a, today, e);
    if (!rc)
        rc = assistant_open(&as, of->share_dir, list, count, e);
    if (!rc)
        rc = assistant_reply(&reply, as, question, &a, e);
    if (rc)
        return rc;

    if (reply.verdict == VERDICT_FOUND) {
        rc = put_found(root, of, &reply, today, &a, e);
    } else if (reply.verdict == VERDICT_NONE) {
        put_none(root, &reply);
    } else {
        struct js *lines = js_array();
        put_lines(lines, reply.advice);
        js_put(root, "answer", lines);
        js_put(root, "procedures", js_array());
    }
    js_put_text(root, "warning", reply.verdict == VERDICT_SCAM ? "scam" : NULL);
    if (rc)
        return rc;
    *ret = root;
    root = NULL;
    return RC_OK;
}
