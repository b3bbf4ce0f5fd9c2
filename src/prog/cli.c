/* cli.c - see cli.h. */
#include "prog/cli.h"

#include <errno.h>
#include <getopt.h>
#include <pwd.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/fs.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "base/text.h"
#include "base/yaml.h"
#include "book/book.h"
#include "book/settings.h"
#include "prog/identity.h"

/* --- places --- */

static void exe_dir(char out[PATH_MAX])
{
    ssize_t n = readlink("/proc/self/exe", out, PATH_MAX - 1);
    out[n > 0 ? n : 0] = '\0';
    char *slash = strrchr(out, '/');
    if (slash)
        *slash = '\0';
}

/* The first of several directories relative to the program that exists; the installed one otherwise. */
static void pick(char out[PATH_MAX], const char *dir, const char *const *tries, const char *installed)
{
    for (; *tries; tries++) {
        snprintf(out, PATH_MAX, "%s/%s", dir, *tries);
        if (access(out, R_OK) == 0)
            return;
    }
    snprintf(out, PATH_MAX, "%s", installed);
}

void places_find(struct places *ret)
{
    static const char *const libexec[] = { "motcua-sync", "../libexec/motcua/motcua-sync", NULL };
    static const char *const share[] = { "share/data", "../share/motcua/data", "../../share/motcua/data", NULL };
    static const char *const locale[] = { "locale/vi", "../share/locale/vi", "../../share/locale/vi", NULL };
    char dir[PATH_MAX];
    exe_dir(dir);
    pick(ret->libexec, dir, libexec, PREFIX "/libexec/motcua/motcua-sync");
    pick(ret->share, dir, share, PREFIX "/share/motcua/data");
    pick(ret->locale, dir, locale, PREFIX "/share/locale/vi");
    char *const ends[] = { ret->libexec, ret->share, ret->locale };
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        *strrchr(ends[i], '/') = '\0';
}

/* --- options before the verb --- */

static const char *default_book(char out[PATH_MAX])
{
    const char *data = getenv("XDG_DATA_HOME"), *home = getenv("HOME");
    if (data && *data)
        snprintf(out, PATH_MAX, "%s/motcua", data);
    else if (home && *home && access("/var/lib/motcua/book.db", F_OK))
        snprintf(out, PATH_MAX, "%s/.local/share/motcua", home);
    else
        snprintf(out, PATH_MAX, "/var/lib/motcua");
    return out;
}

void globals_defaults(struct globals *g)
{
    const char *from_env = getenv("MOTCUA_BOOK");
    if (!g->book_dir)
        g->book_dir = from_env && *from_env ? from_env : default_book(g->book_buffer);
    if (g->practice) {
        char real[PATH_MAX];
        snprintf(real, sizeof real, "%s", g->book_dir);
        snprintf(g->book_buffer, sizeof g->book_buffer, "%s-practice", real);
        g->book_dir = g->book_buffer;
    }
}

/* "--name VALUE" or "--name=VALUE": the value, or NULL when argv[*i] is something else. */
static const char *global_value(const char *name, int *i, int argc, char **argv)
{
    size_t len = strlen(name);
    if (strncmp(argv[*i], name, len))
        return NULL;
    if (argv[*i][len] == '=')
        return argv[*i] + len + 1;
    return argv[*i][len] == '\0' && *i + 1 < argc ? argv[++*i] : NULL;
}

enum rc globals_parse(struct globals *ret, int *next, int argc, char **argv, struct err *e)
{
    struct globals g = { 0 };
    int i = 1;
    for (; i < argc && argv[i][0] == '-' && argv[i][1]; i++) {
        const char *value;
        if ((value = global_value("--book", &i, argc, argv)))
            g.book_dir = value;
        else if ((value = global_value("--lang", &i, argc, argv)))
            g.lang = value;
        else if ((value = global_value("--as", &i, argc, argv)))
            g.as = value;
        else if (strcmp(argv[i], "--practice") == 0)
            g.practice = true;
        else if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "--version") == 0 || strcmp(argv[i], "--mdoc") == 0)
            break;
        else
            return err_set(e, RC_USAGE, "usage", N_("motcua does not know the option %s; see motcua --help"), argv[i]);
    }
    *ret = g;
    *next = i;
    return RC_OK;
}

