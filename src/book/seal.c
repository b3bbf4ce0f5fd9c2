/* seal.c - see seal.h. */
#include "book/seal.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/fs.h"
#include "base/i18n.h"

#define CHUNK 65536
#define EARLY (8 * CHUNK) /* bytes after which the disk may start */
#define MAGIC "MCS1"

struct seal_keys {
    uint8_t file_key[crypto_secretstream_xchacha20poly1305_KEYBYTES];
    uint8_t name_key[crypto_generichash_KEYBYTES];
    uint8_t sign_secret[crypto_sign_SECRETKEYBYTES];
    uint8_t sign_public[crypto_sign_PUBLICKEYBYTES];
    char public_id[9];
};

_Static_assert(sizeof(struct seal_hasher) >= sizeof(crypto_generichash_state), "the hasher's room is too small");
_Static_assert(SEAL_SIGN_SIZE == crypto_sign_BYTES && SEAL_PUBLIC_SIZE == crypto_sign_PUBLICKEYBYTES, "Ed25519 sizes");

/* --- keys --- */

/* Each key file: its name, and where its bytes belong. */
static const struct {
    const char *name;
    size_t offset, size;
} key_files[] = {
    { "files.key", offsetof(struct seal_keys, file_key), sizeof((struct seal_keys *)0)->file_key },
    { "names.key", offsetof(struct seal_keys, name_key), sizeof((struct seal_keys *)0)->name_key },
    { "receipts.key", offsetof(struct seal_keys, sign_secret), sizeof((struct seal_keys *)0)->sign_secret },
};
#define KEY_FILES (sizeof key_files / sizeof *key_files)

static enum rc no_sodium(struct err *e)
{
    return err_set(e, RC_STORAGE, "no_random", N_("The machine gives no random numbers; keys cannot be used"));
}

static enum rc create_backup_pair(const char *keys_dir, struct err *e);

enum rc seal_keys_create(const char *keys_dir, struct err *e)
{
    if (sodium_init() < 0)
        return no_sodium(e);
    struct seal_keys keys = { 0 };
    randombytes_buf(keys.file_key, sizeof keys.file_key);
    randombytes_buf(keys.name_key, sizeof keys.name_key);
    crypto_sign_keypair(keys.sign_public, keys.sign_secret);
    enum rc rc = fs_make_dir(keys_dir, e);
    for (size_t i = 0; i < KEY_FILES && !rc; i++) {
        char path[PATH_MAX];
        snprintf(path, sizeof path, "%s/%s", keys_dir, key_files[i].name);
        rc = fs_exists(path) ? err_errno(e, EEXIST, path)
                             : fs_replace(path, (char *)&keys + key_files[i].offset, key_files[i].size, 0400, e);
    }
    sodium_memzero(&keys, sizeof keys);
    return rc ? rc : create_backup_pair(keys_dir, e);
}

/* The pair for backups: the desk keeps the public half; the secret one is to be taken away (doctor says so). */
static enum rc create_backup_pair(const char *keys_dir, struct err *e)
{
    uint8_t public_key[crypto_box_PUBLICKEYBYTES], secret[crypto_box_SECRETKEYBYTES + crypto_box_PUBLICKEYBYTES];
    char path[PATH_MAX];
    crypto_box_keypair(public_key, secret);
    memcpy(secret + crypto_box_SECRETKEYBYTES, public_key, sizeof public_key);
    snprintf(path, sizeof path, "%s/backup.pub", keys_dir);
    enum rc rc = fs_replace(path, public_key, sizeof public_key, 0400, e);
    snprintf(path, sizeof path, "%s/backup.secret", keys_dir);
    if (!rc)
        rc = fs_replace(path, secret, sizeof secret, 0400, e);
    sodium_memzero(secret, sizeof secret);
    return rc;
}

static enum rc load_key(struct seal_keys *keys, size_t i, const char *keys_dir, struct err *e)
{
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s/%s", keys_dir, key_files[i].name);
    AUTO_FD fd = -1;
    int64_t size;
    enum rc rc = fs_open_regular(&fd, &size, path, 4096, e);
    if (rc)
        return rc;
    struct stat st;
    if (fstat(fd, &st))
        return err_errno(e, errno, path);
    if (st.st_mode & 077) {
        err_set(e, RC_STORAGE, "key_open_to_others", N_("The key file %s can be read by other accounts"), path);
        err_hint(e, N_("Set its mode to 0400"));
        return RC_STORAGE;
    }
    if (size != (int64_t)key_files[i].size ||
        read(fd, (char *)keys + key_files[i].offset, key_files[i].size) != (ssize_t)key_files[i].size)
        return err_set(e, RC_STORAGE, "key_damaged", N_("The key file %s is damaged"), path);
    return RC_OK;
}

