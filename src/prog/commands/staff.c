/* staff.c - `motcua staff`: accounts. Passwords come from standard input, never from the command line. */
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "people/staff.h"
#include "prog/verb.h"

#define LINE_SIZE (PASSWORD_MAX + 2)

static enum rc print_staff(const struct staff *staff, const struct args *args, struct err *e)
{
    if (args->json)
        return print_json(staff_json(staff), e);
    printf("%-16s %-14s %s%s%s%s\n", staff->login, role_slug(staff->role), staff->name,
        staff->title[0] ? ", " : "", staff->title, staff->locked ? _(" (locked)") : "");
    return RC_OK;
}

static enum rc show(const struct office *of, const char *login, const struct args *args, struct err *e)
{
    struct staff staff;
    enum rc rc = staff_by_login(&staff, of->db, login, e);
    return rc ? rc : print_staff(&staff, args, e);
}

static enum rc list(const struct office *of, const struct args *args, struct err *e)
{
    AUTO_ARENA arena = { 0 };
    struct staff *all = NULL;
    size_t count = 0;
    enum rc rc = staff_list(&all, &count, of->db, &arena, e);
    if (rc)
        return rc;
    if (!args->json) {
        for (size_t i = 0; i < count; i++)
            (void)print_staff(&all[i], args, e);
        return RC_OK;
    }
    struct js *rows = js_array();
    for (size_t i = 0; i < count; i++)
        js_add(rows, staff_json(&all[i]));
    return print_json(rows, e);
}

static enum rc role_of(enum staff_role *ret, const char *slug, struct err *e)
{
    if (slug && role_parse(ret, slug))
        return RC_OK;
    return err_set(e, slug ? RC_REFUSED : RC_USAGE, "staff_role",
        N_("The role must be officer, supervisor, chairman, records, administrator or auditor"));
}

/* A value that does not fit is refused, not cut. */
static enum rc take_text(char *out, size_t size, const char *text, struct err *e)
{
    int n = snprintf(out, size, "%s", text ? text : "");
    return n >= 0 && (size_t)n < size
               ? RC_OK
               : err_set(e, RC_REFUSED, "text_too_long", N_("\"%.40s...\" is too long"), text);
}

static enum rc add(const struct office *of, const struct args *args, struct err *e)
{
    struct staff staff = { 0 };
    const char *unix_user = arg_value(args, "unix");
    enum rc rc = role_of(&staff.role, arg_value(args, "role"), e);
    if (!rc)
        rc = take_text(staff.login, sizeof staff.login, args->words[1], e);
    if (!rc)
        rc = take_text(staff.name, sizeof staff.name, arg_value(args, "name"), e);
    if (!rc)
        rc = take_text(staff.title, sizeof staff.title, arg_value(args, "title"), e);
    if (!rc)
        rc = take_text(staff.unix_user, sizeof staff.unix_user, unix_user, e);
    if (!rc)
        rc = staff_add(of, &staff, e);
    return rc ? rc : print_staff(&staff, args, e);
}

/* One line without its end; nothing is shown while it is typed. */
static enum rc secret_line(char out[LINE_SIZE], const char *ask, struct err *e)
{
    struct termios shown, hidden;
    bool terminal = tcgetattr(0, &shown) == 0;
    if (terminal) {
        hidden = shown;
        hidden.c_lflag &= ~(tcflag_t)ECHO;
        tcsetattr(0, TCSAFLUSH, &hidden);
        fprintf(stderr, "%s: ", ask);
    }
    bool read = fgets(out, LINE_SIZE, stdin) != NULL;
    if (terminal) {
        tcsetattr(0, TCSAFLUSH, &shown);
        fputc('\n', stderr);
    }
    size_t n = read ? strcspn(out, "\r\n") : 0;
    if (!read || !out[n])
        return err_set(e, RC_REFUSED, "password_line", N_("No whole line came from standard input"));
    out[n] = '\0';
    return RC_OK;
}

static enum rc passwd(const struct office *of, const char *login, const struct args *args, struct err *e)
{
    bool pin = arg_given(args, "pin");
    char secret[LINE_SIZE] = "", again[LINE_SIZE] = "";
    enum rc rc = RC_OK;
    if (!arg_given(args, "remove")) {
        rc = secret_line(secret, pin ? _("New PIN") : _("New password"), e);
        if (!rc && isatty(0))
            rc = secret_line(again, _("The same again"), e);
        if (!rc && isatty(0) && strcmp(secret, again) != 0)
            rc = err_set(
                e, RC_REFUSED, "password_differs", N_("The two are not the same; nothing was changed"));
    }
    if (!rc)
        rc = pin ? staff_set_pin(of, login, secret, e) : staff_set_password(of, login, secret, e);
    explicit_bzero(secret, sizeof secret);
    explicit_bzero(again, sizeof again);
    return rc ? rc : show(of, login, args, e);
}

static enum rc run(struct office *office, const struct args *args, struct err *e)
{
    const char *what = args->count ? args->words[0] : "";
    if (args->count == 1 && strcmp(what, "list") == 0)
        return list(office, args, e);
    if (args->count == 2 && strcmp(what, "add") == 0)
        return add(office, args, e);
    if (args->count == 2 && strcmp(what, "passwd") == 0)
        return passwd(office, args->words[1], args, e);
    enum rc rc;
    if (args->count == 3 && strcmp(what, "role") == 0) {
        enum staff_role role;
        rc = role_of(&role, args->words[2], e);
        if (!rc)
            rc = staff_set_role(office, args->words[1], role, e);
    } else if (args->count == 2 && strcmp(what, "lock") == 0) {
        rc = staff_set_locked(office, args->words[1], !arg_given(args, "off"), e);
    } else {
        return verb_usage(args, e);
    }
    return rc ? rc : show(office, args->words[1], args, e);
}

static const struct option_row options[] = {
    { "name", N_("NAME"), N_("The person's name") },
    { "title", N_("TITLE"), N_("Their office, as printed on papers") },
    { "role", N_("ROLE"), N_("officer, supervisor, chairman, records, administrator or auditor") },
    { "unix", N_("USER"), N_("The Unix user whose commands run as this account") },
    { "pin", NULL, N_("Set the PIN that unlocks a desk, not the password") },
    { "remove", NULL, N_("Take the password or PIN away") },
    { "off", NULL, N_("Open a locked account again") },
    { 0 },
};

static const struct example_row examples[] = {
    { "staff add hoa --name \"Lê Thị Hoa\" --role officer --unix hoa", N_("adds an account") },
    { "staff passwd hoa", N_("asks for a new password; from a pipe, reads one line") },
    { "staff role hoa supervisor", N_("gives another role") },
    { "staff lock hoa", N_("locks the account; --off opens it again") },
    { 0 },
};

const struct verb verb_staff = {
    .name = "staff",
    .summary = N_("Keeps the accounts of those who work here"),
    .usage = "list | add LOGIN --name NAME --role ROLE | role LOGIN ROLE | lock LOGIN [--off] | passwd LOGIN "
             "[--pin]",
    .description = N_("Accounts are never removed, only locked: the journal names them for ever."),
    .needs = NEEDS_BOOK,
    .options = options,
    .examples = examples,
    .run = run,
    .prints_data = true,
};
