/* server.c - see server.h. A call is read whole, weighed, answered; a fault bends one of these steps.
 *
 * Wrong answers are written to the socket by hand, because a well-behaved library refuses to send them.
 */
#include "practice/server.h"

#include <arpa/inet.h>
#include <errno.h>
#include <microhttpd.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/fs.h"
#include "base/i18n.h"
#include "base/json.h"
#include "book/db.h"
#include "practice/faults.h"
#include "practice/gateway.h"
#include "practice/session_portal.h"
#include "practice/shelf.h"

#define BODY_MAX ((size_t)1 << 20)
#define ENDLESS_MAX                                                                                          \
    ((size_t)8 << 20) /* long past the sender's cap; an end all the same, so that no test hangs */

struct server {
    struct MHD_Daemon *daemon;
    const struct clock *clock;
    struct db *shelf;
    struct session_portal session;
    struct gateway_shelf gateway;
    struct fault_source faults;
    enum fault only;
    int stall_ms;
    struct call *waiting; /* suspended calls */
    struct buf old;       /* the last whole answer, status line and headers included, for N08 */
};

/* One HTTP request on its way. */
struct call {
    struct server *server;
    struct MHD_Connection *connection;
    struct buf body;
    enum fault fault;
    bool over_limit, held;
    int status;
    char *answer;      /* JSON text */
    int64_t resume_at; /* monotonic ms; 0 = not suspended */
    struct call *next_waiting;
};

static int socket_of(struct MHD_Connection *connection)
{
    return MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
}

static enum MHD_Result reset(struct MHD_Connection *connection)
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

static enum MHD_Result send_text(struct call *call, int status, const char *type, const char *text)
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

#define JSON_TYPE "application/json; charset=utf-8"

static enum MHD_Result send_html(struct call *call, int status, const char *words)
{
    AUTO_BUF page = buf_limit(1000);
    buf_addf(&page, "<!DOCTYPE html><html><body><h1>%s</h1></body></html>", words);
    return send_text(call, status, "text/html; charset=utf-8", buf_text(&page));
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
        return reset(call->connection);
    return send_raw(call, old);
}

static void remember(struct call *call)
{
    struct buf *old = &call->server->old;
    buf_clear(old);
    raw_head(old, call, call->status, JSON_TYPE, strlen(call->answer));
    buf_puts(old, call->answer);
}

/* Suspends the call; it comes back to answer() when the time is over. */
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
    return send_text(call, call->status, JSON_TYPE, call->answer);
}

/* The answer, bent by the call's fault. The work, if any, is done. */
static enum MHD_Result answer(struct call *call)
{
    size_t len = strlen(call->answer);
    switch (call->fault) {
    case FAULT_RESET_AFTER:
        return reset(call->connection);
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
    case FAULT_CAPTIVE:
        return send_html(call, 200, "Mời đăng nhập mạng");
    case FAULT_OLD_BEFORE:
    case FAULT_OLD_AFTER:
        return send_old(call);
    case FAULT_ERROR_BEFORE:
    case FAULT_ERROR_AFTER:
        return send_html(call, 500, "Internal Server Error");
    case FAULT_BUSY:
        return send_html(call, 503, "Service Unavailable");
    case FAULT_GATEWAY:
        return send_html(call, 502, "proxy error");
    case FAULT_UNAUTHORISED:
        session_portal_end_sessions(&call->server->session);
        return send_text(call, 401, JSON_TYPE, "{\"error_code\":\"-2\",\"message\":\"token\"}");
    case FAULT_SESSION_ENDED:
        session_portal_end_sessions(&call->server->session);
        return send_text(call, 200, JSON_TYPE,
            "{\"error_code\":\"-2\",\"message\":\"Phiên làm việc không hợp lệ hoặc đã hết hạn\"}");
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
        return send_text(call, 200, "text/plain", call->answer);
    case FAULT_REDIRECT:
        return send_html(call, 302, "Moved");
    default:
        return send_answer(call);
    }
}

/* --- the work --- */

static bool ends_with(const char *text, const char *tail)
{
    size_t len = strlen(text), tail_len = strlen(tail);
    return len >= tail_len && !strcmp(text + len - tail_len, tail);
}

static void keep_answer(struct call *call, enum rc rc, struct js *document)
{
    free(call->answer);
    call->answer = NULL;
    call->status = rc ? 500 : 200;
    if (rc || js_write(&call->answer, document, JS_LINE, NULL)) {
        call->status = 500;
        call->answer = strdup("{\"error_code\":\"-1\",\"message\":\"Cổng tập gặp sự cố\"}");
    }
    js_free(document);
}

