/* portal.h - a practice portal in a child process, for one test. Only this child is ever ended. */
#ifndef TESTS_TARGETS_PORTAL_H
#define TESTS_TARGETS_PORTAL_H

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/fs.h"
#include "base/json.h"
#include "book/settings.h"
#include "outbox/pile.h"
#include "practice/server.h"
#include "targets/http.h"
#include "targets/sender.h"

struct test_portal {
    pid_t pid;
    char url[64];
    char store[200];
};

static inline void portal_child(const struct server_options *options, int out)
{
    struct err e = { 0 };
    struct server *server = NULL;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    int port = server_start(&server, options, &clock_system, &e) ? -1 : server_port(server);
    if (write(out, &port, sizeof port) != (ssize_t)sizeof port || port < 0)
        _exit(1);
    while (server_turn(server, 1000))
        ;
    _exit(0);
}

static inline struct test_portal *portal_open(const char *name, struct server_options options)
{
    struct test_portal *p = calloc(1, sizeof *p);
    assert_non_null(p);
    char file[80];
    snprintf(file, sizeof file, "%s-portal.db", name);
    snprintf(p->store, sizeof p->store, "%s", test_path(file));
    options.store = p->store;
    if (!options.stall_ms)
        options.stall_ms = 1500;
    int ends[2], port = 0;
    assert_int_equal(pipe(ends), 0);
    p->pid = fork();
    assert_true(p->pid >= 0);
    if (!p->pid)
        portal_child(&options, ends[1]);
    assert_int_equal(read(ends[0], &port, sizeof port), sizeof port);
    assert_true(port > 0);
    close(ends[0]);
    close(ends[1]);
    snprintf(p->url, sizeof p->url, "http://127.0.0.1:%d", port);
    return p;
}

static inline void portal_close(struct test_portal *p)
{
    kill(p->pid, SIGKILL);
    waitpid(p->pid, NULL, 0);
    free(p);
}

/* GET `path` of the portal; free the result. */
static inline struct js *portal_get(struct test_portal *p, const char *path)
{
    struct err e = { 0 };
    struct http *http = NULL;
    const struct http_options options = { 0 };
    assert_ok(http_new(&http, &options, &e), &e);
    char url[200];
    snprintf(url, sizeof url, "%s%s", p->url, path);
    const struct http_request request = { .url = url };
    struct http_answer answer = { 0 };
    assert_ok(http_ask(&answer, http, &request, &e), &e);
    struct js *ret = NULL;
    assert_ok(js_parse(&ret, buf_text(&answer.body), answer.body.len, &e), &e);
    http_answer_release(&answer);
    http_free(http);
    return ret;
}

/* Connects the book to the portal, as a clerk would by `motcua settings set`. */
static inline void portal_connect(struct test_desk *t, const char *url)
{
    struct err e = { 0 };
    const char *account = test_path("account");
    if (!fs_exists(account)) {
        assert_ok(fs_replace(account, "motcua_tap\nkhong-phai-that\n", 27, 0400, &e), &e);
    }
    assert_ok(setting_set(&t->of, "portal.url", url, &e), &e);
    assert_ok(setting_set(&t->of, "portal.account_file", account, &e), &e);
}

static inline struct sender_run send_now(struct test_desk *t, bool now)
{
    struct err e = { 0 };
    struct sender_run run;
    const struct sender_options options = { .seconds = 1, .now = now, .random_fixed = true };
    assert_ok(sender_run(&run, &t->of, "portal", &options, &e), &e);
    return run;
}

#endif
