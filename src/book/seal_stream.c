/* seal_stream.c - one long encrypted stream, sealed to a public key (see seal.h, backups).
 *
 * MAGIC, the stream's key in a sealed box, the secretstream header, then chunks; the last one is marked final, so a
 * cut stream is found out.
 */
#include <errno.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/fs.h"
#include "base/i18n.h"
#include "book/seal.h"

#define CHUNK  65536
#define SEALED (CHUNK + crypto_secretstream_xchacha20poly1305_ABYTES)
#define MAGIC  "MCB1"
#define BOXED  (crypto_secretstream_xchacha20poly1305_KEYBYTES + crypto_box_SEALBYTES)

struct seal_writer {
    crypto_secretstream_xchacha20poly1305_state state;
    int fd;
    size_t used;
    uint8_t chunk[CHUNK], sealed[SEALED];
};

struct seal_reader {
    crypto_secretstream_xchacha20poly1305_state state;
    int fd;
    size_t at, have;
    bool last;
    uint8_t chunk[CHUNK], sealed[SEALED];
};

static enum rc backup_damaged(struct err *e, const char *why)
{
    err_set(e, RC_STORAGE, "backup_damaged", N_("The backup is damaged or belongs to another key; nothing was touched"));
    err_cause(e, "%s", why);
    return RC_STORAGE;
}

static enum rc read_key(uint8_t *out, size_t size, const char *path, struct err *e)
{
    AUTO_BUF key = buf_limit(256);
    enum rc rc = sodium_init() < 0 ? RC_STORAGE : fs_read(&key, path, 256, e);
    if (!rc && key.len != size)
        rc = err_set(e, RC_STORAGE, "key_damaged", N_("The key file %s is damaged"), path);
    if (!rc)
        memcpy(out, buf_text(&key), size);
    if (key.data)
        sodium_memzero(key.data, key.len);
    return rc;
}

/* --- writing --- */

enum rc seal_writer_open(struct seal_writer **ret, const char *public_path, int fd, struct err *e)
{
    uint8_t public_key[crypto_box_PUBLICKEYBYTES], key[crypto_secretstream_xchacha20poly1305_KEYBYTES], boxed[BOXED];
    uint8_t header[crypto_secretstream_xchacha20poly1305_HEADERBYTES];
    enum rc rc = read_key(public_key, sizeof public_key, public_path, e);
    if (rc)
        return rc;
    struct seal_writer *w = calloc(1, sizeof *w);
    if (!w)
        return err_no_memory(e);
    w->fd = fd;
    crypto_secretstream_xchacha20poly1305_keygen(key);
    bool ok = crypto_box_seal(boxed, key, sizeof key, public_key) == 0;
    crypto_secretstream_xchacha20poly1305_init_push(&w->state, header, key);
    sodium_memzero(key, sizeof key);
    if (!ok || fs_write_all(fd, MAGIC, 4) || fs_write_all(fd, boxed, sizeof boxed) ||
        fs_write_all(fd, header, sizeof header)) {
        int number = errno;
        free(w);
        return err_errno(e, number, "backup");
    }
    *ret = w;
    return RC_OK;
}

static enum rc push(struct seal_writer *w, bool last, struct err *e)
{
    unsigned long long len;
    crypto_secretstream_xchacha20poly1305_push(&w->state, w->sealed, &len, w->chunk, w->used, NULL, 0,
        last ? crypto_secretstream_xchacha20poly1305_TAG_FINAL : 0);
    w->used = 0;
    return fs_write_all(w->fd, w->sealed, (size_t)len) ? err_errno(e, errno, "backup") : RC_OK;
}

enum rc seal_writer_add(struct seal_writer *w, const void *bytes, size_t len, struct err *e)
{
    const uint8_t *p = bytes;
    while (len) {
        size_t room = CHUNK - w->used, n = len < room ? len : room;
        memcpy(w->chunk + w->used, p, n);
        w->used += n;
        p += n;
        len -= n;
        enum rc rc = w->used == CHUNK ? push(w, false, e) : RC_OK;
        if (rc)
            return rc;
    }
    return RC_OK;
}

enum rc seal_writer_end(struct seal_writer *w, struct err *e)
{
    return push(w, true, e);
}

void seal_writer_free(struct seal_writer *w)
{
    if (w)
        sodium_memzero(w, sizeof *w);
    free(w);
}

/* --- reading --- */

static enum rc open_head(struct seal_reader *r, const uint8_t *secret, struct err *e)
{
    uint8_t head[4 + BOXED + crypto_secretstream_xchacha20poly1305_HEADERBYTES];
    uint8_t key[crypto_secretstream_xchacha20poly1305_KEYBYTES];
    if (fs_read_full(r->fd, head, sizeof head) != (ssize_t)sizeof head || memcmp(head, MAGIC, 4))
        return backup_damaged(e, "no backup of motcua");
    bool ok = crypto_box_seal_open(key, head + 4, BOXED, secret + crypto_box_SECRETKEYBYTES, secret) == 0 &&
        crypto_secretstream_xchacha20poly1305_init_pull(&r->state, head + 4 + BOXED, key) == 0;
    sodium_memzero(key, sizeof key);
    return ok ? RC_OK : backup_damaged(e, "sealed to another key");
}

enum rc seal_reader_open(struct seal_reader **ret, const char *secret_path, int fd, struct err *e)
{
    uint8_t secret[crypto_box_SECRETKEYBYTES + crypto_box_PUBLICKEYBYTES];
    enum rc rc = read_key(secret, sizeof secret, secret_path, e);
    if (rc)
        return rc;
    struct seal_reader *r = calloc(1, sizeof *r);
    rc = r ? (r->fd = fd, open_head(r, secret, e)) : err_no_memory(e);
    sodium_memzero(secret, sizeof secret);
    if (rc)
        free(r);
    else
        *ret = r;
    return rc;
}

static enum rc pull(struct seal_reader *r, struct err *e)
{
    unsigned char tag;
    unsigned long long len;
    ssize_t n = r->last ? 0 : fs_read_full(r->fd, r->sealed, SEALED);
    if (n < 0)
        return err_errno(e, errno, "backup");
    if (n == 0 || crypto_secretstream_xchacha20poly1305_pull(&r->state, r->chunk, &len, &tag, r->sealed,
                      (unsigned long long)n, NULL, 0))
        return backup_damaged(e, n ? "a changed bit" : "it ends too early");
    r->at = 0;
    r->have = (size_t)len;
    r->last = tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL;
    return RC_OK;
}

enum rc seal_reader_get(struct seal_reader *r, void *out, size_t len, struct err *e)
{
    uint8_t *p = out;
    while (len) {
        enum rc rc = r->at == r->have ? pull(r, e) : RC_OK;
        if (rc)
            return rc;
        size_t n = len < r->have - r->at ? len : r->have - r->at;
        memcpy(p, r->chunk + r->at, n);
        r->at += n;
        p += n;
        len -= n;
    }
    return RC_OK;
}

bool seal_reader_at_end(const struct seal_reader *r)
{
    uint8_t more;
    return r->last && r->at == r->have && fs_read_full(r->fd, &more, 1) == 0;
}

void seal_reader_free(struct seal_reader *r)
{
    if (r)
        sodium_memzero(r, sizeof *r);
    free(r);
}