static void work(struct call *call, const char *url)
{
    struct server *server = call->server;
    AUTO_JS body = NULL;
    struct js *document = NULL;
    int64_t now = clock_now(server->clock);
    if (call->over_limit || js_parse(&body, buf_text(&call->body), call->body.len, NULL)) {
        keep_answer(call, RC_REFUSED, NULL);
        call->status = 400;
        return;
    }
    enum rc rc = RC_OK;
    for (int times = call->fault == FAULT_TWICE ? 2 : 1; times && !rc; times--) {
        js_free(document);
        document = NULL;
        if (gateway_is(url))
            document = gateway_take(&server->gateway, url, body);
        else if (ends_with(url, "/login"))
            rc = session_portal_login(&document, &server->session, body, now, NULL);
        else
            rc = session_portal_call(&document, &server->session, body, now, NULL);
    }
    keep_answer(call, rc, document);
}

static enum MHD_Result serve_call(struct call *call, const char *url)
{
    if (!call->held) {
        if (fault_works(call->fault))
            work(call, url);
        else
            call->answer = strdup("");
    }
    return call->answer ? answer(call) : MHD_NO;
}

/* The trainer's own doors: what is kept, and how many faults from now on. */
static enum MHD_Result serve_practice(struct call *call, const char *url)
{
    if (!strcmp(url, "/practice/faults")) {
        const char *percent = MHD_lookup_connection_value(call->connection, MHD_GET_ARGUMENT_KIND, "percent");
        call->server->faults.percent = percent ? (int)strtol(percent, NULL, 10) : 0;
        return send_text(call, 200, JSON_TYPE, "{}");
    }
    if (!strcmp(url, "/practice/messages")) {
        keep_answer(call, RC_OK, call->server->gateway.messages ? js_copy(call->server->gateway.messages) : js_array());
        return call->answer ? send_text(call, call->status, JSON_TYPE, call->answer) : MHD_NO;
    }
    if (strcmp(url, "/practice/dossiers"))
        return send_html(call, 404, "Không có trang này");
    struct js *list = NULL;
    enum rc rc = shelf_list(&list, call->server->shelf, NULL);
    keep_answer(call, rc, list);
    return call->answer ? send_text(call, call->status, JSON_TYPE, call->answer) : MHD_NO;
}

static struct call *new_call(
    struct server *server, struct MHD_Connection *connection, const char *method, const char *url)
{
    struct call *call = calloc(1, sizeof *call);
    if (!call)
        return NULL;
    call->server = server;
    call->connection = connection;
    call->body = buf_limit(BODY_MAX);
    if (!strcmp(method, "POST"))
        call->fault = fault_next(&server->faults);
    if (call->fault && server->only) /* one kind alone would never let anybody past the log-in */
        call->fault = ends_with(url, "/login") ? FAULT_NONE : server->only;
    return call;
}

static enum MHD_Result on_request(void *context, struct MHD_Connection *connection, const char *url,
    const char *method, const char *version, const char *upload, size_t *upload_size, void **state)
{
    (void)version;
    struct call *call = *state;
    if (!call) {
        *state = call = new_call(context, connection, method, url);
        if (!call)
            return MHD_NO;
        return call->fault == FAULT_RESET_BEFORE ? reset(connection) : MHD_YES;
    }
    if (*upload_size) {
        if (call->fault == FAULT_RESET_INSIDE)
            return reset(connection);
        if (buf_add(&call->body, upload, *upload_size))
            call->over_limit = true;
        *upload_size = 0;
        return MHD_YES;
    }
    bool post = !strcmp(method, "POST");
    if (post && (ends_with(url, "/mapi/login") || ends_with(url, "/mapi/g") || gateway_is(url)))
        return serve_call(call, url);
    if (!post && gateway_is(url)) {
        keep_answer(call, RC_OK, gateway_tell(&call->server->gateway, url));
        return call->answer ? send_text(call, call->status, JSON_TYPE, call->answer) : MHD_NO;
    }
    if (!strncmp(url, "/practice/", 10))
        return serve_practice(call, url);
    return send_html(call, 404, "Cổng tập Một cửa");
}

static void forget_waiting(struct server *server, struct call *call)
{
    for (struct call **at = &server->waiting; *at; at = &(*at)->next_waiting)
        if (*at == call) {
            *at = call->next_waiting;
            return;
        }
}

static void on_end(
    void *context, struct MHD_Connection *connection, void **state, enum MHD_RequestTerminationCode why)
{
    (void)connection, (void)why;
    struct call *call = *state;
    if (!call)
        return;
    forget_waiting(context, call);
    buf_release(&call->body);
    free(call->answer);
    free(call);
    *state = NULL;
}

/* --- the loop --- */

/* Wakes the held calls whose time is over (all of them when `all`); ms until the next, -1 when none waits. */
static int wake(struct server *server, bool all)
{
    int64_t now = clock_mono_ms(server->clock), soonest = -1;
    for (struct call **at = &server->waiting; *at;) {
        struct call *call = *at;
        if (all || call->resume_at <= now) {
            *at = call->next_waiting;
            MHD_resume_connection(call->connection);
        } else {
            if (soonest < 0 || call->resume_at - now < soonest)
                soonest = call->resume_at - now;
            at = &call->next_waiting;
        }
    }
    return (int)soonest;
}