enum rc seal_keys_load(struct seal_keys **ret, const char *keys_dir, struct err *e)
{
    if (sodium_init() < 0)
        return no_sodium(e);
    struct seal_keys *keys = sodium_malloc(sizeof *keys); /* locked in memory, never swapped */
    if (!keys)
        return err_no_memory(e);
    enum rc rc = RC_OK;
    for (size_t i = 0; i < KEY_FILES && !rc; i++)
        rc = load_key(keys, i, keys_dir, e);
    if (rc) {
        sodium_free(keys);
        return rc;
    }
    crypto_sign_ed25519_sk_to_pk(keys->sign_public, keys->sign_secret);
    uint8_t digest[SEAL_HASH_SIZE];
    seal_hash(digest, keys->sign_public, sizeof keys->sign_public);
    seal_hex(keys->public_id, digest, 4);
    *ret = keys;
    return RC_OK;
}

void seal_keys_free(struct seal_keys *keys)
{
    sodium_free(keys);
}

/* --- hashes --- */

void seal_hash_begin(struct seal_hasher *h)
{
    crypto_generichash_init((crypto_generichash_state *)(void *)h->state, NULL, 0, SEAL_HASH_SIZE);
}

void seal_hash_add(struct seal_hasher *h, const void *bytes, size_t len)
{
    crypto_generichash_update((crypto_generichash_state *)(void *)h->state, bytes, len);
}

void seal_hash_end(struct seal_hasher *h, uint8_t out[SEAL_HASH_SIZE])
{
    crypto_generichash_final((crypto_generichash_state *)(void *)h->state, out, SEAL_HASH_SIZE);
}

void seal_hash(uint8_t out[SEAL_HASH_SIZE], const void *bytes, size_t len)
{
    crypto_generichash(out, SEAL_HASH_SIZE, bytes, len, NULL, 0);
}

const char *seal_hex(char *out, const uint8_t *bytes, size_t len)
{
    return sodium_bin2hex(out, 2 * len + 1, bytes, len);
}

void seal_random(void *out, size_t len)
{
    randombytes_buf(out, len);
}

/* --- signatures --- */

void seal_sign(uint8_t signature[SEAL_SIGN_SIZE], const struct seal_keys *keys, const void *message, size_t len)
{
    crypto_sign_detached(signature, NULL, message, len, keys->sign_secret);
}

const uint8_t *seal_public_key(const struct seal_keys *keys)
{
    return keys->sign_public;
}

const char *seal_public_id(const struct seal_keys *keys)
{
    return keys->public_id;
}

enum rc seal_verify(const uint8_t public_key[SEAL_PUBLIC_SIZE], const uint8_t signature[SEAL_SIGN_SIZE],
    const void *message, size_t len)
{
    return sodium_init() < 0 || crypto_sign_verify_detached(signature, message, len, public_key) ? RC_REFUSED : RC_OK;
}

/* --- sealed files: MAGIC, secretstream header, then chunks of CHUNK bytes; the last one is marked final --- */

struct sealing {
    crypto_secretstream_xchacha20poly1305_state stream;
    crypto_generichash_state digest;
    const uint8_t *name_key;
    int in, out;
    int64_t size, max;
    const char *label;
};

static enum rc seal_chunk(struct sealing *s, const uint8_t *chunk, size_t len, bool last)
{
    uint8_t sealed[CHUNK + crypto_secretstream_xchacha20poly1305_ABYTES];
    unsigned long long sealed_len;
    crypto_generichash_update(&s->digest, chunk, len);
    crypto_secretstream_xchacha20poly1305_push(&s->stream, sealed, &sealed_len, chunk, len, NULL, 0,
        last ? crypto_secretstream_xchacha20poly1305_TAG_FINAL : 0);
    return fs_write_all(s->out, sealed, (size_t)sealed_len);
}

static enum rc seal_all(struct sealing *s, const char *path, struct err *e)
{
    uint8_t chunk[CHUNK];
    ssize_t n;
    do {
        n = fs_read_full(s->in, chunk, CHUNK);
        if (n < 0)
            return err_errno(e, errno, s->label);
        s->size += n;
        if (s->size > s->max)
            return err_set(e, RC_REFUSED, "file_too_large", N_("%s has more than %lld MB"), s->label,
                (long long)s->max >> 20);
        if (seal_chunk(s, chunk, (size_t)n, n < CHUNK))
            return err_errno(e, errno, path);
        /* The disk begins while the rest is still being sealed; only fsync below makes it durable. */
        if (s->size % EARLY == 0)
            (void)sync_file_range(s->out, 0, 0, SYNC_FILE_RANGE_WRITE);
    } while (n == CHUNK);
    return fsync(s->out) ? err_errno(e, errno, path) : RC_OK;
}

