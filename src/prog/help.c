/* help.c - help texts and the manual page, printed from the verb tables so that they are never wrong. */
#include <ctype.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "book/settings.h"
#include "prog/cli.h"

static void print_padded(const char *text, int columns)
{
    int used = text_width(text, strlen(text));
    printf("%s%*s", text, used < columns ? columns - used : 1, "");
}

static const char *option_spelling(char out[80], const struct option_row *row)
{
    const char *comma = strchr(row->name, ',');
    int len = comma ? (int)(comma - row->name) : (int)strlen(row->name);
    char letter[8] = "";
    if (comma)
        snprintf(letter, sizeof letter, "-%c, ", comma[1]);
    snprintf(out, 80, "%s--%.*s%s%s", letter, len, row->name, row->argument ? " " : "",
        row->argument ? _(row->argument) : "");
    return out;
}

void print_verb_help(const struct verb *verb)
{
    char spelling[80];
    printf("%s: motcua %s %s\n\n%s\n", _("Usage"), verb->name, verb->usage, _(verb->summary));
    if (verb->description)
        printf("\n%s\n", _(verb->description));
    printf("\n%s\n", _("Options:"));
    for (const struct option_row *row = verb->options; row && row->name; row++) {
        printf("  ");
        print_padded(option_spelling(spelling, row), 28);
        printf("%s\n", _(row->help));
    }
    if (verb->prints_data) {
        printf("  ");
        print_padded("--json", 28);
        printf("%s\n", _("print one JSON document"));
    }
    printf("  ");
    print_padded("--help", 28);
    printf("%s\n", _("show this help"));
    if (verb->examples)
        printf("\n%s\n", _("Examples:"));
    for (const struct example_row *row = verb->examples; row && row->line; row++)
        printf("  motcua %s\n      %s\n", row->line, _(row->help));
}

void print_help(const struct verb *const *verbs)
{
    printf("%s: motcua [--book DIR] [--lang vi|en] [--as STAFF] [--practice] VERB [ARGS]\n\n%s\n\n", _("Usage"),
        _("The desk program of a commune's one-stop shop. Without a verb it opens the desk."));
    for (const struct verb *const *verb = verbs; *verb; verb++) {
        printf("  ");
        print_padded((*verb)->name, 12);
        printf("%s\n", _((*verb)->summary));
    }
    printf("\n%s\n", _("motcua VERB --help shows options and examples."));
}

/* mdoc wants a leading dot or quote escaped, backslashes doubled, each sentence on a line of its own and .Pp
 * between paragraphs. */
static void mdoc_text(const char *text)
{
    if (*text == '.' || *text == '\'')
        printf("\\&");
    for (const char *p = text; *p; p++) {
        bool sentence_ends = (*p == '.' || *p == ':' || *p == '?') && p[1] == ' ';
        if (*p == '\\')
            printf("\\e");
        else if (*p == '-')
            printf("\\-");
        else if (*p == '\n')
            printf(p[1] == '\n' ? "\n.Pp" : "\n");
        else
            putchar(*p);
        if (sentence_ends && *p != ':')
            putchar(*++p == ' ' ? '\n' : *p);
    }
}

static void mdoc_line(const char *text)
{
    mdoc_text(text);
    putchar('\n');
}

static void mdoc_verb(const struct verb *verb)
{
    char spelling[80];
    printf(".Ss %s\n.Nm\n.Cm %s\n", verb->name, verb->name);
    if (*verb->usage)
        mdoc_line(verb->usage);
    printf(".Pp\n");
    mdoc_line(_(verb->summary));
    if (verb->description) {
        printf(".Pp\n");
        mdoc_line(_(verb->description));
    }
    if (verb->options && verb->options->name)
        printf(".Bl -tag -width Ds\n");
    for (const struct option_row *row = verb->options; row && row->name; row++) {
        printf(".It ");
        mdoc_line(option_spelling(spelling, row));
        mdoc_line(_(row->help));
    }
    if (verb->options && verb->options->name)
        printf(".El\n");
    for (const struct example_row *row = verb->examples; row && row->line; row++) {
        printf(".Pp\n");
        mdoc_line(_(row->help));
        printf(".Dl motcua ");
        mdoc_line(row->line);
    }
}

static void mdoc_settings(void)
{
    printf(".Sh %s\n.Bl -tag -width Ds\n", _("SETTINGS"));
    for (const struct setting_row *row = settings_table; row->name; row++) {
        printf(".It Va %s\n", row->name);
        mdoc_text(_(row->help));
        printf(" (%s: %s)\n", _("default"), row->fallback[0] ? row->fallback : "\\-");
    }
    printf(".El\n");
}

static void mdoc_list(const char *heading, const char *const *rows, size_t count)
{
    printf(".Sh %s\n.Bl -tag -width Ds\n", heading);
    for (size_t i = 0; i < count; i += 2) {
        printf(".It ");
        mdoc_line(rows[i]);
        mdoc_line(_(rows[i + 1]));
    }
    printf(".El\n");
}

void print_mdoc(const struct verb *const *verbs)
{
    static const char *const globals[] = {
        "--book DIR", N_("the book's directory"),
        "--lang vi|en", N_("language of screens and messages; Vietnamese by default"),
        "--as STAFF", N_("act for another account (administrators, practice books)"),
        "--practice", N_("use the practice book beside the real one"),
    };
    static const char *const variables[] = {
        "MOTCUA_BOOK", N_("the book's directory"),
        "MOTCUA_LANG", N_("language of screens and messages; Vietnamese by default"),
        "MOTCUA_DESK", N_("the name of this desk, as journalled"),
        "NO_COLOR", N_("no colours on the screen"),
    };
    static const char *const statuses[] = {
        "0", N_("done"),
        "1", N_("refused by a rule or because of bad input"),
        "2", N_("the command line is wrong"),
        "3", N_("no such thing"),
        "4", N_("try again later: busy, line down, printer off"),
        "5", N_("storage trouble: full, damaged, wrong version, unsafe place"),
    };
    printf(".Dd November 22, 2026\n.Dt MOTCUA 1\n.Os\n.Sh %s\n.Nm motcua\n.Nd %s\n", _("NAME"),
        _("the desk program of a commune's one-stop shop"));
    printf(".Sh %s\n.Nm\n.Op Fl \\-book Ar DIR\n.Op Fl \\-lang Ar vi|en\n.Op Fl \\-as Ar STAFF\n.Op Fl \\-practice\n"
           ".Ar VERB\n.Op Ar ARGS\n", _("SYNOPSIS"));
    mdoc_list(_("OPTIONS"), globals, sizeof globals / sizeof *globals);
    printf(".Sh %s\n", _("VERBS"));
    for (const struct verb *const *verb = verbs; *verb; verb++)
        mdoc_verb(*verb);
    mdoc_settings();
    mdoc_list(_("ENVIRONMENT"), variables, sizeof variables / sizeof *variables);
    mdoc_list(_("EXIT STATUS"), statuses, sizeof statuses / sizeof *statuses);
}
