/* gateway.c - see gateway.h. */
#include "practice/gateway.h"

#include <stdio.h>
#include <string.h>

#include "base/json.h"

bool gateway_is(const char *url)
{
    return strncmp(url, "/sms/messages", 13) == 0 || strncmp(url, "/zalo/messages", 14) == 0;
}

static const char *fate_of(const char *phone, bool zalo)
{
    static const struct {
        const char *tail, *zalo, *sms;
    } fates[] = { { "404", "no_account", "wrong_number" }, { "403", "no_account", "sent" },
        { "503", "busy", "busy" }, { "200", "seen", "delivered" } };
    size_t len = strlen(phone);
    for (size_t i = 0; len >= 3 && i < sizeof fates / sizeof *fates; i++)
        if (strcmp(phone + len - 3, fates[i].tail) == 0)
            return zalo ? fates[i].zalo : fates[i].sms;
    return "sent";
}

static long find(const struct gateway_shelf *shelf, const char *key)
{
    for (size_t i = 0; i < js_len(shelf->messages); i++)
        if (strcmp(js_get_text(js_at(shelf->messages, i), "client_ref"), key) == 0)
            return (long)i;
    return -1;
}

static struct js *answer(const char *key, const char *status, long number)
{
    char id[32];
    struct js *json = js_object();
    js_put_text(json, "client_ref", key);
    js_put_text(json, "status", status);
    if (number >= 0) {
        snprintf(id, sizeof id, "tap-%ld", number + 1);
        js_put_text(json, "id", id);
    }
    return json;
}

static void keep(struct gateway_shelf *shelf, const char *key, const char *phone, const char *text, bool zalo,
    const char *status)
{
    struct js *row = js_object();
    js_put_text(row, "client_ref", key);
    js_put_text(row, "channel", zalo ? "zalo" : "sms");
    js_put_text(row, "phone", phone);
    js_put_text(row, "text", text);
    js_put_text(row, "status", status);
    js_put_bool(row, "repeat", find(shelf, key) >= 0);
    if (!shelf->messages)
        shelf->messages = js_array();
    js_add(shelf->messages, row);
}

/* The same key is the same message: it is answered again and noted as a repeat. */
struct js *gateway_take(struct gateway_shelf *shelf, const char *url, const struct js *body)
{
    bool zalo = strncmp(url, "/zalo", 5) == 0;
    const char *key = js_get_text(body, "client_ref"), *phone = js_get_text(body, zalo ? "phone" : "to");
    const char *text = js_get_text(body, "text");
    if (!key || !*key || !phone || !*phone || !text || !*text)
        return answer(key ? key : "", "rejected", -1);
    long at = find(shelf, key);
    const char *status = fate_of(phone, zalo);
    bool taken = strcmp(status, "busy") && strcmp(status, "no_account") && strcmp(status, "wrong_number");
    if (taken)
        keep(shelf, key, phone, text, zalo, status);
    return answer(key, status, taken && at < 0 ? (long)js_len(shelf->messages) - 1 : at);
}

struct js *gateway_tell(const struct gateway_shelf *shelf, const char *url)
{
    const char *slash = strrchr(url, '/'), *key = slash ? slash + 1 : "";
    long at = find(shelf, key);
    if (at < 0)
        return answer(key, "unknown", -1);
    const struct js *row = js_at(shelf->messages, (size_t)at);
    const char *phone = js_get_text(row, "phone");
    size_t len = strlen(phone);
    bool read = strncmp(url, "/zalo", 5) == 0 && len >= 3 && strcmp(phone + len - 3, "201") == 0;
    return answer(key, read ? "seen" : js_get_text(row, "status"), at);
}

struct js *gateway_list(const struct gateway_shelf *shelf)
{
    return shelf->messages ? js_copy(shelf->messages) : js_array();
}

void gateway_release(struct gateway_shelf *shelf)
{
    js_free(shelf->messages);
    shelf->messages = NULL;
}
