/* gateway_profile.c - see gateway_profile.h. */
#include "targets/gateway_profile.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/text.h"
#include "base/yaml.h"
#include "targets/http.h"

static enum rc fill_profile(struct gateway_profile *ret, const char *channel, struct err *e)
{
    const struct yaml_node *node = yaml_get(yaml_root(ret->document), channel),
                           *answer = yaml_get(node, "answer");
    ret->body = yaml_get(node, "body");
    ret->words = yaml_get(node, "words");
    ret->send = yaml_get_text(node, "send");
    ret->status = yaml_get_text(node, "status");
    ret->header = yaml_get_text(node, "header");
    ret->phone = yaml_get_text(node, "phone");
    ret->key_name = yaml_get_text(answer, "key");
    ret->word_name = yaml_get_text(answer, "word");
    ret->id_name = yaml_get_text(answer, "id");
    if (ret->send && ret->status && ret->header && ret->phone && ret->key_name && ret->word_name &&
        ret->id_name && yaml_len(ret->body) && yaml_len(ret->words))
        return RC_OK;
    return err_set(e, RC_REFUSED, "gateway_profile",
        N_("data/messages/gateways.yaml:%d: the entry \"%s\" lacks send, status, header, phone, body, answer "
           "or words"),
        yaml_line(node), channel);
}

enum rc gateway_profile_read(
    struct gateway_profile *ret, const char *share_dir, const char *channel, struct err *e)
{
    AUTO_BUF path = buf_limit(4096);
    *ret = (struct gateway_profile){ 0 };
    buf_addf(&path, "%s/data/messages/gateways.yaml", share_dir ? share_dir : "");
    enum rc rc = path.failed ? err_no_memory(e) : yaml_read(&ret->document, buf_text(&path), NULL, e);
    if (!rc)
        rc = fill_profile(ret, channel, e);
    if (rc)
        gateway_profile_release(ret);
    return rc;
}

void gateway_profile_release(struct gateway_profile *p)
{
    yaml_release(p->document);
    *p = (struct gateway_profile){ 0 };
}

/* --- blanks --- */

char *gateway_fill(struct arena *a, const char *template, const struct gateway_blanks *b)
{
    const struct {
        const char *name, *value;
    } blanks[] = { { "{key}", b->key }, { "{phone}", b->phone }, { "{text}", b->text },
        { "{sender}", b->sender }, { "{account}", b->account }, { "{secret}", b->secret } };
    AUTO_BUF out = buf_limit(8192);
    for (const char *p = template; *p;) {
        size_t i = 0, count = sizeof blanks / sizeof *blanks;
        while (i < count && strncmp(p, blanks[i].name, strlen(blanks[i].name)))
            i++;
        if (i < count) {
            buf_puts(&out, blanks[i].value ? blanks[i].value : "");
            p += strlen(blanks[i].name);
        } else
            buf_putc(&out, *p++);
    }
    char *ret = out.failed ? NULL : arena_strdup(a, buf_text(&out));
    if (out.data)
        explicit_bzero(out.data, out.len); /* the secret of a header */
    return ret;
}

char *gateway_body(struct arena *a, const struct gateway_profile *p, const struct gateway_blanks *b)
{
    AUTO_JS body = js_object();
    AUTO_STRING text = NULL;
    for (size_t i = 0; i < yaml_len(p->body); i++) {
        const char *template = yaml_text(yaml_at(p->body, i));
        const char *value = gateway_fill(a, template ? template : "", b);
        if (!value)
            return NULL;
        js_put_text(body, yaml_text(yaml_key_at(p->body, i)), value);
    }
    return js_write(&text, body, JS_LINE, NULL) ? NULL : arena_strdup(a, text);
}

char *gateway_phone(struct arena *a, const struct gateway_profile *p, const char *phone)
{
    const char *national = *phone == '0' ? phone + 1 : phone;
    return arena_printf(a, "%s%s", p->phone, national);
}

/* --- answers --- */

static enum gateway_verdict meaning_of(const struct gateway_profile *p, const char *word)
{
    static const struct {
        const char *meaning;
        enum gateway_verdict verdict;
    } rows[] = { { "told", GATEWAY_TOLD }, { "seen", GATEWAY_SEEN }, { "retry", GATEWAY_RETRY },
        { "wrong_number", GATEWAY_WRONG_NUMBER }, { "refused", GATEWAY_REFUSED },
        { "absent", GATEWAY_ABSENT } };
    const char *meaning = yaml_get_text(p->words, word);
    for (size_t i = 0; meaning && i < sizeof rows / sizeof *rows; i++)
        if (strcmp(rows[i].meaning, meaning) == 0)
            return rows[i].verdict;
    return GATEWAY_NOTHING;
}

/* A text or a whole number, as text; "" when it is neither or longer. */
static void take(char *out, size_t size, const struct js *node)
{
    *out = '\0';
    if (js_is_int(node))
        snprintf(out, size, "%lld", (long long)js_int(node, 0));
    else if (js_is_text(node) && strlen(js_text(node)) < size)
        snprintf(out, size, "%s", js_text(node));
}

void gateway_read(struct gateway_reading *ret, const struct gateway_profile *p,
    const struct http_answer *answer, const char *key)
{
    AUTO_JS json = NULL;
    *ret = (struct gateway_reading){ 0 };
    if (answer->end != HTTP_ANSWERED || strcmp(answer->type, "application/json") ||
        js_parse(&json, buf_text(&answer->body), answer->body.len, NULL))
        return;
    const char *echoed = js_get_text(json, p->key_name);
    if (!echoed)
        return;
    if (strcmp(echoed, key)) {
        ret->verdict = GATEWAY_OTHER;
        return;
    }
    take(ret->word, sizeof ret->word, js_get(json, p->word_name));
    take(ret->id, sizeof ret->id, js_get(json, p->id_name));
    ret->verdict = meaning_of(p, ret->word);
}
