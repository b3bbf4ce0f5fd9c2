/* child.c - see child.h. */
#include "prog/child.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/fs.h"
#include "base/i18n.h"
#include "base/json.h"
#include "prog/cli.h"

#define WORDS_MAX 16

static void become(const char *program, const char *const *words, int out)
{
    struct places places;
    char path[PATH_MAX + 64];
    const char *argv[WORDS_MAX + 2] = { program };
    for (int i = 0; i < WORDS_MAX && words[i]; i++)
        argv[i + 1] = words[i];
    places_find(&places);
    snprintf(path, sizeof path, "%s/%s", places.libexec, program);
    if (dup2(out, STDOUT_FILENO) < 0)
        _exit(RC_STORAGE);
    setenv("MOTCUA_LANG", i18n_language(), 1);
    execv(path, (char *const *)(uintptr_t)argv);
    fprintf(stderr, "motcua: %s: %s\n", path, strerror(errno));
    _exit(RC_STORAGE);
}

static int64_t monotonic_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Until the end of the pipe. RC_AGAIN when time ran out, RC_REFUSED when the text passes the limit. */
static enum rc collect(struct buf *out, int fd, int seconds)
{
    int64_t end = monotonic_ms() + (int64_t)seconds * 1000;
    char room[65536];
    for (;;) {
        int64_t left = end - monotonic_ms();
        struct pollfd ready = { fd, POLLIN, 0 };
        int n = left > 0 ? poll(&ready, 1, (int)left) : 0;
        if (n == 0)
            return RC_AGAIN;
        ssize_t got = n < 0 ? -1 : read(fd, room, sizeof room);
        if (got == 0)
            return RC_OK;
        if (got < 0 && errno != EINTR)
            return RC_STORAGE;
        if (got > 0 && buf_add(out, room, (size_t)got))
            return out->failed;
    }
}

/* The child's error document, which is the last line it wrote. */
static enum rc relay(struct buf *out, enum rc rc, struct err *e)
{
    AUTO_JS document = NULL;
    size_t len = out->len;
    while (len && out->data[len - 1] == '\n')
        len--;
    size_t begin = len;
    while (begin && out->data[begin - 1] != '\n')
        begin--;
    if (!len || js_parse(&document, out->data + begin, len - begin, NULL))
        return err_set(e, rc, "child", N_("The helping program could not finish; nothing was changed."));
    const struct js *error = js_get(document, "error");
    const char *message = js_get_text(error, "message"), *field = js_get_text(error, "field");
    err_set(e, rc, "child", "%s", message ? message : "");
    if (field)
        err_field(e, "%s", field);
    return rc;
}

static enum rc verdict(struct buf *out, int status, struct err *e)
{
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
        return RC_OK;
    if (WIFEXITED(status) && WEXITSTATUS(status) <= RC_STORAGE)
        return relay(out, (enum rc)WEXITSTATUS(status), e);
    return err_set(
        e, RC_REFUSED, "child_died", N_("The helping program broke down over this; nothing was changed."));
}

enum rc child_read(struct buf *out, const char *program, const char *const *words, int seconds, struct err *e)
{
    int ends[2], status;
    if (pipe2(ends, O_CLOEXEC))
        return err_errno(e, errno, program);
    fflush(stdout);
    pid_t pid = fork();
    if (pid == 0)
        become(program, words, ends[1]);
    close(ends[1]);
    if (pid < 0) {
        close(ends[0]);
        return err_set(e, RC_AGAIN, "child", N_("The helping program could not be started; try again."));
    }
    enum rc rc = collect(out, ends[0], seconds);
    close(ends[0]);
    if (rc)
        kill(pid, SIGKILL);
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
        ;
    if (rc == RC_AGAIN)
        return err_set(
            e, rc, "child_slow", N_("It took longer than %d seconds; nothing was changed."), seconds);
    if (rc)
        return err_set(e, rc, "child_size", N_("It is larger than a catalogue may be; nothing was changed."));
    return verdict(out, status, e);
}
