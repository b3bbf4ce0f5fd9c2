/* verify.c - `motcua verify`: is this receipt ours, and unaltered? Needs no server, only the book. */
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/fs.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/office.h"
#include "dossier/receipt.h"
#include "dossier/state.h"
#include "prog/verb.h"

extern char **environ;

#define IMAGE_MAX ((int64_t)40 << 20)

static const struct option_row options[] = {
    { "image", N_("FILE"), N_("Read the QR from a picture or scan (with zbarimg)") },
    { 0 },
};

static const struct example_row examples[] = {
    { "verify \"MC1|H48.25-260105-0001|...\"", N_("checks the text a scanner read") },
    { "verify --image photo.jpg --json", N_("checks a picture of the receipt") },
    { 0 },
};

/* --- reading a picture: in a child, because pictures come from strangers --- */

static enum rc start_reader(pid_t *pid, int *out, const char *path, struct err *e)
{
    int ends[2];
    posix_spawn_file_actions_t actions;
    /* "./" keeps a name that begins with a dash from being an option. */
    char safe[4096];
    snprintf(safe, sizeof safe, "%s%s", path[0] == '/' ? "" : "./", path);
    const char *argv[] = { "zbarimg", "--quiet", "--raw", "--nodbus", "-Sdisable", "-Sqrcode.enable", safe,
        NULL };
    if (pipe2(ends, O_CLOEXEC))
        return err_errno(e, errno, "zbarimg");
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    int trouble = posix_spawnp(pid, "zbarimg", &actions, NULL, (char *const *)(uintptr_t)argv, environ);
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    if (!trouble) {
        *out = ends[0];
        return RC_OK;
    }
    close(ends[0]);
    err_set(e, RC_AGAIN, "zbarimg_missing", N_("This machine cannot read QR pictures: zbarimg is missing."));
    err_hint(e, N_("Install the package zbar-tools, or give the text of the QR instead of the picture."));
    err_cause(e, "zbarimg: %s", strerror(trouble));
    return RC_AGAIN;
}

/* Only the first line that begins like a receipt counts; other squares on the picture are not ours to judge.
 */
static void keep_receipt(struct buf *text)
{
    char *line = text->len ? text->data : NULL;
    while (line) {
        char *end = strchr(line, '\n');
        size_t len = end ? (size_t)(end - line) : strlen(line);
        if (len > 2 && strncmp(line, "MC", 2) == 0) {
            memmove(text->data, line, len);
            text->data[len] = '\0';
            text->len = len;
            return;
        }
        line = end ? end + 1 : NULL;
    }
}

static enum rc read_image(struct buf *text, const char *path, struct err *e)
{
    int64_t size;
    int out = -1, status = 0;
    pid_t pid;
    AUTO_FD fd = -1;
    enum rc rc = fs_open_regular(&fd, &size, path, IMAGE_MAX, e);
    if (!rc)
        rc = start_reader(&pid, &out, path, e);
    if (rc)
        return rc;
    rc = fs_read_fd(text, out, path, 64 * 1024, e);
    close(out);
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
        ;
    if (rc)
        return rc;
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0 || text->len == 0) {
        err_set(e, RC_REFUSED, "no_qr", N_("No QR can be read on %.80s."), path);
        err_hint(e, N_("Hold the paper flat, with light from the side, and take the picture again."));
        return RC_REFUSED;
    }
    keep_receipt(text);
    return RC_OK;
}

/* --- the answer --- */

static const char *sentence(const struct receipt_answer *a)
{
    switch (a->verdict) {
    case RECEIPT_GENUINE:
        return a->voided ? N_("This receipt was taken back by the office and is no longer valid.")
                         : N_("This receipt is genuine and unaltered.");
    case RECEIPT_ALTERED:
        return N_("This receipt was altered: its words do not match its signature.");
    case RECEIPT_UNKNOWN_KEY:
        return N_("This receipt was not signed by this office. Ask the office named on it.");
    case RECEIPT_FUTURE:
        return N_("A newer program made this receipt. Update motcua, then check again.");
    case RECEIPT_NOT_ONE:
        break;
    }
    return N_("This is not the QR of a receipt.");
}

static struct js *answer_json(const struct receipt_answer *a)
{
    char at[ISO_TIME_SIZE];
    bool named = a->verdict != RECEIPT_FUTURE && a->verdict != RECEIPT_NOT_ONE;
    struct js *document = js_object();
    js_put_bool(document, "genuine", a->verdict == RECEIPT_GENUINE && !a->voided);
    js_put_text(document, "code", named ? a->receipt.code : NULL);
    js_put_text(document, "state",
        a->voided  ? "voided"
        : a->state ? state_row((enum state)a->state)->slug
                   : NULL);
    js_put_text(document, "issued_at", named ? iso_time(at, a->receipt.at) : NULL);
    js_put_text(document, "reason", a->voided ? "voided" : receipt_verdict_slug(a->verdict));
    js_put_text(document, "message", _(sentence(a)));
    if (a->voided)
        js_put_text(document, "void_reason", a->void_reason);
    return document;
}

static enum rc say(const struct receipt_answer *a)
{
    char at[ISO_TIME_SIZE];
    puts(_(sentence(a)));
    if (a->verdict == RECEIPT_GENUINE)
        printf("%s  %s  %s\n", a->receipt.code, iso_time(at, a->receipt.at),
            a->state ? _(state_row((enum state)a->state)->name) : "");
    if (a->voided && a->void_reason[0])
        puts(a->void_reason);
    return RC_OK;
}

/* A scanner in keyboard mode ends with Enter. */
static size_t trimmed(const char *text)
{
    size_t len = strlen(text);
    while (len > 0 && (text[len - 1] == '\n' || text[len - 1] == '\r'))
        len--;
    return len;
}

static enum rc run(struct office *office, const struct args *args, struct err *e)
{
    AUTO_ARENA arena = { 0 };
    AUTO_BUF text = buf_limit(64 * 1024);
    struct receipt_answer answer = { 0 };
    const char *image = arg_value(args, "image");
    if (args->count != (image ? 0 : 1))
        return verb_usage(args, e);
    enum rc rc = image ? read_image(&text, image, e) : buf_puts(&text, args->words[0]);
    if (!rc)
        rc = receipt_look_up(&answer, office->db, buf_text(&text), trimmed(buf_text(&text)), &arena, e);
    if (!rc)
        rc = args->json ? print_json(answer_json(&answer), e) : say(&answer);
    if (rc || (answer.verdict == RECEIPT_GENUINE && !answer.voided))
        return rc;
    /* Said already, and more fully; scripts look at the status. */
    return said_all(e, RC_REFUSED);
}

const struct verb verb_verify = {
    .name = "verify",
    .summary = N_("Checks the QR of a receipt"),
    .usage = "PAYLOAD | --image FILE",
    .description =
        N_("Tells without any server whether this office gave the receipt and whether a character of it was "
           "altered. Exit status 1 when it is not genuine."),
    .needs = NEEDS_BOOK,
    .options = options,
    .examples = examples,
    .run = run,
    .prints_data = true,
};
