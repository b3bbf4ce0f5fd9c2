/* intake_papers_file.c - a file is attached to a paper by its path; looked at while the citizen still stands
 * there. */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/i18n.h"
#include "desk/intake_papers.h"
#include "dossier/attachment.h"

void papers_ask_file(struct intake *in)
{
    in->papers.naming = true;
    in->papers.path.kind = EDITOR_CODE;
    in->papers.path.max = 400;
    editor_reset(&in->papers.path);
    desk_say(
        in->screen->desk, ROLE_BASE, N_("Type the path of the file; PDF, JPEG, PNG or TIFF, at most 20 MB."));
}

/* The same look the book will take, so that it is told while the citizen still stands there. */
static bool file_fits(struct intake *in, const char *path)
{
    unsigned char head[16];
    struct err e = { 0 };
    struct stat st;
    int fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    bool regular = fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode);
    ssize_t n = regular ? read(fd, head, sizeof head) : -1;
    if (fd >= 0)
        close(fd);
    const char *kind = n > 0 ? attachment_kind(head, (size_t)n) : NULL;
    if (!kind)
        desk_say(in->screen->desk, ROLE_WARN, N_("No file of a known kind is there: %s"), path);
    else if (attachment_name_fits(path, kind, &e))
        desk_say_error(in->screen->desk, &e);
    else
        return true;
    return false;
}

static void add_file(struct intake *in)
{
    struct intake_paper *p = papers_here(in);
    AUTO_STRING path = editor_text(&in->papers.path);
    in->papers.naming = false;
    if (!path || !*path)
        return;
    if (!file_fits(in, path)) {
        in->papers.naming = true; /* what was typed stays, to be mended */
        return;
    }
    if (p->files_count == PAPER_FILES) {
        desk_say(in->screen->desk, ROLE_WARN, N_("At most %d files go with one paper here."), PAPER_FILES);
        return;
    }
    p->files[p->files_count++] = strdup(path);
    if (p->how != PAPER_DATA && p->how != PAPER_FORM)
        p->how = PAPER_GIVEN;
    papers_changed(in);
}

enum used papers_path_key(struct intake *in, uint32_t code)
{
    if (code == K_ESC)
        in->papers.naming = false;
    else if (code == K_ENTER)
        add_file(in);
    else if (editor_key(&in->papers.path, code, TYPING_OFF) == EDIT_REFUSED)
        desk_refuse(in->screen->desk);
    return EVENT_USED;
}
