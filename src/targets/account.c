/* account.c - see account.h. */
#include "targets/account.h"

#include <string.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "base/fs.h"
#include "base/i18n.h"

static enum rc split(struct account *ret, const char *text, const char *path, struct err *e)
{
    size_t user = strcspn(text, "\r\n");
    const char *second = text + user + strspn(text + user, "\r\n");
    size_t password = strcspn(second, "\r\n");
    if (!user || !password || user >= sizeof ret->user || password >= sizeof ret->password)
        return err_set(e, RC_REFUSED, "account_file",
            N_("The account file %s must hold two lines: the user and the password"), path);
    memcpy(ret->user, text, user);
    ret->user[user] = '\0';
    memcpy(ret->password, second, password);
    ret->password[password] = '\0';
    return RC_OK;
}

enum rc account_read(struct account *ret, const char *path, struct err *e)
{
    AUTO_FD fd = -1;
    int64_t size;
    enum rc rc = fs_open_regular(&fd, &size, path, 1000, e);
    if (rc)
        return rc;
    struct stat st;
    if (fstat(fd, &st))
        return err_set(e, RC_STORAGE, "account_file", N_("The account file %s cannot be read"), path);
    if (st.st_mode & 0377) {
        err_set(e, RC_REFUSED, "account_mode", N_("Others may read or change the account file %s"), path);
        err_hint(e, N_("Make it readable by its owner only: chmod 0400"));
        return RC_REFUSED;
    }
    struct buf text = buf_limit(1000);
    rc = fs_read_fd(&text, fd, path, 1000, e);
    if (!rc)
        rc = split(ret, buf_text(&text), path, e);
    if (text.data)
        explicit_bzero(text.data, text.len);
    buf_release(&text);
    return rc;
}

void account_wipe(struct account *account)
{
    explicit_bzero(account, sizeof *account);
}
