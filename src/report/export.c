/* export.c - see export.h. */
#include "report/export.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/fs.h"
#include "base/i18n.h"
#include "base/json.h"
#include "report/zip_check.h"

#define CHILD_VARIABLE "MOTCUA_REPORT_TARGET"
#define CHILD_FD       3
#define ANSWER_MAX     ((size_t)1 << 20)

/* --- the child's side --- */

const char *export_target(void)
{
    return getenv(CHILD_VARIABLE);
}

static struct js *trouble_json(enum rc rc, const struct err *trouble)
{
    struct js *inner = js_object(), *outer = js_object();
    js_put_int(inner, "rc", rc);
    js_put_text(inner, "code", trouble->code ? trouble->code : "error");
    js_put_text(inner, "message", trouble->message);
    js_put_text(inner, "hint", trouble->hint);
    js_put_text(inner, "field", trouble->field);
    js_put_text(inner, "cause", trouble->cause);
    js_put(outer, "error", inner);
    return outer;
}

enum rc export_say(enum rc rc, struct js *answer, const struct err *trouble, struct err *e)
{
    AUTO_JS said = rc ? trouble_json(rc, trouble) : answer;
    AUTO_STRING text = NULL;
    enum rc written = js_write(&text, said, JS_LINE, e);
    if (!written && fs_write_all(CHILD_FD, text, strlen(text)))
        written = err_errno(e, errno, "pipe");
    return written ? written : rc;
}

/* Limits as for every program that handles foreign formats: it may not eat the machine. */
static void limit_child(void)
{
    setrlimit(RLIMIT_CPU, &(struct rlimit){ 300, 300 });
    setrlimit(RLIMIT_FSIZE, &(struct rlimit){ (rlim_t)2 << 30, (rlim_t)2 << 30 });
#ifndef __SANITIZE_ADDRESS__ /* it needs terabytes of addresses */
    setrlimit(RLIMIT_AS, &(struct rlimit){ (rlim_t)1 << 30, (rlim_t)1 << 30 });
#endif
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
}

/* The library writes its own English words, with the temporary name, to standard error; ours come by the
 * pipe. */
static void hush(void)
{
    int null = open("/dev/null", O_RDWR);
    if (null < 0 || dup2(null, STDOUT_FILENO) < 0)
        _exit(126);
#ifndef __SANITIZE_ADDRESS__
    if (dup2(null, STDERR_FILENO) < 0)
        _exit(126);
#endif
    if (null > CHILD_FD)
        close(null);
}

static _Noreturn void become(const char *temp, int pipe_fd, char *const argv[])
{
    limit_child();
    /* both ends of the pipe are close-on-exec; only the copy on CHILD_FD lives on */
    if (pipe_fd == CHILD_FD ? fcntl(CHILD_FD, F_SETFD, 0) : dup2(pipe_fd, CHILD_FD) < 0)
        _exit(126);
    if (setenv(CHILD_VARIABLE, temp, 1))
        _exit(126);
    hush();
    execv(argv[0], argv);
    _exit(127);
}

/* --- the waiting side --- */

static enum rc not_written(const char *file, const char *cause, struct err *e)
{
    err_set(e, RC_STORAGE, "report_not_written", N_("The workbook could not be written to %.300s"), file);
    err_hint(e, N_("Look whether the disk is full; a file of that name from before is unchanged"));
    err_cause(e, "%s", cause);
    return RC_STORAGE;
}

/* An error's code must outlive the answer it came in; there is one child in a program's life. */
static char child_code[64];

static enum rc retell(const struct js *error, const char *file, const char *temp, struct err *e)
{
    enum rc rc = (enum rc)js_get_int(error, "rc", RC_STORAGE);
    const char *message = js_get_text(error, "message"), *code = js_get_text(error, "code");
    if (!message || !code || rc <= RC_OK || rc > RC_CONFLICT)
        return not_written(file, "the writer's answer makes no sense", e);
    if (strstr(message, temp)) /* the person knows the final name only */
        return not_written(file, js_get_text(error, "cause") ? js_get_text(error, "cause") : "", e);
    if (!e)
        return rc;
    snprintf(child_code, sizeof child_code, "%s", code);
    *e = (struct err){ .rc = rc, .code = child_code };
    snprintf(e->message, sizeof e->message, "%s", message);
    snprintf(e->hint, sizeof e->hint, "%s", js_get_text(error, "hint") ? js_get_text(error, "hint") : "");
    snprintf(e->field, sizeof e->field, "%s", js_get_text(error, "field") ? js_get_text(error, "field") : "");
    snprintf(e->cause, sizeof e->cause, "%s", js_get_text(error, "cause") ? js_get_text(error, "cause") : "");
    return rc;
}

static enum rc wait_for(pid_t child, const char *file, struct err *e)
{
    int status;
    char cause[64];
    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR)
            return err_errno(e, errno, "waitpid");
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
        return RC_OK;
    if (WIFSIGNALED(status))
        snprintf(cause, sizeof cause, "the writer was ended by signal %d", WTERMSIG(status));
    else
        snprintf(cause, sizeof cause, "the writer ended with status %d", WEXITSTATUS(status));
    return not_written(file, cause, e);
}

