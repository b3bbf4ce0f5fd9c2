/* form.c - see form.h. Finding fields and files; reading is in form_read.c. */
#include "catalog/form.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/fs.h"
#include "base/i18n.h"
#include "base/memo.h"
#include "base/office.h"
#include "book/book.h"

int form_field_index(const struct form *form, const char *id)
{
    for (size_t i = 0; i < form->fields_count; i++)
        if (strcmp(form->fields[i].id, id) == 0)
            return (int)i;
    return -1;
}

const struct form_field *form_field(const struct form *form, const char *id)
{
    int index = form_field_index(form, id);
    return index < 0 ? NULL : &form->fields[index];
}

/* Codes become file names: only letters, digits, dots and dashes, so that no code leads out of the folder. */
static bool code_is_plain(const char *code)
{
    for (const char *p = code; *p; p++)
        if (!strchr("0123456789.-_ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", *p))
            return false;
    return *code && *code != '.' && strlen(code) < 60;
}

#define PATH_SIZE 1024

static enum rc find_file(char path[PATH_SIZE], const char *share_dir, const char *code, struct err *e)
{
    bool plain = code_is_plain(code);
    if (plain) {
        snprintf(path, PATH_SIZE, "%s/forms/%s.yaml", share_dir, code);
        if (!fs_exists(path))
            snprintf(path, PATH_SIZE, "%s/forms/" FORM_GENERIC ".yaml", share_dir);
    }
    if (!plain || !fs_exists(path))
        return err_set(
            e, RC_NOT_FOUND, "form_unknown", N_("There is no form for the procedure \"%.40s\""), code);
    return RC_OK;
}

enum rc form_load(struct form **ret, const char *share_dir, const char *code, struct err *e)
{
    char path[PATH_SIZE];
    enum rc rc = find_file(path, share_dir, code, e);
    return rc ? rc : form_read(ret, path, share_dir, NULL, e);
}

static void release(void *form)
{
    form_free(form);
}

enum rc form_shared(const struct form **ret, const struct office *of, const char *code, struct err *e)
{
    char path[PATH_SIZE], stamp[MEMO_STAMP_SIZE] = "";
    enum rc rc = find_file(path, of->share_dir, code, e);
    if (rc)
        return rc;
    memo_stamp_file(stamp, path);
    *ret = memo_find(of->book->memo, path, stamp);
    if (*ret)
        return RC_OK;
    struct form *form;
    rc = form_read(&form, path, of->share_dir, NULL, e);
    if (!rc)
        rc = memo_keep(of->book->memo, path, stamp, form, release, e);
    if (!rc)
        *ret = form;
    return rc;
}

void form_free(struct form *form)
{
    if (!form)
        return;
    struct arena arena = form->arena;
    free(form);
    arena_release(&arena);
}

void form_auto_free(struct form **form)
{
    form_free(*form);
    *form = NULL;
}
