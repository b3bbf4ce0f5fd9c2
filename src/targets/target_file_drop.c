/* target_file_drop.c - leaves each message as a file in a directory, for a carrier or a province's own
 * pick-up.
 *
 * A file is whole and on disk before the delivery is done; the same event gives the same name and bytes, so a
 * repeat replaces the file by itself.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/fs.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "book/settings.h"
#include "outbox/rules.h"
#include "targets/session_message.h"
#include "targets/target.h"

struct link {
    char *dir;
};

static void close_link(void *context)
{
    struct link *link = context;
    if (link)
        free(link->dir);
    free(link);
}

static enum rc open_link(void **ret, const struct office *of, int seconds, struct err *e)
{
    (void)seconds;
    AUTO_ARENA a = { 0 };
    const char *dir = setting_text(of->db, "file_drop.dir", &a);
    if (!dir || !*dir)
        return err_set(e, RC_NOT_FOUND, "no_drop_dir", N_("No directory is set for the target file_drop"));
    enum rc rc = fs_make_dir(dir, e);
    if (rc)
        return rc;
    struct link *link = calloc(1, sizeof *link);
    if (link)
        link->dir = strdup(dir);
    if (!link || !link->dir) {
        close_link(link);
        return err_no_memory(e);
    }
    *ret = link;
    return RC_OK;
}

static enum step end(struct attempt *at, enum delivery_event event, const char *words, const char *field)
{
    at->result.event = event;
    at->result.answer = arena_strdup(at->arena, words);
    at->result.field = arena_strdup(at->arena, field);
    return STEP_END;
}

/* {"event":..,"dossier":{..},"progress":{..}} */
static enum rc message(char **ret, const struct attempt *at)
{
    AUTO_JS root = js_object();
    js_put_int(root, "event", at->delivery->event_seq);
    js_put(root, "dossier", session_dossier(at->facts, NULL, NULL, at->delivery->event_seq));
    js_put(root, "progress", session_progress(at->facts));
    return js_write(ret, root, JS_PRETTY, NULL);
}

/* The name is made of our own code and number: nothing of what people typed. */
static const char *file_name(const struct link *link, struct attempt *at)
{
    AUTO_BUF code = buf_limit(80);
    for (const char *p = at->delivery->dossier; *p; p++)
        buf_putc(&code, strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-", *p) ? *p : '_');
    return arena_printf(
        at->arena, "%s/%s-%08lld.json", link->dir, buf_text(&code), (long long)at->delivery->event_seq);
}

static enum step step(void *context, struct attempt *at, const struct http_answer *answer)
{
    (void)answer;
    struct link *link = context;
    if (!at->facts)
        return end(at, DELIVERY_REFUSE,
            _("The facts of this event were lawfully erased; there is nothing to send"), "");
    struct misfits misfits;
    rules_check_facts(&misfits, at->facts);
    if (misfits.count) {
        char words[300];
        return end(
            at, DELIVERY_REFUSE, rules_words(words, sizeof words, &misfits.rows[0]), misfits.rows[0].field);
    }
    AUTO_STRING text = NULL;
    struct err e = { 0 };
    const char *path = file_name(link, at);
    enum rc rc = path ? message(&text, at) : err_no_memory(&e);
    if (!rc)
        rc = fs_replace(path, text, strlen(text), 0600, &e);
    if (rc) {
        at->line_down = true;
        return end(at, DELIVERY_RETRY, e.message, "");
    }
    at->result.remote_id = path;
    return end(at, DELIVERY_ACK, _("Left in the directory"), "");
}

const struct target target_target_file_drop = {
    .name = "file_drop",
    .open = open_link,
    .close = close_link,
    .step = step,
};