/* --- options behind the verb --- */

static bool long_name_is(const struct option_row *row, const char *name, size_t len)
{
    return strncmp(row->name, name, len) == 0 && (row->name[len] == '\0' || row->name[len] == ',');
}

static int option_index(const struct verb *verb, const char *name, size_t len)
{
    for (int i = 0; verb->options && verb->options[i].name; i++)
        if (long_name_is(&verb->options[i], name, len))
            return i;
    return -1;
}

static int short_index(const struct verb *verb, char letter)
{
    for (int i = 0; verb->options && verb->options[i].name; i++) {
        const char *comma = strchr(verb->options[i].name, ',');
        if (comma && comma[1] == letter && !comma[2])
            return i;
    }
    return -1;
}

enum rc verb_usage(const struct args *args, struct err *e)
{
    err_set(e, RC_USAGE, "usage", N_("Usage: motcua %s %s"), args->verb->name, args->verb->usage);
    err_hint(e, N_("motcua %s --help shows options and examples"), args->verb->name);
    return RC_USAGE;
}

static enum rc take_option(struct args *args, int index, const char *value, int *i, int argc, char **argv, struct err *e)
{
    if (index < 0)
        return err_set(e, RC_USAGE, "usage", N_("motcua %s does not know the option %s"), args->verb->name, argv[*i]);
    bool wants = args->verb->options[index].argument != NULL;
    if (!wants && value)
        return err_set(e, RC_USAGE, "usage", N_("The option --%s takes no value"), args->verb->options[index].name);
    /* A value in brackets may be left out: "--print [PRINTER]". */
    bool optional = wants && args->verb->options[index].argument[0] == '[';
    if (wants && !value && !optional && *i + 1 >= argc)
        return err_set(e, RC_USAGE, "usage", N_("The option --%s needs a value"), args->verb->options[index].name);
    if (wants && !value && !optional)
        value = argv[++*i];
    args->values[index] = value ? value : "";
    return RC_OK;
}

static enum rc take_long(struct args *args, bool *help, int *i, int argc, char **argv, struct err *e)
{
    const char *name = argv[*i] + 2, *equals = strchr(name, '=');
    size_t len = equals ? (size_t)(equals - name) : strlen(name);
    if (len == 4 && strncmp(name, "help", 4) == 0)
        *help = true;
    else if (len == 4 && strncmp(name, "json", 4) == 0 && args->verb->prints_data)
        args->json = true;
    else
        return take_option(args, option_index(args->verb, name, len), equals ? equals + 1 : NULL, i, argc, argv, e);
    return RC_OK;
}

/* Parses argv (behind the verb) against the verb's table. `help` tells that --help was asked for. */
static enum rc args_parse(struct args *ret, bool *help, const struct verb *verb, int argc, char **argv, struct err *e)
{
    struct args args = { .verb = verb };
    bool only_words = false;
    *help = false;
    for (int i = 0; i < argc; i++) {
        enum rc rc = RC_OK;
        if (!only_words && strcmp(argv[i], "--") == 0)
            only_words = true;
        else if (!only_words && strncmp(argv[i], "--", 2) == 0)
            rc = take_long(&args, help, &i, argc, argv, e);
        else if (!only_words && argv[i][0] == '-' && argv[i][1] && !argv[i][2] && argv[i][1] > '9')
            rc = take_option(&args, short_index(verb, argv[i][1]), NULL, &i, argc, argv, e);
        else if (args.count == VERB_ARGS_MAX)
            rc = verb_usage(&args, e);
        else
            args.words[args.count++] = argv[i];
        if (rc)
            return rc;
    }
    *ret = args;
    return RC_OK;
}

