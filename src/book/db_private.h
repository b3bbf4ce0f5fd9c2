/* db_private.h - what db.c and tx.c share. Nobody outside book/ includes it. */
#ifndef BOOK_DB_PRIVATE_H
#define BOOK_DB_PRIVATE_H

#include <sqlite3.h>
#include <stdbool.h>

#define STMT_TURNS 48 /* names bound one after the other whose places are remembered */

struct stmt {
    struct stmt *next;
    struct db *db;
    sqlite3_stmt *sqlite;   /* NULL when preparing failed */
    char *sql;
    int trouble;            /* SQLite's code of the first mistake in preparing or binding; 0 = none */
    char missing[40];       /* the name that could not be bound */
    bool busy;              /* between its first step and its end */
    int turn;               /* how many names were bound since stmt_of */
    unsigned char turns[STMT_TURNS]; /* which parameter had this turn last time; 0 = none yet */
};

#define STMT_BUCKETS 64

struct db {
    sqlite3 *sqlite;
    char *path;
    struct stmt *cache[STMT_BUCKETS];
    struct stmt broken;     /* given out when memory ended */
    int tx_depth;
    bool tx_doomed;         /* an inner transaction rolled back */
};

#endif
