/* layout.h - what a paper looks like, read from data/papers/NAME.yaml, so that an office may change it
 * without us.
 *
 * A layout is a row of blocks drawn from top to bottom. Each block is one entry of `blocks:` with the key of
 * its kind and, beside it, what changes it:
 *
 *   line: TEXT                     a paragraph; also a list of texts
 *   pair: [LEFT, RIGHT]            two lines side by side
 *   title: TEXT or [TEXT...]       bold, centred
 *   header: {left: [...], right: [...]}
 *                                  the two heads of an official paper; qr: TEXT below the left one,
 *                                  right_qr: TEXT below the right one, the texts of beside: at its side
 *   table: LIST                    columns: [{head, width (percent), text, align}]
 *                                  least: so many rows are drawn at least
 *   each: LIST                     text: a paragraph for each entry
 *   signatures: [[WHO, HOW, NAME]...]
 *   notes: [TEXT...]               small, below a rule
 *   barcode: TEXT                  Code 39
 *   qr: TEXT                       centred, or with the texts of beside: at its right; side: MM
 *   space: MM, rule: yes
 *
 *   when: PATH, unless: PATH       only if the fact is there, or is not
 *   size (points), align (left, centre, right, justify), indent (mm), before (mm)
 *
 * Texts are lines of fill.h. Every error names file, line and column.
 */
#ifndef PAPER_LAYOUT_H
#define PAPER_LAYOUT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"
#include "paper/page.h"

struct buf;
struct yaml;
struct yaml_node;

#define COLUMNS_MAX 24

enum block_kind {
    BLOCK_LINE,
    BLOCK_PAIR,
    BLOCK_TITLE,
    BLOCK_HEADER,
    BLOCK_TABLE,
    BLOCK_EACH,
    BLOCK_SIGNATURES,
    BLOCK_NOTES,
    BLOCK_BARCODE,
    BLOCK_QR,
    BLOCK_SPACE,
    BLOCK_RULE,
    BLOCK_KINDS
};

struct texts {
    const char **at;
    size_t count;
};

struct column {
    const char *head, *text;
    double width; /* percent */
    enum page_align align;
};

struct block {
    enum block_kind kind;
    const char *when, *unless; /* NULL = always */
    struct texts texts;        /* signatures: three after three */
    struct texts right;        /* of a header */
    const char *over;          /* table, each: the list */
    const char *qr, *right_qr; /* of a header; NULL = none */
    struct texts beside;       /* words right of a square */
    struct column *columns;
    size_t column_count;
    int least;
    double amount;               /* space: mm; qr: mm a side */
    double size, indent, before; /* points, mm, mm; size 0 = of the layout */
    enum page_align align;
};

struct layout {
    struct arena arena;
    struct yaml *document; /* the words stay in it */
    const char *name, *title;
    enum page_size size;
    double margins[4];            /* mm: top, right, bottom, left */
    double text_size;             /* points */
    struct texts copies;          /* labels; one copy without label when none is given */
    const struct yaml_node *sets; /* circular -> number of the form */
    const struct yaml_node *words;
    struct block *blocks;
    size_t block_count;
};

/* `name` is for messages. RC_REFUSED with "name:line:column: ..." for everything wrong with it. */
MUST enum rc layout_parse(struct layout **ret, const char *text, size_t len, const char *name, struct err *e);

/* Where layouts lie: the office's own (papers/NAME.yaml in the book's directory) before those delivered
 * (data/papers/NAME.yaml below share_dir). One that is there and wrong is refused; nothing else is taken in
 * its place: a paper that silently looks as it did last year helps nobody. */
struct layout_place {
    const char *own_dir; /* NULL = none */
    const char *share_dir;
};

/* RC_NOT_FOUND for a paper that does not exist. */
MUST enum rc layout_read(struct layout **ret, struct layout_place place, const char *name, struct err *e);

/* The same file as text; `shown` is its name in messages. */
MUST enum rc layout_text(
    struct buf *out, char shown[160], struct layout_place place, const char *name, struct err *e);

/* "Mẫu số 05" in the circular's set ("2018", "2025"); "" when the set does not have it. */
const char *layout_form(const struct layout *layout, const char *set);

void layout_free(struct layout *layout);
void layout_auto_free(struct layout **layout);
#define AUTO_LAYOUT __attribute__((cleanup(layout_auto_free))) struct layout *

#endif
