/* motcua-portal.c - the practice portal: prints its address on the first line and serves until it is told to
 * end. */
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/office.h"
#include "practice/server.h"
#include "prog/portal_verb.h"

static volatile sig_atomic_t ended;

static void on_signal(int number)
{
    (void)number;
    ended = 1;
}

static void watch_signals(void)
{
    struct sigaction end = { .sa_handler = on_signal };
    sigaction(SIGTERM, &end, NULL);
    sigaction(SIGINT, &end, NULL);
    sigaction(SIGHUP, &end, NULL);
    signal(SIGPIPE, SIG_IGN);
}

/* "127.0.0.1:8091", "8091" or nothing. */
static enum rc read_listen(struct server_options *options, char address[64], const char *text, struct err *e)
{
    if (!text)
        return RC_OK;
    const char *colon = strrchr(text, ':');
    const char *port = colon ? colon + 1 : text;
    char *end;
    long number = strtol(port, &end, 10);
    if (!*port || *end || number < 0 || number > 65535)
        return err_set(e, RC_USAGE, "listen", N_("--listen takes an address and a port: 127.0.0.1:0"));
    options->port = (int)number;
    if (colon) {
        snprintf(address, 64, "%.*s", (int)(colon - text), text);
        options->address = address;
    }
    return RC_OK;
}

static enum rc read_faults(struct server_options *options, const char *text, struct err *e)
{
    if (!text)
        return RC_OK;
    char *end;
    options->fault_seed = strtoull(text, &end, 10);
    if (end == text || *end != ':')
        return err_set(e, RC_USAGE, "faults", N_("--faults takes a seed and a percentage: 7:30"));
    long percent = strtol(end + 1, &end, 10);
    if (*end || percent < 0 || percent > 100)
        return err_set(e, RC_USAGE, "faults", N_("--faults takes a seed and a percentage: 7:30"));
    options->fault_percent = (int)percent;
    return RC_OK;
}

static enum rc read_options(
    struct server_options *options, char address[64], const struct args *args, struct err *e)
{
    int64_t stall = 0, life = 0;
    enum rc rc = read_listen(options, address, arg_value(args, "listen"), e);
    if (!rc)
        rc = read_faults(options, arg_value(args, "faults"), e);
    if (!rc)
        rc = arg_number(&stall, args, "stall", 1, 600000, e);
    if (!rc)
        rc = arg_number(&life, args, "session-life", 1, 86400, e);
    if (!rc && args->count)
        rc = verb_usage(args, e);
    const char *profile = arg_value(args, "profile");
    if (!rc && profile && strcmp(profile, "session"))
        rc = err_set(
            e, RC_USAGE, "profile", N_("The practice portal speaks the session profile, not %s"), profile);
    options->stall_ms = (int)stall;
    options->session_life = (int)life;
    options->fault_only = arg_value(args, "fault-kind");
    options->account_file = arg_value(args, "account");
    options->forget = arg_given(args, "forget");
    options->store = arg_value(args, "store");
    return rc;
}

/* A directory of its own for a store that ends with the portal. */
static enum rc passing_store(char dir[64], char path[80], struct err *e)
{
    const char *temporary = getenv("TMPDIR");
    int n = snprintf(dir, 64, "%s/motcua-portal-XXXXXX", temporary ? temporary : P_tmpdir);
    if (n >= 64 || !mkdtemp(dir))
        return err_set(e, RC_STORAGE, "no_temporary", N_("The practice portal found no place for its file"));
    snprintf(path, 80, "%s/portal.db", dir);
    return RC_OK;
}

static void remove_store(const char *dir, const char *path)
{
    static const char *const tails[] = { "", "-wal", "-shm", "-journal" };
    char name[100];
    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++) {
        snprintf(name, sizeof name, "%s%s", path, tails[i]);
        unlink(name);
    }
    snprintf(name, sizeof name, "%s/portal.db.queue", dir);
    unlink(name);
    rmdir(dir);
}

static enum rc serve(const struct server_options *options, struct err *e)
{
    struct server *server = NULL;
    enum rc rc = server_start(&server, options, &clock_system, e);
    if (rc)
        return rc;
    printf("http://%s:%d\n", options->address ? options->address : "127.0.0.1", server_port(server));
    fflush(stdout);
    while (!ended && server_turn(server, 1000))
        ;
    server_stop(server);
    return RC_OK;
}

static enum rc run(struct office *office, const struct args *args, struct err *e)
{
    struct server_options options = { 0 };
    char address[64], dir[64] = "", path[80], catalogue[PATH_MAX];
    snprintf(catalogue, sizeof catalogue, "%s/data/catalogue", office->share_dir);
    options.catalogue = catalogue;
    options.records = arg_value(args, "records");
    enum rc rc = read_options(&options, address, args, e);
    if (!rc && !options.store) {
        rc = passing_store(dir, path, e);
        options.store = path;
    }
    if (rc)
        return rc;
    watch_signals();
    rc = serve(&options, e);
    if (*dir)
        remove_store(dir, path);
    return rc;
}

static const struct verb verb = { PORTAL_VERB, .run = run };

int main(int argc, char **argv)
{
    return verb_main(&verb, argc, argv);
}