void globals_take(struct globals *g, const struct verb *verb, int *argc, char **argv)
{
    const struct {
        const char *name;
        const char **place;
    } known[] = { { "--book", &g->book_dir }, { "--lang", &g->lang }, { "--as", &g->as } };
    int kept = 0, i = 0;
    for (; i < *argc && strcmp(argv[i], "--"); i++) {
        const char *value = NULL;
        for (size_t k = 0; k < sizeof known / sizeof *known && !value; k++)
            if (option_index(verb, known[k].name + 2, strlen(known[k].name + 2)) < 0 &&
                (value = global_value(known[k].name, &i, *argc, argv)))
                *known[k].place = value;
        if (!value)
            argv[kept++] = argv[i];
    }
    for (; i < *argc; i++)
        argv[kept++] = argv[i];
    *argc = kept;
}

const char *arg_value(const struct args *args, const char *name)
{
    int i = option_index(args->verb, name, strlen(name));
    return i < 0 ? NULL : args->values[i];
}

bool arg_given(const struct args *args, const char *name)
{
    return arg_value(args, name) != NULL;
}

enum rc arg_number(int64_t *ret, const struct args *args, const char *name, int64_t min, int64_t max, struct err *e)
{
    const char *text = arg_value(args, name);
    if (!text)
        return RC_OK;
    char *end;
    errno = 0;
    long long n = strtoll(text, &end, 10);
    if (!*text || *end || errno || n < min || n > max) {
        err_set(e, RC_USAGE, "usage", N_("The option --%s takes a whole number from %lld to %lld"), name, (long long)min,
            (long long)max);
        err_field(e, "%s", name);
        return RC_USAGE;
    }
    *ret = n;
    return RC_OK;
}

/* --- what is printed --- */

enum rc print_json(struct js *document, struct err *e)
{
    AUTO_JS root = document;
    AUTO_STRING text = NULL;
    enum rc rc = js_write(&text, root, isatty(STDOUT_FILENO) ? JS_PRETTY : JS_LINE, e);
    if (rc)
        return rc;
    if (puts(text) == EOF || fflush(stdout))
        return err_errno(e, errno, _("standard output"));
    return RC_OK;
}

static void print_error_json(const struct err *e)
{
    struct js *inner = js_object(), *outer = js_object();
    js_put_text(inner, "code", e->code ? e->code : "error");
    js_put_text(inner, "message", e->message);
    js_put_text(inner, "field", e->field[0] ? e->field : NULL);
    js_put_text(inner, "hint", e->hint[0] ? e->hint : NULL);
    js_put(outer, "error", inner);
    enum rc ignored = print_json(outer, NULL); /* nothing can be said when even this fails */
    (void)ignored;
}

/* What was typed may stand in a message: nothing of it may act on the terminal (text border, out). */
static void make_safe(char *text, size_t size)
{
    AUTO_BUF safe = buf_limit(2048);
    if (text_safe(&safe, text, strlen(text)) == RC_OK)
        snprintf(text, size, "%s", buf_text(&safe));
    utf8_mend(text);
}

int report_error(enum rc rc, const struct err *trouble, bool json)
{
    if (rc == RC_OK || trouble->printed)
        return rc_exit_status(rc);
    struct err e = *trouble;
    make_safe(e.message, sizeof e.message);
    make_safe(e.hint, sizeof e.hint);
    make_safe(e.field, sizeof e.field);
    make_safe(e.cause, sizeof e.cause);
    if (json) {
        print_error_json(&e);
        return rc_exit_status(rc);
    }
    fprintf(stderr, "motcua: %s\n", e.message[0] ? e.message : _("It did not work"));
    if (e.hint[0])
        fprintf(stderr, "  %s\n", e.hint);
    if (e.cause[0] && rc >= RC_STORAGE)
        fprintf(stderr, "  (%s)\n", e.cause);
    return rc_exit_status(rc);
}

enum rc said_all(struct err *e, enum rc rc)
{
    e->printed = true;
    return rc;
}

/* --- running --- */

