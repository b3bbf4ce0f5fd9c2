/* receipt.h - the QR of a receipt: proves without any server that this office gave this paper. Pure.
 *
 *   MC1|H48.25-260105-0001|202601050110Z|1.001193|1a2b3c4d|<64-byte Ed25519 signature, base64url>
 *
 * Version, dossier code (its head is the unit), UTC minute of reception, procedure, key, signature over all
 * before the last bar. Nothing about a person. Equal facts give equal bytes, so a reprint carries the same
 * square. Reading is strict: every character counts, so one altered character is always found.
 */
#ifndef DOSSIER_RECEIPT_H
#define DOSSIER_RECEIPT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct seal_keys;

#define RECEIPT_MAX 400 /* bytes of a payload that is looked at, and of one that is written */

struct receipt {
    char code[41], procedure[41];
    int64_t at; /* UTC seconds, a whole minute */
    char key_id[9];
    uint8_t signature[64];
    size_t signed_len; /* bytes of the payload that the signature covers */
};

enum receipt_verdict {
    RECEIPT_GENUINE,
    RECEIPT_ALTERED,     /* reads like a receipt, but the signature is not of these words */
    RECEIPT_UNKNOWN_KEY, /* another office's, or a key this book never had */
    RECEIPT_FUTURE,      /* MC2 and later: a newer program wrote it */
    RECEIPT_NOT_ONE,     /* a web address, another QR, too long ... */
};

/* "genuine", "altered", "unknown_key", "future_version", "not_a_receipt": for programs. */
const char *receipt_verdict_slug(enum receipt_verdict verdict);

/* RC_REFUSED when a value could not be read back (letters of the code or procedure, a year beyond 9999). */
MUST enum rc receipt_encode(char out[RECEIPT_MAX + 1], const char *code, int64_t at, const char *procedure,
    const struct seal_keys *keys, struct err *e);

/* Finds the public half (32 bytes) of a key, NULL when unknown. */
typedef const uint8_t *(*receipt_key_fn)(void *context, const char *key_id);

/* `ret` is filled for GENUINE, ALTERED and UNKNOWN_KEY; its words are only proven for GENUINE. */
enum receipt_verdict receipt_verify(
    struct receipt *ret, const char *payload, size_t len, receipt_key_fn key, void *context);

/* --- in the book (receipt_store.c) --- */
struct arena;
struct db;

struct receipt_answer {
    enum receipt_verdict verdict;
    struct receipt receipt;
    int state;               /* enum state of the dossier; 0 = not in this book */
    bool voided;             /* the office took this very paper back */
    const char *void_reason; /* "" = none given; lives in the arena */
};

/* Verifies against this book's keys, retired ones too, and looks up what became of the dossier and the paper.
 */
MUST enum rc receipt_look_up(struct receipt_answer *ret, struct db *db, const char *payload, size_t len,
    struct arena *a, struct err *e);

#endif