/* What the child said; its end is waited for in any case. */
static enum rc listen_to(
    struct js **ret, int fd, pid_t child, const char *file, const char *temp, struct err *e)
{
    AUTO_BUF text = buf_limit(ANSWER_MAX);
    AUTO_JS said = NULL;
    enum rc reading = fs_read_fd(&text, fd, "pipe", ANSWER_MAX, NULL);
    if (reading)
        kill(child, SIGKILL);
    enum rc ended = wait_for(child, file, e);
    enum rc parsed = reading || !text.len ? RC_REFUSED : js_parse(&said, buf_text(&text), text.len, NULL);
    if (!parsed && js_get(said, "error"))
        return retell(js_get(said, "error"), file, temp, e);
    if (ended)
        return ended;
    if (parsed || !js_is_object(said))
        return not_written(file, "the writer's answer makes no sense", e);
    *ret = said;
    said = NULL;
    return RC_OK;
}

static enum rc compare(const struct js *answer, const char *file, const char *temp, struct err *e)
{
    struct zip_facts facts;
    struct err inner = { 0 };
    const struct js *sheets = js_get(answer, "sheets");
    if (zip_check(&facts, temp, &inner))
        return not_written(file, inner.message, e);
    bool same = js_len(sheets) == (size_t)facts.sheets && facts.sheets > 0 && facts.formulas == 0;
    for (int i = 0; same && i < facts.sheets; i++)
        same = js_get_int(js_at(sheets, (size_t)i), "rows", -1) == facts.last_rows[i];
    return same ? RC_OK : not_written(file, "the file holds other rows than were written", e);
}

static void directory_of(char out[PATH_MAX], const char *file)
{
    const char *slash = strrchr(file, '/');
    snprintf(out, PATH_MAX, "%.*s", slash ? (int)(slash - file) + 1 : 1, slash ? file : ".");
}

/* Durable under its final name. */
static enum rc publish(const char *temp, const char *file, struct err *e)
{
    char dir[PATH_MAX];
    directory_of(dir, file);
    AUTO_FD fd = open(temp, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (fd < 0 || fchmod(fd, 0600) || fsync(fd) || rename(temp, file))
        return not_written(file, strerror(errno), e);
    return fs_sync_dir(dir, e);
}

enum rc export_check_target(const char *file, struct err *e)
{
    size_t len = strlen(file);
    char dir[PATH_MAX];
    struct stat st;
    if (len < 6 || strcasecmp(file + len - 5, ".xlsx") || file[len - 6] == '/') {
        err_set(e, RC_REFUSED, "report_ending", N_("A workbook's name ends in .xlsx: %.200s"), file);
        err_field(e, "output");
        return RC_REFUSED;
    }
    if (len > PATH_MAX - 40)
        return err_errno(e, ENAMETOOLONG, file);
    if (lstat(file, &st) == 0 && !S_ISREG(st.st_mode) && !S_ISLNK(st.st_mode))
        return err_set(e, RC_REFUSED, "not_a_file", N_("%s is not a plain file"), file);
    directory_of(dir, file);
    if (stat(dir, &st))
        return err_errno(e, errno, dir);
    return access(dir, W_OK | X_OK) ? err_errno(e, errno, dir) : RC_OK;
}

static enum rc start(int *fd, pid_t *child, const char *temp, char *const argv[], struct err *e)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC))
        return err_errno(e, errno, "pipe");
    *child = fork();
    if (*child == 0)
        become(temp, ends[1], argv);
    int number = errno;
    close(ends[1]);
    *fd = ends[0];
    return *child < 0 ? err_errno(e, number, "fork") : RC_OK;
}

enum rc export_run(struct js **ret, const char *file, char *const argv[], struct err *e)
{
    char temp[PATH_MAX];
    AUTO_FD fd = -1;
    AUTO_JS answer = NULL;
    pid_t child = -1;
    enum rc rc = export_check_target(file, e);
    if (rc)
        return rc;
    snprintf(temp, sizeof temp, "%s.%ld.tmp", file, (long)getpid());
    unlink(temp); /* left by a program of the same number that was killed */
    rc = start(&fd, &child, temp, argv, e);
    if (!rc)
        rc = listen_to(&answer, fd, child, file, temp, e);
    if (!rc)
        rc = compare(answer, file, temp, e);
    if (!rc)
        rc = publish(temp, file, e);
    if (rc) {
        unlink(temp);
        return rc;
    }
    *ret = answer;
    answer = NULL;
    return RC_OK;
}

/* --- the same command once more --- */

void export_argv_free(char **argv)
{
    if (argv)
        free(argv[0]);
    free(argv);
}

enum rc export_argv(char ***ret, struct err *e)
{
    AUTO_BUF line = buf_limit((size_t)2 << 20);
    AUTO_FD fd = open("/proc/self/cmdline", O_RDONLY | O_CLOEXEC);
    size_t count = 0;
    if (fd < 0)
        return err_errno(e, errno, "/proc/self/cmdline");
    /* the program's own place goes first: argv[0] may be a bare name */
    enum rc rc = buf_add(&line, "/proc/self/exe", sizeof "/proc/self/exe");
    if (!rc)
        rc = fs_read_fd(&line, fd, "/proc/self/cmdline", (size_t)2 << 20, e);
    if (rc)
        return rc;
    for (size_t i = 0; i < line.len; i++)
        count += line.data[i] == '\0';
    char **argv = calloc(count, sizeof *argv), *text = count > 1 && argv ? malloc(line.len) : NULL;
    if (!text) {
        free(argv);
        return err_no_memory(e);
    }
    memcpy(text, line.data, line.len);
    char *p = text;
    for (size_t i = 0; i < count; i++, p += strlen(p) + 1)
        if (i != 1) /* the old argv[0] */
            argv[i ? i - 1 : 0] = p;
    argv[count - 1] = NULL;
    *ret = argv;
    return RC_OK;
}