static enum rc read_machine_settings(const char *path, struct err *e)
{
    if (!fs_exists(path))
        return RC_OK;
    AUTO_YAML document = NULL;
    enum rc rc = yaml_read(&document, path, NULL, e);
    const struct yaml_node *root = rc ? NULL : yaml_root(document);
    for (size_t i = 0; !rc && i < yaml_len(root); i++) {
        const char *name = yaml_text(yaml_key_at(root, i)), *value = yaml_text(yaml_at(root, i));
        rc = settings_add_machine(name ? name : "", value ? value : "", e);
    }
    return rc;
}

/* No core dumps, no reading of our memory by others: keys and personal data are in it. */
static void harden(void)
{
    umask(077);
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);
#ifndef __SANITIZE_ADDRESS__
    prctl(PR_SET_DUMPABLE, 0);
#endif
    setrlimit(RLIMIT_CORE, &(struct rlimit){ 0, 0 });
}

static enum rc run_with_book(const struct globals *g, struct office *of, const struct verb *verb,
    const struct args *args, struct err *e)
{
    AUTO_BOOK book = { 0 };
    AUTO_ARENA arena = { 0 };
    enum rc rc = read_machine_settings("/etc/motcua/motcua.yaml", e);
    if (!rc)
        rc = book_open(&book, g->book_dir, e);
    if (rc)
        return rc;
    of->book = &book;
    of->db = book.db;
    rc = identity_sign_in(of, g->as, &arena, e);
    return rc ? rc : verb->run(of, args, e);
}

static bool there_is_a_book(const char *dir)
{
    char path[PATH_MAX];
    int n = snprintf(path, sizeof path, "%s/book.db", dir);
    return n > 0 && n < (int)sizeof path && fs_exists(path);
}

/* A command line that cannot be parsed may still have asked for JSON. */
static bool wants_json(int argc, char **argv)
{
    for (int i = 0; i < argc; i++)
        if (strcmp(argv[i], "--json") == 0)
            return true;
    return false;
}

static const char *book_dir;

const char *cli_book_dir(void)
{
    return book_dir;
}

int run_verb(const struct globals *g, const struct places *places, const struct verb *verb, int argc, char **argv)
{
    struct err e = { 0 };
    struct args args = { 0 };
    bool help;
    enum rc rc = args_parse(&args, &help, verb, argc, argv, &e);
    if (rc)
        return report_error(rc, &e, wants_json(argc, argv));
    if (help) {
        print_verb_help(verb);
        return 0;
    }
    harden();
    book_dir = g->book_dir;
    char desk[64];
    struct office of = { .clock = &clock_system, .share_dir = places->share, .desk = identity_desk(desk, sizeof desk) };
    if (verb->needs == NEEDS_BOOK || (verb->needs == USES_BOOK && there_is_a_book(g->book_dir)))
        rc = run_with_book(g, &of, verb, &args, &e);
    else
        rc = verb->run(&of, &args, &e);
    if (!rc && fflush(stdout))
        rc = err_errno(&e, errno, _("standard output"));
    return report_error(rc, &e, args.json);
}

int verbs_main(const struct verb *const *verbs, int argc, char **argv)
{
    struct places places;
    struct globals g;
    struct err e = { 0 };
    int next;
    places_find(&places);
    i18n_init(NULL, places.locale);
    enum rc rc = globals_parse(&g, &next, argc, argv, &e);
    if (rc)
        return report_error(rc, &e, false);
    if (g.lang)
        i18n_init(g.lang, places.locale);
    globals_defaults(&g);
    /* the front program puts the verb itself first, so that several verbs may share a program */
    for (size_t i = 0; next < argc && verbs[i]; i++)
        if (strcmp(argv[next], verbs[i]->name) == 0)
            return run_verb(&g, &places, verbs[i], argc - next - 1, argv + next + 1);
    return run_verb(&g, &places, verbs[0], argc - next, argv + next);
}

int verb_main(const struct verb *verb, int argc, char **argv)
{
    return verbs_main((const struct verb *const[]){ verb, NULL }, argc, argv);
}
