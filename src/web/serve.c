/* serve.c - see serve.h. */
#include "web/serve.h"

#include <arpa/inet.h>
#include <errno.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "web/site.h"

struct web {
    struct MHD_Daemon *daemon;
    struct site *site;
    char address[80];
};

/* One request on its way: the body is kept up to one byte beyond what is allowed. */
struct visit {
    struct buf body;
    bool too_long;
};

static const char *const headers[][2] = {
    { "Cache-Control", "no-store" },
    { "Content-Security-Policy",
        "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'" },
    { "X-Content-Type-Options", "nosniff" },
    { "X-Frame-Options", "DENY" },
    { "Referrer-Policy", "no-referrer" },
    { "Permissions-Policy", "camera=(), geolocation=(), microphone=()" },
};

static enum MHD_Result send_answer(struct MHD_Connection *connection, const struct site_answer *answer)
{
    struct MHD_Response *response = MHD_create_response_from_buffer(
        answer->body.len, (void *)(uintptr_t)buf_text(&answer->body), MHD_RESPMEM_MUST_COPY);
    if (!response)
        return MHD_NO;
    for (size_t i = 0; i < sizeof headers / sizeof *headers; i++)
        MHD_add_response_header(response, headers[i][0], headers[i][1]);
    MHD_add_response_header(response, "Content-Type", answer->type);
    if (answer->status == 429)
        MHD_add_response_header(response, "Retry-After", "60");
    if (answer->status == 405)
        MHD_add_response_header(response, "Allow", "GET, HEAD, POST");
    enum MHD_Result ret = MHD_queue_response(connection, (unsigned)answer->status, response);
    MHD_destroy_response(response);
    return ret;
}

static enum MHD_Result serve(
    struct web *web, struct MHD_Connection *connection, const char *url, const char *method, const struct visit *visit)
{
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    struct site_answer answer;
    const struct site_request request = { .method = method, .path = url,
        .receipt = MHD_lookup_connection_value(connection, MHD_GET_ARGUMENT_KIND, "r"), .body = buf_text(&visit->body),
        .body_len = visit->too_long ? SITE_BODY_MAX + 1 : visit->body.len,
        .who = rate_key(info ? info->client_addr : NULL) };
    site_answer(&answer, web->site, &request);
    enum MHD_Result ret = send_answer(connection, &answer);
    buf_release(&answer.body);
    return ret;
}

static enum MHD_Result on_request(void *context, struct MHD_Connection *connection, const char *url, const char *method,
    const char *version, const char *upload, size_t *upload_size, void **state)
{
    (void)version;
    struct visit *visit = *state;
    if (!visit) {
        *state = visit = calloc(1, sizeof *visit);
        if (visit)
            visit->body = buf_limit(SITE_BODY_MAX);
        return visit ? MHD_YES : MHD_NO;
    }
    if (*upload_size) {
        visit->too_long |= buf_add(&visit->body, upload, *upload_size) != RC_OK;
        *upload_size = 0;
        return MHD_YES;
    }
    return serve(context, connection, url, method, visit);
}

static void on_end(
    void *context, struct MHD_Connection *connection, void **state, enum MHD_RequestTerminationCode why)
{
    (void)context, (void)connection, (void)why;
    struct visit *visit = *state;
    if (visit)
        buf_release(&visit->body);
    free(visit);
    *state = NULL;
}

/* --- the socket --- */

union address {
    struct sockaddr any;
    struct sockaddr_in four;
    struct sockaddr_in6 six;
};

static bool read_port(int *ret, const char *text)
{
    char *end;
    long port = strtol(text, &end, 10);
    *ret = (int)port;
    return *text && !*end && port >= 0 && port <= 65535;
}

static bool read_listen(union address *ret, const char *text)
{
    char host[64] = "127.0.0.1";
    int port;
    const char *colon = strrchr(text, ':');
    size_t len = colon ? (size_t)(colon - text) : 0;
    if (!read_port(&port, colon ? colon + 1 : text) || len >= sizeof host)
        return false;
    if (len > 2 && *text == '[' && text[len - 1] == ']')
        snprintf(host, sizeof host, "%.*s", (int)len - 2, text + 1);
    else if (len)
        snprintf(host, sizeof host, "%.*s", (int)len, text);
    *ret = (union address){ 0 };
    if (inet_pton(AF_INET, host, &ret->four.sin_addr) == 1) {
        ret->four.sin_family = AF_INET;
        ret->four.sin_port = htons((uint16_t)port);
        return true;
    }
    ret->six.sin6_family = AF_INET6;
    ret->six.sin6_port = htons((uint16_t)port);
    return inet_pton(AF_INET6, host, &ret->six.sin6_addr) == 1;
}

static void name_address(struct web *web, const union address *address)
{
    char host[INET6_ADDRSTRLEN] = "";
    bool six = address->any.sa_family == AF_INET6;
    inet_ntop(address->any.sa_family, six ? (const void *)&address->six.sin6_addr : &address->four.sin_addr, host,
        sizeof host);
    int port = MHD_get_daemon_info(web->daemon, MHD_DAEMON_INFO_BIND_PORT)->port;
    snprintf(web->address, sizeof web->address, six ? "http://[%s]:%d" : "http://%s:%d", host, port);
}

enum rc web_start(struct web **ret, struct site *site, const char *listen, struct err *e)
{
    union address address;
    if (!read_listen(&address, listen ? listen : "127.0.0.1:8090"))
        return err_set(e, RC_USAGE, "listen", N_("--listen takes an address and a port: 127.0.0.1:0"));
    struct web *web = calloc(1, sizeof *web);
    if (!web)
        return err_no_memory(e);
    web->site = site;
    web->daemon = MHD_start_daemon(MHD_USE_EPOLL | (address.any.sa_family == AF_INET6 ? MHD_USE_IPv6 : 0), 0, NULL, NULL,
        on_request, web, MHD_OPTION_SOCK_ADDR, &address.any, MHD_OPTION_NOTIFY_COMPLETED, on_end, web,
        MHD_OPTION_CONNECTION_LIMIT, 128u, MHD_OPTION_PER_IP_CONNECTION_LIMIT, 32u, MHD_OPTION_CONNECTION_TIMEOUT, 10u,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)16384, MHD_OPTION_END);
    if (!web->daemon) {
        free(web);
        return err_set(e, RC_AGAIN, "port_taken", N_("The address %s is taken or not of this machine"),
            listen ? listen : "127.0.0.1:8090");
    }
    name_address(web, &address);
    *ret = web;
    return RC_OK;
}

const char *web_address(const struct web *web)
{
    return web->address;
}

bool web_turn(struct web *web, int wait_ms)
{
    MHD_UNSIGNED_LONG_LONG own;
    if (MHD_get_timeout(web->daemon, &own) == MHD_YES && own < (unsigned)wait_ms)
        wait_ms = (int)own;
    const union MHD_DaemonInfo *info = MHD_get_daemon_info(web->daemon, MHD_DAEMON_INFO_EPOLL_FD);
    struct pollfd ready = { info->epoll_fd, POLLIN, 0 };
    if (poll(&ready, 1, wait_ms) < 0 && errno != EINTR)
        return false;
    return MHD_run(web->daemon) == MHD_YES;
}

void web_stop(struct web *web)
{
    if (!web)
        return;
    MHD_stop_daemon(web->daemon);
    free(web);
}