static void finish_names(struct sealed_file *ret, struct sealing *s)
{
    uint8_t hash[SEAL_HASH_SIZE], name[SEAL_HASH_SIZE];
    crypto_generichash_final(&s->digest, hash, sizeof hash);
    seal_hex(ret->digest, hash, sizeof hash);
    /* Keyed over the digest, not over the content once more: as secret, and half the work. */
    crypto_generichash(name, sizeof name, hash, sizeof hash, s->name_key, crypto_generichash_KEYBYTES);
    seal_hex(ret->name, name, sizeof name);
    ret->size = s->size;
}

static enum rc begin_sealing(struct sealing *s, const struct seal_keys *keys, const char *path, struct err *e)
{
    uint8_t header[crypto_secretstream_xchacha20poly1305_HEADERBYTES];
    crypto_secretstream_xchacha20poly1305_init_push(&s->stream, header, keys->file_key);
    crypto_generichash_init(&s->digest, NULL, 0, SEAL_HASH_SIZE);
    s->name_key = keys->name_key;
    if (fs_write_all(s->out, MAGIC, 4) || fs_write_all(s->out, header, sizeof header))
        return err_errno(e, errno, path);
    return RC_OK;
}

/* Gives the finished temporary file its name. Equal content is there already: then the copy is dropped. */
static enum rc settle(const char *temp, const char *files_dir, const char *name, struct err *e)
{
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s/%s", files_dir, name);
    if (fs_exists(path))
        return unlink(temp) ? err_errno(e, errno, temp) : RC_OK;
    if (rename(temp, path))
        return err_errno(e, errno, path);
    return fs_sync_dir(files_dir, e);
}

enum rc seal_file(struct sealed_file *ret, const struct seal_keys *keys, const char *files_dir, int fd,
    const char *label, int64_t max, struct err *e)
{
    char temp[PATH_MAX];
    snprintf(temp, sizeof temp, "%s/.%ld-%08x.tmp", files_dir, (long)getpid(), randombytes_random());
    AUTO_FD out = open(temp, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (out < 0)
        return err_errno(e, errno, temp);
    struct sealing s = { .in = fd, .out = out, .max = max, .label = label };
    struct sealed_file sealed;
    enum rc rc = begin_sealing(&s, keys, temp, e);
    if (!rc)
        rc = seal_all(&s, temp, e);
    if (!rc) {
        finish_names(&sealed, &s);
        rc = settle(temp, files_dir, sealed.name, e);
    }
    sodium_memzero(&s.stream, sizeof s.stream);
    if (rc) {
        unlink(temp);
        return rc;
    }
    *ret = sealed;
    return RC_OK;
}

static enum rc damaged(const char *name, struct err *e)
{
    err_set(e, RC_STORAGE, "damaged_file", N_("A stored scan is damaged and cannot be shown"));
    err_hint(e, N_("Restore it from the last backup"));
    err_cause(e, "files/%s does not open", name);
    return RC_STORAGE;
}

static enum rc open_chunks(struct buf *out, crypto_secretstream_xchacha20poly1305_state *stream, const uint8_t *sealed,
    size_t len, const char *name, struct err *e)
{
    const size_t step = CHUNK + crypto_secretstream_xchacha20poly1305_ABYTES;
    uint8_t chunk[CHUNK], tag = 0;
    for (size_t at = 0; at < len; at += step) {
        size_t have = len - at < step ? len - at : step;
        unsigned long long plain;
        if (tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL ||
            crypto_secretstream_xchacha20poly1305_pull(stream, chunk, &plain, &tag, sealed + at, have, NULL, 0))
            return damaged(name, e);
        if (buf_add(out, chunk, (size_t)plain))
            return err_no_memory(e);
    }
    return tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL ? RC_OK : damaged(name, e); /* cut at a chunk's end */
}

enum rc seal_open(struct buf *out, const struct seal_keys *keys, const char *files_dir, const char *name, struct err *e)
{
    char path[PATH_MAX];
    const size_t head = 4 + crypto_secretstream_xchacha20poly1305_HEADERBYTES;
    snprintf(path, sizeof path, "%s/%s", files_dir, name);
    AUTO_BUF sealed = buf_limit((size_t)SEAL_FILE_MAX * 2);
    enum rc rc = fs_read(&sealed, path, (size_t)SEAL_FILE_MAX + (1 << 20), e);
    if (rc)
        return rc;
    crypto_secretstream_xchacha20poly1305_state stream;
    const uint8_t *bytes = (const uint8_t *)buf_text(&sealed);
    if (sealed.len < head || memcmp(bytes, MAGIC, 4) ||
        crypto_secretstream_xchacha20poly1305_init_pull(&stream, bytes + 4, keys->file_key))
        return damaged(name, e);
    return open_chunks(out, &stream, bytes + head, sealed.len - head, name, e);
}
