/* dossier_messages.c - see dossier_messages.h. */
#include "prog/dossier_messages.h"

#include <stdio.h>

#include "base/arena.h"
#include "base/json.h"
#include "dossier/message.h"

enum rc dossier_messages(
    struct js **ret, const struct office *of, const char *code, struct arena *a, struct err *e)
{
    struct message *rows;
    size_t count;
    enum rc rc = message_list(&rows, &count, of, &(struct message_filter){ .code = code }, a, e);
    if (rc)
        return rc;
    struct js *list = js_array();
    for (size_t i = 0; i < count; i++)
        js_add(list, message_to_json(&rows[i]));
    *ret = list;
    return RC_OK;
}

void dossier_messages_print(const struct js *messages)
{
    for (size_t i = 0; i < js_len(messages); i++) {
        const struct js *m = js_at(messages, i);
        const char *answer = js_get_text(m, "answer");
        printf("  %.16s  %s, %s: %s%s%s\n", js_get_text(m, "created_at"),
            message_kind_name(message_kind_of(js_get_text(m, "kind"))),
            message_rung_name(message_rung_of(js_get_text(m, "channel"))),
            message_state_name(message_state_of(js_get_text(m, "state"))), answer ? "  " : "",
            answer ? answer : "");
    }
}
