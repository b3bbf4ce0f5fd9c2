/* counts_store.h - the dossiers a report counts and lists, read from the book as they stand at one moment. */
#ifndef REPORT_COUNTS_STORE_H
#define REPORT_COUNTS_STORE_H

#include "base/err.h"
#include "report/counts.h"

struct db;

/* One dossier of a period; its texts live until the next one. */
struct counted_row {
    struct counted times;
    enum count_class class;
    int64_t id;
    const char *code, *field, *channel;
    /* only when an order was asked for: */
    const char *procedure_code, *procedure, *holder, *desk, *summary, *fee_note, *submitter_name;
    const char *name, *address, *phone; /* the applicant as they were on that day */
    int64_t fee;
    int papers; /* handed in: originals, certified and plain copies */
};

/* From here to snapshot_end all reading sees one moment of the book; other desks go on writing. */
MUST enum rc snapshot_begin(struct db *db, struct err *e);
void snapshot_end(struct db *db);

enum counted_order { ORDER_NONE, ORDER_CODE, ORDER_DUE };

/* Calls `each` for every dossier that counts in the period. What `each` refuses ends the walk. */
typedef enum rc counted_each(void *context, const struct counted_row *row, struct err *e);
MUST enum rc counted_walk(struct db *db, const struct period *p, enum counted_order order, counted_each *each,
    void *context, struct err *e);

/* At most so many will be walked over: to choose how a workbook is written. */
MUST enum rc counted_guess(int64_t *count, struct db *db, const struct period *p, struct err *e);

/* How many events wait to be sent, and since when the oldest (0 = none). */
MUST enum rc waiting_to_send(int64_t *count, int64_t *oldest, struct db *db, struct err *e);

/* Refused in the period before they were ever received. */
MUST enum rc refused_at_desk(int64_t *count, struct db *db, const struct period *p, struct err *e);

#endif
