/* db.h - one connection to a SQLite file, and its statements. The only home of sqlite3, with the rest of book/.
 *
 * Every connection is opened with synchronous=FULL, WAL, foreign keys, trusted_schema off and defensive mode, and
 * each of these is read back: a connection that is not safe is not given out.
 *
 * Statements are cached by their text: struct stmt *q = stmt_of(db, "SELECT ..."). Values are bound by name.
 * A mistake in preparing or binding is remembered and told by the next stmt_next or stmt_run.
 * Texts returned by stmt_text live until the next step: copy what you keep.
 */
#ifndef BOOK_DB_H
#define BOOK_DB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct db;
struct stmt;
struct arena;

enum db_mode {
    DB_READ_WRITE,     /* the file must exist */
    DB_CREATE,         /* the file is made, mode 0600; it must not exist */
    DB_READ_ONLY,
};

/* Opens `path`. `application_id` must match the file's (0 = any). */
MUST enum rc db_open(struct db **ret, const char *path, enum db_mode mode, int32_t application_id, struct err *e);
void db_close(struct db *db);   /* NULL is fine */
void db_auto_close(struct db **db);
#define AUTO_DB __attribute__((cleanup(db_auto_close))) struct db *

/* Runs fixed SQL text of one or more statements without values. Literal text only (a test looks). */
MUST enum rc db_run_script(struct db *db, const char *sql, struct err *e);

/* A consistent copy of the whole database as one plain file; `path` must not exist. */
MUST enum rc db_snapshot(struct db *db, const char *path, struct err *e);

int64_t db_last_id(const struct db *db);
int64_t db_changes(const struct db *db);
bool db_in_transaction(const struct db *db);

/* Turns the last SQLite trouble of `db` into an rc: busy, full, damaged, constraint ... */
enum rc db_trouble(struct db *db, struct err *e, const char *doing);

/* --- statements --- */
struct stmt *stmt_of(struct db *db, const char *sql);   /* never NULL; trouble is told when it is run */

void stmt_bind_text(struct stmt *q, const char *name, const char *text);   /* NULL binds NULL; text is copied */
void stmt_bind_int(struct stmt *q, const char *name, int64_t value);
void stmt_bind_null(struct stmt *q, const char *name);
void stmt_bind_blob(struct stmt *q, const char *name, const void *bytes, size_t len);

/* Next row: *row says whether there is one; after the last the statement is ready for reuse. */
MUST enum rc stmt_next(struct stmt *q, bool *row, struct err *e);

/* Runs a statement that returns no rows. A broken UNIQUE or CHECK rule is RC_CONFLICT. */
MUST enum rc stmt_run(struct stmt *q, struct err *e);

/* The first row only; RC_NOT_FOUND (with no words) when there is none. Call stmt_done after reading its columns. */
MUST enum rc stmt_one(struct stmt *q, struct err *e);
void stmt_done(struct stmt *q);

/* One number from one query: the first column of the first row. RC_NOT_FOUND (with no words) when there is no row;
 * *ret is written only on success, and the statement needs no stmt_done. */
MUST enum rc stmt_number(int64_t *ret, struct stmt *q, struct err *e);
MUST enum rc stmt_count(size_t *ret, struct stmt *q, struct err *e); /* the same for a SELECT count(*) */

int64_t stmt_int(struct stmt *q, int column);
bool stmt_is_null(struct stmt *q, int column);
const char *stmt_text(struct stmt *q, int column);                 /* "" for NULL */
const void *stmt_blob(struct stmt *q, int column, size_t *len);
char *stmt_copy(struct stmt *q, int column, struct arena *a);       /* "" for NULL */

#endif
