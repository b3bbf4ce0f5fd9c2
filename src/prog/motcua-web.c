/* motcua-web.c - the look-up page and the board: prints its address on the first line and serves until told to end. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/office.h"
#include "people/permission.h"
#include "prog/web_verb.h"
#include "web/serve.h"
#include "web/site.h"

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

static enum rc run(struct office *of, const struct args *args, struct err *e)
{
    static struct site site; /* its tables are too large for a stack */
    struct web *web = NULL;
    if (args->count)
        return verb_usage(args, e);
    enum rc rc = permission_check(of->role, ACTION_SYNC, e);
    site_init(&site, of);
    if (!rc)
        rc = web_start(&web, &site, arg_value(args, "listen"), e);
    if (rc)
        return rc;
    watch_signals();
    printf("%s\n", web_address(web));
    fflush(stdout);
    while (!ended && web_turn(web, 1000))
        ;
    web_stop(web);
    return RC_OK;
}

static const struct verb verb = { WEB_VERB, .run = run };

int main(int argc, char **argv)
{
    return verb_main(&verb, argc, argv);
}
