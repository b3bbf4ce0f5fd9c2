/* child.c - the desk's one background child: started, listened to, never waited for. See session.h. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/fs.h"
#include "base/i18n.h"
#include "base/office.h"
#include "book/book.h"
#include "desk/desk.h"
#include "desk/session.h"
#include "desk/term/terminal.h"

#define ARGS_MAX 24

extern char **environ;

/* Nothing of the terminal goes to the child: it reads nothing and its words come to us. */
static int spawn(pid_t *pid, const char **argv, int out)
{
    posix_spawn_file_actions_t files;
    posix_spawnattr_t attr;
    sigset_t none;
    sigemptyset(&none);
    int rc = posix_spawn_file_actions_init(&files);
    if (rc)
        return rc;
    rc = posix_spawnattr_init(&attr);
    if (!rc) {
        posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
        posix_spawn_file_actions_adddup2(&files, out, 1);
        posix_spawn_file_actions_adddup2(&files, out, 2);
        posix_spawnattr_setsigmask(&attr, &none);
        posix_spawnattr_setpgroup(&attr, 0); /* Ctrl-C at a shell is not for it */
        posix_spawnattr_setflags(&attr, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP);
        rc = posix_spawn(pid, "/proc/self/exe", &files, &attr, (char *const *)(uintptr_t)argv, environ);
        posix_spawnattr_destroy(&attr);
    }
    posix_spawn_file_actions_destroy(&files);
    return rc;
}

enum rc session_start(struct session *s, const char *what, const char *const *words, struct err *e)
{
    struct child *c = &s->child;
    int ends[2];
    const char *argv[ARGS_MAX] = { "motcua", "--book", s->office->book->dir, "--lang", i18n_language() };
    size_t n = 5;
    if (c->pid)
        return err_set(
            e, RC_CONFLICT, "child_busy", N_("Still at work: %s. One thing after the other."), _(c->what));
    while (*words && n + 1 < ARGS_MAX)
        argv[n++] = *words++;
    if (pipe2(ends, O_CLOEXEC | O_NONBLOCK))
        return err_errno(e, errno, "pipe");
    fcntl(ends[1], F_SETFL, 0);
    *c = (struct child){ .out = ends[0], .what = what, .asker = s->desk->top };
    int failed = spawn(&c->pid, argv, ends[1]);
    close(ends[1]);
    if (!failed)
        return RC_OK;
    close(ends[0]);
    *c = (struct child){ .out = -1 };
    return err_errno(e, failed, "motcua");
}

/* What does not fit is read and dropped, so that the child never waits for us. */
static void listen(struct child *c)
{
    char piece[512];
    ssize_t n;
    while (c->out >= 0 && (n = read(c->out, piece, sizeof piece)) > 0) {
        size_t room = sizeof c->said - 1 - c->len;
        size_t take = (size_t)n < room ? (size_t)n : room;
        memcpy(c->said + c->len, piece, take);
        c->len += take;
        c->said[c->len] = '\0';
    }
}

bool session_child_ended(struct session *s)
{
    struct child *c = &s->child;
    int status = 0;
    if (!c->pid)
        return false;
    listen(c);
    if (waitpid(c->pid, &status, WNOHANG) != c->pid)
        return false;
    listen(c); /* what it wrote between our look and its end */
    close(c->out);
    c->out = -1;
    c->pid = 0;
    c->status = WIFEXITED(status) ? WEXITSTATUS(status) : 128;
    session_recount(s);
    return true;
}

const char *child_last_line(struct child *c)
{
    char *end = c->said + strlen(c->said);
    while (end > c->said && (end[-1] == '\n' || end[-1] == ' '))
        *--end = '\0';
    const char *last = strrchr(c->said, '\n');
    return last ? last + 1 : c->said;
}

void session_say_child(struct session *s)
{
    if (!s->child.pid || !session_child_ended(s))
        return;
    const char *last = child_last_line(&s->child);
    if (s->child.status == 0)
        desk_say(s->desk, ROLE_OK, N_("Done: %s. %s"), _(s->child.what),
            s->child.result[0] ? s->child.result : last);
    else
        desk_say(s->desk, ROLE_WARN, N_("Not done: %s. %s"), _(s->child.what), last);
}

/* --- the practice desk --- */

static bool practice_book_there(const struct session *s)
{
    char path[PATH_MAX + 32];
    snprintf(path, sizeof path, "%s-practice/book.db", s->office->book->dir);
    return fs_exists(path);
}

enum rc session_practice(struct session *s, struct err *e)
{
    const char *argv[] = { "motcua", "--practice", "--book", s->office->book->dir, "--lang", i18n_language(),
        "desk", NULL };
    struct terminal *t = s->desk->terminal;
    pid_t pid;
    int status = 0;
    if (!practice_book_there(s)) {
        err_set(e, RC_NOT_FOUND, "no_practice_book", N_("There is no practice book beside this one yet."));
        err_hint(e, N_("Make one: motcua --practice init --practice --unit CODE --name NAME"));
        return RC_NOT_FOUND;
    }
    if (!isatty(0) || !isatty(1))
        return err_set(e, RC_REFUSED, "no_terminal", N_("The practice desk needs a terminal of its own."));
    t->suspend(t);
    int failed = posix_spawn(&pid, "/proc/self/exe", NULL, NULL, (char *const *)(uintptr_t)argv, environ);
    if (!failed)
        while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
            ;
    t->restore(t);
    return failed ? err_errno(e, failed, "motcua") : RC_OK;
}
