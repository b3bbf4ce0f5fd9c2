/* motcua.c - the front program: finds the verb and runs it, here or as motcua-VERB from the libexec directory. */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "prog/cli.h"

#include "commands.inc"

static const struct verb *find_verb(const char *name)
{
    for (const struct verb *const *verb = verb_table; *verb; verb++)
        if (strcmp((*verb)->name, name) == 0)
            return *verb;
    return NULL;
}

/* Heavy libraries stay out of the program in which a clerk is typing: those verbs are programs of their own. */
static int run_program(const struct globals *g, const struct places *places, const struct verb *verb, int argc,
    char **argv)
{
    const char *new_argv[VERB_ARGS_MAX + 2 * VERB_OPTIONS_MAX + 12];
    char path[PATH_MAX];
    int n = 0;
    struct err e = { 0 };
    snprintf(path, sizeof path, "%s/%s", places->libexec, verb->program);
    new_argv[n++] = verb->program;
    new_argv[n++] = "--book";
    new_argv[n++] = g->book_dir;
    if (g->lang) {
        new_argv[n++] = "--lang";
        new_argv[n++] = g->lang;
    }
    if (g->as) {
        new_argv[n++] = "--as";
        new_argv[n++] = g->as;
    }
    new_argv[n++] = verb->name;
    if (argc > VERB_ARGS_MAX + 2 * VERB_OPTIONS_MAX)
        return report_error(err_set(&e, RC_USAGE, "usage", N_("Too many words on the command line")), &e, false);
    for (int i = 0; i < argc; i++)
        new_argv[n++] = argv[i];
    new_argv[n] = NULL;
    execv(path, (char *const *)(uintptr_t)new_argv);
    err_set(&e, RC_STORAGE, "no_program", N_("The program %s is missing; install motcua again"), verb->program);
    err_cause(&e, "%s: %s", path, strerror(errno));
    return report_error(RC_STORAGE, &e, false);
}

int main(int argc, char **argv)
{
    struct places places;
    struct globals g = { 0 };
    struct err e = { 0 };
    int next;
    places_find(&places);
    i18n_init(NULL, places.locale);
    enum rc rc = globals_parse(&g, &next, argc, argv, &e);
    if (rc)
        return report_error(rc, &e, false);
    if (g.lang)
        i18n_init(g.lang, places.locale);
    const char *word = next < argc ? argv[next] : "desk";
    if (strcmp(word, "--version") == 0)
        return puts("motcua " MOTCUA_VERSION) == EOF;
    if (strcmp(word, "--help") == 0 || strcmp(word, "help") == 0)
        return print_help(verb_table), 0;
    if (strcmp(word, "--mdoc") == 0)
        return print_mdoc(verb_table), 0;
    const struct verb *verb = find_verb(word);
    if (!verb)
        return report_error(err_set(&e, RC_USAGE, "usage", N_("motcua has no verb %s; see motcua --help"), word), &e,
            false);
    int rest = next < argc ? argc - next - 1 : 0;
    globals_take(&g, verb, &rest, argv + next + 1);
    if (g.lang)
        i18n_init(g.lang, places.locale);
    globals_defaults(&g);
    return verb->program ? run_program(&g, &places, verb, rest, argv + next + 1)
                         : run_verb(&g, &places, verb, rest, argv + next + 1);
}
