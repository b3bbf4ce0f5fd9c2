/* worker.c - see worker.h. */
#include "desk/worker.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/office.h"
#include "book/book.h"

/* Beside the program that runs now, in the libexec directory of the installed one, or where the build put it.
 */
static bool find_program(char out[PATH_MAX], const char *program)
{
    static const char *const between[] = { "", "../libexec/motcua/", "../" };
    char self[PATH_MAX];
    ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);
    if (n <= 0)
        return false;
    self[n] = '\0';
    int dir = (int)(strrchr(self, '/') - self);
    for (size_t i = 0; i < sizeof between / sizeof *between; i++) {
        int used = snprintf(out, PATH_MAX, "%.*s/%s%s", dir, self, between[i], program);
        if (used > 0 && used < PATH_MAX && access(out, X_OK) == 0)
            return true;
    }
    return false;
}

static void become(const char *path, const char *const *argv, int in, int out, int err)
{
    if (in < 0)
        in = open("/dev/null", O_RDONLY);
    if (in < 0 || dup2(in, 0) < 0 || dup2(out, 1) < 0 || dup2(err, 2) < 0)
        _exit(127);
    setsid(); /* a terminal that hangs up must not end a print */
    execv(path, (char *const *)(uintptr_t)argv);
    _exit(127);
}

static bool open_pipes(int out[2], int err[2])
{
    if (pipe2(out, O_CLOEXEC))
        return false;
    if (pipe2(err, O_CLOEXEC) == 0)
        return true;
    close(out[0]);
    close(out[1]);
    return false;
}

/* All of it fits into the pipe, so writing never waits for the child. -1 with errno. */
static int filled_pipe(const char *input)
{
    int ends[2];
    size_t len = strlen(input);
    if (len > WORKER_INPUT || pipe2(ends, O_CLOEXEC)) {
        errno = len > WORKER_INPUT ? E2BIG : errno;
        return -1;
    }
    ssize_t n = write(ends[1], input, len);
    close(ends[1]);
    if (n == (ssize_t)len)
        return ends[0];
    close(ends[0]);
    return -1;
}

enum rc worker_start(
    struct worker *c, const struct office *of, const char *program, const char *const *words, struct err *e)
{
    return worker_start_with(c, of, program, words, NULL, e);
}

enum rc worker_start_with(struct worker *c, const struct office *of, const char *program,
    const char *const *words, const char *input, struct err *e)
{
    char path[PATH_MAX];
    const char *argv[WORKER_WORDS + 6] = { program, "--book", of->book->dir, "--lang", i18n_language() };
    int out[2], err[2], n = 5, in = -1;
    worker_release(c);
    for (int i = 0; i < WORKER_WORDS && words[i]; i++)
        argv[n++] = words[i];
    if (!find_program(path, program))
        return err_set(e, RC_NOT_FOUND, "program_missing",
            N_("The program %s is not installed on this machine."), program);
    if (input && (in = filled_pipe(input)) < 0)
        return err_errno(e, errno, program);
    if (!open_pipes(out, err)) {
        err_errno(e, errno, program);
        if (in >= 0)
            close(in);
        return RC_STORAGE;
    }
    pid_t pid = fork();
    if (pid == 0)
        become(path, argv, in, out[1], err[1]);
    if (in >= 0)
        close(in);
    close(out[1]);
    close(err[1]);
    *c = (struct worker){ .pid = pid > 0 ? pid : 0, .out = out[0], .err = err[0] };
    if (pid > 0)
        return RC_OK;
    worker_release(c);
    return err_errno(e, errno, program);
}

static void take_output(struct worker *c)
{
    char chunk[4096];
    ssize_t n = read(c->out, chunk, sizeof chunk);
    if (n <= 0) {
        close(c->out);
        c->out = -1;
        return;
    }
    size_t room = WORKER_OUTPUT - c->len, take = (size_t)n < room ? (size_t)n : room;
    char *text = realloc(c->text, c->len + take + 1);
    if (!text)
        return;
    memcpy(text + c->len, chunk, take);
    c->text = text;
    c->len += take;
    text[c->len] = '\0';
}

static void take_complaint(struct worker *c)
{
    char chunk[1024];
    ssize_t n = read(c->err, chunk, sizeof chunk);
    if (n <= 0) {
        close(c->err);
        c->err = -1;
        return;
    }
    size_t have = strlen(c->complaint);
    snprintf(c->complaint + have, sizeof c->complaint - have, "%.*s", (int)n, chunk);
}

/* The first line, without the name of the program: the clerk did not type one. */
static void tidy_complaint(struct worker *c)
{
    static const char name[] = "motcua: ";
    size_t skip = strncmp(c->complaint, name, sizeof name - 1) == 0 ? sizeof name - 1 : 0;
    c->complaint[strcspn(c->complaint, "\n")] = '\0';
    memmove(c->complaint, c->complaint + skip, strlen(c->complaint + skip) + 1);
}

static bool reap(struct worker *c)
{
    int status;
    if (waitpid(c->pid, &status, WNOHANG) != c->pid)
        return false;
    c->status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    tidy_complaint(c);
    c->pid = 0;
    return c->ended = true;
}

bool worker_poll(struct worker *c, int ms)
{
    bool changed = false;
    if (!c->pid)
        return false;
    struct pollfd fds[] = { { c->out, POLLIN, 0 }, { c->err, POLLIN, 0 } };
    while ((c->out >= 0 || c->err >= 0) && poll(fds, 2, ms) > 0) {
        if (fds[0].revents)
            take_output(c);
        if (fds[1].revents)
            take_complaint(c);
        fds[0].fd = c->out;
        fds[1].fd = c->err;
        changed = true;
    }
    return reap(c) || changed;
}

void worker_release(struct worker *c)
{
    if (c->pid || c->ended || c->text) {
        if (c->out >= 0)
            close(c->out);
        if (c->err >= 0)
            close(c->err);
        if (c->pid)
            (void)waitpid(c->pid, &(int){ 0 }, WNOHANG);
    }
    free(c->text);
    *c = (struct worker){ .out = -1, .err = -1 };
}
