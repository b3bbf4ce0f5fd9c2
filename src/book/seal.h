/* seal.h - hashing, signing and sealed files. The home of libsodium (people/staff.c has the passwords).
 *
 * A scan is encrypted on its own with secretstream (XChaCha20-Poly1305) and named by the keyed hash of its content,
 * so equal content is stored once and a name tells nothing. It is durable before its name is returned.
 */
#ifndef BOOK_SEAL_H
#define BOOK_SEAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct buf;
struct seal_keys;
struct seal_reader;
struct seal_writer;

#define SEAL_HASH_SIZE   32                      /* BLAKE2b-256 */
#define SEAL_SIGN_SIZE   64                      /* Ed25519 */
#define SEAL_PUBLIC_SIZE 32
#define SEAL_HEX_SIZE    (2 * SEAL_HASH_SIZE + 1)
#define SEAL_FILE_MAX    ((int64_t)20 << 20)     /* a scan: 20 MB */

/* --- keys: files of mode 0400 in the book's keys/ --- */
MUST enum rc seal_keys_create(const char *keys_dir, struct err *e);
MUST enum rc seal_keys_load(struct seal_keys **ret, const char *keys_dir, struct err *e);
void seal_keys_free(struct seal_keys *keys);     /* wipes; NULL is fine */

/* --- hashes --- */
struct seal_hasher {
    _Alignas(64) unsigned char state[384];
};
void seal_hash_begin(struct seal_hasher *h);
void seal_hash_add(struct seal_hasher *h, const void *bytes, size_t len);
void seal_hash_end(struct seal_hasher *h, uint8_t out[SEAL_HASH_SIZE]);
void seal_hash(uint8_t out[SEAL_HASH_SIZE], const void *bytes, size_t len);
const char *seal_hex(char *out, const uint8_t *bytes, size_t len);   /* out: 2 * len + 1 */
void seal_random(void *out, size_t len);

/* --- receipts are signed with the book's Ed25519 key --- */
void seal_sign(uint8_t signature[SEAL_SIGN_SIZE], const struct seal_keys *keys, const void *message, size_t len);
const uint8_t *seal_public_key(const struct seal_keys *keys);        /* SEAL_PUBLIC_SIZE bytes */
const char *seal_public_id(const struct seal_keys *keys);            /* 8 hexadecimal digits */
MUST enum rc seal_verify(const uint8_t public_key[SEAL_PUBLIC_SIZE], const uint8_t signature[SEAL_SIGN_SIZE],
    const void *message, size_t len);                                 /* RC_OK or RC_REFUSED */

/* --- sealed files --- */
struct sealed_file {
    char name[SEAL_HEX_SIZE];      /* in files/ */
    char digest[SEAL_HEX_SIZE];    /* BLAKE2b-256 of the content */
    int64_t size;                  /* bytes of the content */
};

/* Copies from `fd` to its end, at most `max` bytes, while hashing and sealing; synced when it returns.
 * `label` is for messages. The digest of the copy counts, whatever happens to the source meanwhile (F03). */
MUST enum rc seal_file(struct sealed_file *ret, const struct seal_keys *keys, const char *files_dir, int fd,
    const char *label, int64_t max, struct err *e);

/* Opens a sealed file into `out` (appended). RC_STORAGE "damaged_file" when a single bit differs. */
MUST enum rc seal_open(struct buf *out, const struct seal_keys *keys, const char *files_dir, const char *name,
    struct err *e);

/* --- one encrypted stream, sealed to a public key: backups --- */

/* Writes to `fd`; `public_path` is keys/backup.pub. */
MUST enum rc seal_writer_open(struct seal_writer **ret, const char *public_path, int fd, struct err *e);
MUST enum rc seal_writer_add(struct seal_writer *w, const void *bytes, size_t len, struct err *e);
MUST enum rc seal_writer_end(struct seal_writer *w, struct err *e);
void seal_writer_free(struct seal_writer *w);

/* Reads from `fd`; `secret_path` is backup.secret. RC_STORAGE "backup_damaged" at the first changed bit or early end. */
MUST enum rc seal_reader_open(struct seal_reader **ret, const char *secret_path, int fd, struct err *e);
MUST enum rc seal_reader_get(struct seal_reader *r, void *out, size_t len, struct err *e);
bool seal_reader_at_end(const struct seal_reader *r);
void seal_reader_free(struct seal_reader *r);

#endif
