/* memo.c - see memo.h. A list, newest first: a commune uses some twenty forms. */
#include "base/memo.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct kept {
    struct kept *next;
    char *name;
    char stamp[MEMO_STAMP_SIZE];
    void *thing;
    void (*release)(void *thing);
};

struct memo {
    struct kept *first;
};

struct memo *memo_new(void)
{
    return calloc(1, sizeof(struct memo));
}

void memo_free(struct memo *m)
{
    for (struct kept *k = m ? m->first : NULL, *next; k; k = next) {
        next = k->next;
        k->release(k->thing);
        free(k->name);
        free(k);
    }
    free(m);
}

const void *memo_find(const struct memo *m, const char *name, const char *stamp)
{
    for (const struct kept *k = m ? m->first : NULL; k; k = k->next)
        if (strcmp(k->name, name) == 0 && strcmp(k->stamp, stamp) == 0)
            return k->thing;
    return NULL;
}

enum rc memo_keep(struct memo *m, const char *name, const char *stamp, void *thing,
    void (*release)(void *thing), struct err *e)
{
    struct kept *k = calloc(1, sizeof *k);
    if (!k || !(k->name = strdup(name))) {
        free(k);
        release(thing);
        return err_no_memory(e);
    }
    snprintf(k->stamp, sizeof k->stamp, "%s", stamp);
    k->thing = thing;
    k->release = release;
    k->next = m->first;
    m->first = k;
    return RC_OK;
}

void memo_stamp_file(char stamp[MEMO_STAMP_SIZE], const char *path)
{
    struct stat st;
    size_t len = strlen(stamp);
    if (stat(path, &st) != 0)
        snprintf(stamp + len, MEMO_STAMP_SIZE - len, "-;");
    else
        snprintf(stamp + len, MEMO_STAMP_SIZE - len, "%lld.%09ld %lld %llu;", (long long)st.st_mtim.tv_sec,
            st.st_mtim.tv_nsec, (long long)st.st_size, (unsigned long long)st.st_ino);
}
