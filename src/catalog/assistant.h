/* assistant.h - a citizen's question answered from the commune's own catalogue: off line, the same every
 * time.
 *
 * Four tables that people edit decide, no hidden model: data/synonyms.csv (what people say -> procedures),
 * data/word_groups.csv (words of one meaning), data/life_events.yaml (what a birth, a death, a shop brings in
 * order) and data/awareness/scams.yaml (how fraud talks). A question that nothing fits is told so, with where
 * to go.
 */
#ifndef CATALOG_ASSISTANT_H
#define CATALOG_ASSISTANT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"
#include "catalog/procedure.h"

struct office;
struct js;

#define QUESTION_MAX    2000 /* bytes: longer is refused, a person should cut it */
#define SUGGESTIONS_MAX 6

enum verdict {
    VERDICT_FOUND,
    VERDICT_NONE, /* not done here: `place` says where, when known */
    VERDICT_SCAM,
};

struct suggestion {
    const char *code, *name;
    const char *why; /* "vì câu hỏi có: giấy độc thân" */
    int score;       /* 0..1000, for tests and the bench */
};

struct reply {
    enum verdict verdict;
    struct suggestion list[SUGGESTIONS_MAX];
    int count;
    const char *place;  /* VERDICT_NONE: who can help; "" = not known */
    const char *advice; /* VERDICT_SCAM: what to do, with source and date */
    const char *event;  /* title of the life event, "" when none */
};

/* The tables and the names, ready to answer. Opened once, used often; never changes. */
struct assistant;

/* `procedures` (borrowed until closed) as procedure_list gives them. */
MUST enum rc assistant_open(struct assistant **ret, const char *share_dir, const struct procedure *procedures,
    size_t count, struct err *e);
void assistant_close(struct assistant *as);
void assistant_auto_close(struct assistant **as);
#define AUTO_ASSISTANT __attribute__((cleanup(assistant_auto_close))) struct assistant *

/* Texts of *ret belong to `a`. RC_REFUSED for a question that is empty, too long or no text. */
MUST enum rc assistant_reply(
    struct reply *ret, const struct assistant *as, const char *question, struct arena *a, struct err *e);

/* The whole way with the book: {"answer":[..],"procedures":[{"code","name","why"}],"warning":"scam"|null}.
 * Each answer line cites code, papers, fee, limit and law of the procedures found. */
MUST enum rc assistant_ask(struct js **ret, const struct office *of, const char *question, struct err *e);

#endif
