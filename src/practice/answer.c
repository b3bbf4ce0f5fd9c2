/* answer.c - what goes back to the caller: the whole answer, or one bent by a fault.
 *
 * Wrong answers are written to the socket by hand, because a well-behaved library refuses to send them.
 */
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

#include "base/clock.h"
#include "practice/server_private.h"

/* long past the sender's cap; an end all the same, so that no test hangs */
#define ENDLESS_MAX ((size_t)8 << 20)

static int socket_of(struct MHD_Connection *connection)
{
    return MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
}

enum MHD_Result answer_reset(struct MHD_Connection *connection)
{
    struct linger hard = { 1, 0 };
    setsockopt(socket_of(connection), SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
    return MHD_NO;
}

/* Writes bytes past the library; false when the other side has gone. */
static bool write_raw(struct MHD_Connection *connection, const char *bytes, size_t len)
{
    int fd = socket_of(connection);
    while (len) {
        ssize_t n = send(fd, bytes, len, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (n > 0) {
            bytes += n;
            len -= (size_t)n;
        } else if (n < 0 && errno == EAGAIN) {
            struct pollfd ready = { fd, POLLOUT, 0 };
            if (poll(&ready, 1, 1000) <= 0)
                return false;
        } else if (n < 0 && errno != EINTR) {
            return false;
        }
    }
    return true;
}

static const char *request_id(struct call *call)
{
    const char *id = MHD_lookup_connection_value(call->connection, MHD_HEADER_KIND, "X-Request-Id");
    return id && strlen(id) < 100 && !strpbrk(id, "\r\n") ? id : "";
}

/* The head of an answer that promises `length` bytes. */
static void raw_head(struct buf *out, struct call *call, int status, const char *type, size_t length)
{
    buf_addf(out,
        "HTTP/1.1 %d Practice\r\nContent-Type: %s\r\nContent-Length: %zu\r\n"
        "X-Request-Id: %s\r\nConnection: close\r\n\r\n",
        status, type, length, request_id(call));
}

static enum MHD_Result send_raw(struct call *call, struct buf *out)
{
    if (!out->failed)
        write_raw(call->connection, out->data, out->len);
    return MHD_NO; /* closes the connection */
}

enum MHD_Result answer_text(struct call *call, int status, const char *type, const char *text)
{
    struct MHD_Response *response =
        MHD_create_response_from_buffer(strlen(text), (void *)(uintptr_t)text, MHD_RESPMEM_MUST_COPY);
    if (!response)
        return MHD_NO;
    MHD_add_response_header(response, "Content-Type", type);
    if (*request_id(call))
        MHD_add_response_header(response, "X-Request-Id", request_id(call));
    enum MHD_Result ret = MHD_queue_response(call->connection, (unsigned)status, response);
    MHD_destroy_response(response);
    return ret;
}

enum MHD_Result answer_html(struct call *call, int status, const char *words)
{
    AUTO_BUF page = buf_limit(1000);
    buf_addf(&page, "<!DOCTYPE html><html><body><h1>%s</h1></body></html>", words);
    return answer_text(call, status, "text/html; charset=utf-8", buf_text(&page));
}

/* --- the bent answers --- */

static enum MHD_Result send_cut(struct call *call, size_t promised, size_t sent)
{
    AUTO_BUF out = buf_limit(BODY_MAX);
    raw_head(&out, call, 200, JSON_TYPE, promised);
    buf_add(&out, call->answer, sent);
    return send_raw(call, &out);
}

static enum MHD_Result send_flipped(struct call *call)
{
    size_t len = strlen(call->answer);
    AUTO_BUF out = buf_limit(BODY_MAX);
    raw_head(&out, call, 200, JSON_TYPE, len);
    size_t body = out.len;
    buf_add(&out, call->answer, len);
    if (!out.failed && len)
        out.data[body + call->body.len % len] ^= (char)(1 << (call->body.len % 7));
    return send_raw(call, &out);
}

static enum MHD_Result send_endless(struct call *call)
{
    static const char blanks[4096] = { [0 ... 4095] = ' ' };
    static const char head[] =
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n{";
    bool open = write_raw(call->connection, head, sizeof head - 1);
    for (size_t sent = 0; open && sent < ENDLESS_MAX; sent += sizeof blanks)
        open = write_raw(call->connection, blanks, sizeof blanks);
    return MHD_NO;
}

/* A gzip member whose one stored block is followed by nothing: enough, since a careful sender never inflates.
 */
static enum MHD_Result send_bomb(struct call *call)
{
    static const unsigned char gzip[] = { 0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 0xed, 0xc1, 1, 1, 0, 0, 0, 0x80,
        0x90, 0xfe, 0xaf, 0xee, 8, 0xa };
    AUTO_BUF out = buf_limit(BODY_MAX);
    buf_addf(&out,
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\n"
        "Content-Length: %zu\r\nConnection: close\r\n\r\n",
        sizeof gzip);
    buf_add(&out, gzip, sizeof gzip);
    return send_raw(call, &out);
}

static enum MHD_Result send_headers(struct call *call, int count, size_t width)
{
    AUTO_BUF out = buf_limit(BODY_MAX);
    buf_puts(&out, "HTTP/1.1 200 OK\r\n");
    for (int i = 0; i < count; i++) {
        buf_addf(&out, "X-Filler-%d: ", i);
        for (size_t n = 0; n < width; n++)
            buf_putc(&out, 'x');
        buf_puts(&out, "\r\n");
    }
    buf_puts(&out, "Content-Length: 0\r\n\r\n");
    return send_raw(call, &out);
}

static enum MHD_Result send_old(struct call *call)
{
    struct buf *old = &call->server->old;
    if (!old->len)
        return answer_reset(call->connection);
    return send_raw(call, old);
}

static void remember(struct call *call)
{
    struct buf *old = &call->server->old;
    buf_clear(old);
    raw_head(old, call, call->status, JSON_TYPE, strlen(call->answer));
    buf_puts(old, call->answer);
}

/* Suspends the call; it comes back to answer_send() when the time is over. */
static enum MHD_Result hold(struct call *call)
{
    struct server *server = call->server;
    call->held = true;
    call->resume_at = clock_mono_ms(server->clock) + server->stall_ms;
    call->next_waiting = server->waiting;
    server->waiting = call;
    MHD_suspend_connection(call->connection);
    return MHD_YES;
}

static enum MHD_Result send_answer(struct call *call)
{
    remember(call);
    return answer_text(call, call->status, JSON_TYPE, call->answer);
}

/* Pages that stand where the answer should: what a network, a proxy or an overloaded server says in its place. */
static const struct {
    int status;
    const char *text;
} pages[FAULT_KINDS] = {
    [FAULT_CAPTIVE] = { 200, "Mời đăng nhập mạng" },
    [FAULT_ERROR_BEFORE] = { 500, "Internal Server Error" },
    [FAULT_ERROR_AFTER] = { 500, "Internal Server Error" },
    [FAULT_BUSY] = { 503, "Service Unavailable" },
    [FAULT_GATEWAY] = { 502, "proxy error" },
    [FAULT_REDIRECT] = { 302, "Moved" },
};

static enum MHD_Result end_sessions(struct call *call, int status, const char *why)
{
    AUTO_BUF answer = buf_limit(1000);
    session_portal_end_sessions(&call->server->session);
    buf_addf(&answer, "{\"error_code\":\"-2\",\"message\":\"%s\"}", why);
    return answer_text(call, status, JSON_TYPE, buf_text(&answer));
}

/* The answer, bent by the call's fault. The work, if any, is done. */
enum MHD_Result answer_send(struct call *call)
{
    size_t len = strlen(call->answer);
    switch (call->fault) {
    case FAULT_RESET_AFTER:
        return answer_reset(call->connection);
    case FAULT_SILENT_BEFORE:
    case FAULT_SILENT_AFTER:
        return call->held ? MHD_NO : hold(call);
    case FAULT_SLOW:
        return call->held ? send_answer(call) : hold(call);
    case FAULT_CUT_BODY:
        return send_cut(call, len, len / 2);
    case FAULT_LENGTH_LONG:
        return send_cut(call, len + 100, len);
    case FAULT_LENGTH_SHORT:
        return send_cut(call, len / 2, len / 2);
    case FAULT_BIT_FLIP:
        return send_flipped(call);
    case FAULT_OLD_BEFORE:
    case FAULT_OLD_AFTER:
        return send_old(call);
    case FAULT_UNAUTHORISED:
        return end_sessions(call, 401, "token");
    case FAULT_SESSION_ENDED:
        return end_sessions(call, 200, "Phiên làm việc không hợp lệ hoặc đã hết hạn");
    case FAULT_ENDLESS:
        return send_endless(call);
    case FAULT_BOMB:
        return send_bomb(call);
    case FAULT_LONG_HEADER:
        return send_headers(call, 1, 400000);
    case FAULT_MANY_HEADERS:
        return send_headers(call, 10000, 40);
    case FAULT_EMPTY:
        return send_cut(call, 0, 0);
    case FAULT_PLAIN_TEXT:
        return answer_text(call, 200, "text/plain", call->answer);
    default:
        return pages[call->fault].status ? answer_html(call, pages[call->fault].status, pages[call->fault].text)
                                         : send_answer(call);
    }
}
