/* server.c - see server.h. A call is read whole, weighed, answered; a fault bends one of these steps. */
#include "practice/server.h"

#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/fs.h"
#include "base/i18n.h"
#include "base/json.h"
#include "book/db.h"
#include "practice/faults.h"
#include "practice/server_private.h"
#include "practice/session_portal.h"
#include "practice/shelf.h"

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
    return call->answer ? answer_send(call) : MHD_NO;
}

static enum MHD_Result serve_document(struct call *call, struct js *document)
{
    keep_answer(call, RC_OK, document);
    return call->answer ? answer_text(call, call->status, JSON_TYPE, call->answer) : MHD_NO;
}

/* The trainer's own doors: what is kept, and how many faults from now on. */
static enum MHD_Result serve_practice(struct call *call, const char *url)
{
    if (!strcmp(url, "/practice/faults")) {
        const char *percent = MHD_lookup_connection_value(call->connection, MHD_GET_ARGUMENT_KIND, "percent");
        call->server->faults.percent = percent ? (int)strtol(percent, NULL, 10) : 0;
        return answer_text(call, 200, JSON_TYPE, "{}");
    }
    if (!strcmp(url, "/practice/messages"))
        return serve_document(call, gateway_list(&call->server->gateway));
    if (strcmp(url, "/practice/dossiers"))
        return answer_html(call, 404, "Không có trang này");
    struct js *list = NULL;
    enum rc rc = shelf_list(&list, call->server->shelf, NULL);
    keep_answer(call, rc, list);
    return call->answer ? answer_text(call, call->status, JSON_TYPE, call->answer) : MHD_NO;
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
        return call->fault == FAULT_RESET_BEFORE ? answer_reset(connection) : MHD_YES;
    }
    if (*upload_size) {
        if (call->fault == FAULT_RESET_INSIDE)
            return answer_reset(connection);
        if (buf_add(&call->body, upload, *upload_size))
            call->over_limit = true;
        *upload_size = 0;
        return MHD_YES;
    }
    bool post = !strcmp(method, "POST");
    if (post && (ends_with(url, "/mapi/login") || ends_with(url, "/mapi/g") || gateway_is(url)))
        return serve_call(call, url);
    if (gateway_is(url))
        return serve_document(call, gateway_tell(&call->server->gateway, url));
    if (!strncmp(url, "/practice/", 10))
        return serve_practice(call, url);
    return answer_html(call, 404, "Cổng tập Một cửa");
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