bool server_turn(struct server *server, int wait_ms)
{
    int held = wake(server, false);
    if (held >= 0 && held < wait_ms)
        wait_ms = held;
    MHD_UNSIGNED_LONG_LONG own;
    if (MHD_get_timeout(server->daemon, &own) == MHD_YES && own < (unsigned)wait_ms)
        wait_ms = (int)own;
    const union MHD_DaemonInfo *info = MHD_get_daemon_info(server->daemon, MHD_DAEMON_INFO_EPOLL_FD);
    struct pollfd ready = { info->epoll_fd, POLLIN, 0 };
    if (poll(&ready, 1, wait_ms) < 0 && errno != EINTR)
        return false;
    return MHD_run(server->daemon) == MHD_YES;
}

int server_port(const struct server *server)
{
    return MHD_get_daemon_info(server->daemon, MHD_DAEMON_INFO_BIND_PORT)->port;
}

/* Two lines: user, password. */
static enum rc read_account(struct session_portal *portal, const char *path, struct err *e)
{
    snprintf(portal->user, sizeof portal->user, "motcua_tap");
    if (!path)
        return RC_OK;
    AUTO_BUF text = buf_limit(1000);
    enum rc rc = fs_read(&text, path, 1000, e);
    if (rc)
        return rc;
    const char *user = buf_text(&text);
    size_t user_len = strcspn(user, "\r\n");
    const char *password = user + user_len;
    password += strspn(password, "\r\n");
    size_t password_len = strcspn(password, "\r\n");
    if (!user_len || !password_len || user_len >= PORTAL_USER_SIZE || password_len >= PORTAL_USER_SIZE)
        return err_set(e, RC_REFUSED, "account_file",
            N_("The account file %s must hold two lines: the user and the password"), path);
    snprintf(portal->user, sizeof portal->user, "%.*s", (int)user_len, user);
    snprintf(portal->password, sizeof portal->password, "%.*s", (int)password_len, password);
    return RC_OK;
}

static enum rc loopback(struct sockaddr_in *ret, const struct server_options *options, struct err *e)
{
    *ret = (struct sockaddr_in){ .sin_family = AF_INET, .sin_port = htons((uint16_t)options->port) };
    const char *address = options->address ? options->address : "127.0.0.1";
    if (inet_pton(AF_INET, address, &ret->sin_addr) != 1 || (ntohl(ret->sin_addr.s_addr) >> 24) != 127)
        return err_set(e, RC_REFUSED, "not_loopback",
            N_("The practice portal answers on this machine only (127.0.0.1), not on %s"), address);
    return RC_OK;
}

static enum rc fill(struct server *server, const struct server_options *options, struct err *e)
{
    server->faults = fault_source(options->fault_seed, options->fault_percent);
    server->only = options->fault_only ? fault_of(options->fault_only) : FAULT_NONE;
    server->stall_ms = options->stall_ms ? options->stall_ms : 5000;
    server->old = buf_limit(BODY_MAX);
    server->session.forget = options->forget;
    server->session.session_life = options->session_life;
    if (options->fault_only && !server->only)
        return err_set(e, RC_USAGE, "no_such_fault", N_("There is no fault called %s"), options->fault_only);
    enum rc rc = read_account(&server->session, options->account_file, e);
    if (!rc)
        rc = shelf_open(&server->shelf, options->store, e);
    server->session.shelf = server->shelf;
    if (!rc)
        rc = portal_procedures_read(&server->session.procedures, options->catalogue, options->records, e);
    return rc;
}

enum rc server_start(
    struct server **ret, const struct server_options *options, const struct clock *clock, struct err *e)
{
    struct sockaddr_in address;
    enum rc rc = loopback(&address, options, e);
    if (rc)
        return rc;
    struct server *server = calloc(1, sizeof *server);
    if (!server)
        return err_no_memory(e);
    server->clock = clock;
    rc = fill(server, options, e);
    if (!rc) {
        server->daemon = MHD_start_daemon(MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME, 0, NULL, NULL, on_request,
            server, MHD_OPTION_SOCK_ADDR, (struct sockaddr *)&address, MHD_OPTION_NOTIFY_COMPLETED, on_end,
            server, MHD_OPTION_END);
        if (!server->daemon)
            rc = err_set(e, RC_AGAIN, "port_taken", N_("Port %d is taken by another program"), options->port);
    }
    if (rc)
        server_stop(server);
    else
        *ret = server;
    return rc;
}

void server_stop(struct server *server)
{
    if (!server)
        return;
    if (server->daemon) {
        wake(server, true);
        MHD_stop_daemon(server->daemon);
    }
    db_close(server->shelf);
    gateway_release(&server->gateway);
    portal_procedures_release(&server->session.procedures);
    buf_release(&server->old);
    free(server);
}
