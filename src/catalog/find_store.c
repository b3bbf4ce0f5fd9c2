/* find_store.c - people and dossiers found in the book, and the finder opened from it. All of its SQL. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/i18n.h"
#include "base/office.h"
#include "base/viet.h"
#include "book/db.h"
#include "catalog/find_private.h"
#include "catalog/procedure.h"

#define CANDIDATES 200 /* rows ranked here; the index gives the likeliest first */
#define INDEX_STEP 500
#define CORRECTED  32 /* syllables tried for one that finds nobody */

static const struct procedure *procedure_of(const struct finder *f, const char *code, size_t *at)
{
    /* both lists stand by code: one walk for all */
    while (*at < f->procedures_count && strcmp(f->procedures[*at].code, code) < 0)
        (*at)++;
    return *at < f->procedures_count && strcmp(f->procedures[*at].code, code) == 0 ? &f->procedures[*at]
                                                                                   : NULL;
}

/* Papers are known by their form's number: "ct01". */
static enum rc add_forms(struct finder *f, struct err *e)
{
    struct stmt *q = stmt_of(f->of->db, "SELECT code, forms FROM procedure WHERE forms <> '' ORDER BY code");
    size_t at = 0;
    bool row;
    enum rc rc;
    while ((rc = stmt_next(q, &row, e)) == RC_OK && row) {
        const struct procedure *p = procedure_of(f, stmt_text(q, 0), &at);
        AUTO_STRING forms = strdup(stmt_text(q, 1));
        char *rest = forms;
        for (char *one; p && (one = strsep(&rest, "\n"));) {
            if (finder_add_text(f, one, (int)at, 55)) {
                stmt_done(q);
                return err_no_memory(e);
            }
        }
    }
    return rc;
}

enum rc finder_open(struct finder **ret, const struct office *of, struct day day, struct err *e)
{
    AUTO_FINDER f = calloc(1, sizeof *f);
    if (!f)
        return err_no_memory(e);
    f->of = of;
    f->day = day;
    enum rc rc = procedure_list(&f->procedures, &f->procedures_count, of->db, &f->arena, day, e);
    if (!rc)
        rc = assistant_open(&f->assistant, of->share_dir, f->procedures, f->procedures_count, e);
    if (!rc)
        rc = add_forms(f, e);
    if (!rc)
        rc = finder_build(f, e);
    if (rc)
        return rc;
    *ret = f;
    f = NULL;
    return RC_OK;
}

/* --- people --- */

/* 062185001234 as 062******234: whole numbers are shown on demand only. */
static const char *masked(char out[32], const char *number)
{
    size_t n = strlen(number);
    if (n < 7)
        snprintf(out, 32, "%s", number);
    else
        snprintf(out, 32, "%.3s%.*s%s", number, (int)(n - 6 > 16 ? 16 : n - 6), "****************",
            number + n - 3);
    return out;
}

static void put_person(struct found *list, size_t *count, struct stmt *q, int score, struct arena *a)
{
    char number[32];
    list[(*count)++] = (struct found){
        .kind = FOUND_PERSON,
        .id = arena_printf(a, "%lld", (long long)stmt_int(q, 0)),
        .title = stmt_copy(q, 1, a),
        .detail = arena_printf(
            a, "%.4s  %s  %s", stmt_text(q, 2), masked(number, stmt_text(q, 3)), stmt_text(q, 4)),
        .score = score,
    };
}

/* By the beginning of an ID number or a telephone number: both have an index. */
static enum rc people_by_number(struct found *list, size_t *count, size_t max, struct db *db,
    const char *digits, struct arena *a, struct err *e)
{
    struct stmt *q = stmt_of(db,
        "SELECT id, name, birth_date, id_number, hamlet FROM person"
        " WHERE id_number >= :from AND id_number < :from || ':' AND id_number IS NOT NULL AND merged_into IS "
        "NULL"
        " UNION "
        "SELECT id, name, birth_date, id_number, hamlet FROM person"
        " WHERE phone >= :from AND phone < :from || ':' AND phone IS NOT NULL AND merged_into IS NULL"
        " LIMIT :max");
    stmt_bind_text(q, ":from", digits);
    stmt_bind_int(q, ":max", (int64_t)max);
    bool row;
    enum rc rc;
    while ((rc = stmt_next(q, &row, e)) == RC_OK && row)
        put_person(list, count, q, 1000, a);
    return rc;
}

/* One typed name, cut into words; a year of birth stands apart. */
struct name_query {
    struct words words;
    char year[8];
};

static void cut_name(struct name_query *q, const char *text)
{
    struct words all;
    words_cut(&all, text, strlen(text));
    *q = (struct name_query){ .words.marked = all.marked };
    for (int i = 0; i < all.count; i++) {
        const struct word *w = &all.list[i];
        if (w->number && strlen(w->folded) == 4)
            snprintf(q->year, sizeof q->year, "%.4s", w->folded);
        else if (!w->number && q->words.count < 8)
            q->words.list[q->words.count++] = *w;
    }
}

/* The text of an index query: every word by its beginning; with `corrected`, words one slip away, too. */
static void index_query(struct buf *out, const struct name_query *n, bool corrected)
{
    for (int i = 0; i < n->words.count; i++) {
        const char *w =
            *n->words.list[i].plain && corrected ? n->words.list[i].plain : n->words.list[i].folded;
        char other[CORRECTED][8];
        size_t others = corrected ? syllable_corrections(other, CORRECTED, w) : 0;
        buf_addf(out, "%s(name_folded : \"%s\" *", i ? " AND " : "", w);
        for (size_t k = 0; k < others; k++)
            buf_addf(out, " OR name_folded : \"%s\"", other[k]);
        buf_puts(out, ")");
    }
}

/* How well a name answers: each typed word with its best partner, exact marks above all. */
static int name_score(const struct name_query *n, const char *name, const char *birth)
{
    struct words known;
    words_cut(&known, name, strlen(name));
    int sum = 0;
    for (int i = 0; i < n->words.count; i++) {
        int best = 0;
        for (int k = 0; k < known.count; k++) {
            const struct word *t = &n->words.list[i], *w = &known.list[k];
            int is = word_quality(t, w, n->words.marked);
            if (!is && strncmp(t->folded, w->folded, strlen(t->folded)) == 0)
                is = 60;
            is = is ? is - (i != k) : 0; /* the usual order first, of equals */
            best = is > best ? is : best;
        }
        sum += best;
    }
    int score = n->words.count ? sum * 8 / n->words.count : 0;
    if (*n->year)
        score += strncmp(birth, n->year, 4) == 0 ? 150 : -150;
    return score - (known.count > n->words.count ? 4 * (known.count - n->words.count) : 0);
}

static int by_score(const void *a, const void *b)
{
    const struct found *x = a, *y = b;
    return x->score != y->score ? y->score - x->score : strcmp(x->title, y->title);
}

static enum rc people_by_index(struct found *all, size_t *count, struct db *db, const struct name_query *n,
    bool corrected, struct arena *a, struct err *e)
{
    AUTO_BUF match = buf_limit(8000);
    index_query(&match, n, corrected);
    struct stmt *q =
        stmt_of(db, "SELECT p.id, p.name, p.birth_date, p.id_number, p.hamlet"
                    "  FROM person_search AS s JOIN person AS p ON p.id = s.rowid"
                    " WHERE person_search MATCH :match AND p.merged_into IS NULL AND p.erased_at IS NULL"
                    "   AND (:year = '' OR substr(coalesce(p.birth_date, ''), 1, 4) = :year OR :any_year)"
                    " LIMIT :max");
    stmt_bind_text(q, ":match", buf_text(&match));
    stmt_bind_text(q, ":year", n->year);
    stmt_bind_int(q, ":any_year", corrected);
    stmt_bind_int(q, ":max", CANDIDATES - (int64_t)*count);
    bool row;
    enum rc rc;
    size_t before = *count; /* one query gives nobody twice */
    while ((rc = stmt_next(q, &row, e)) == RC_OK && row && *count < CANDIDATES) {
        int score = name_score(n, stmt_text(q, 1), stmt_text(q, 2));
        bool twice = false;
        for (size_t i = 0; i < before && !twice; i++)
            twice = strtoll(all[i].id, NULL, 10) == stmt_int(q, 0);
        if (twice)
            continue;
        put_person(all, count, q, score, a);
        all[*count - 1].near = corrected;
    }
    stmt_done(q);
    return rc;
}

/* With marks, those who bear exactly these marks are fetched first: they must not fall off the end of many.
 */
static enum rc people_with_marks(struct found *all, size_t *count, struct db *db, const char *text,
    struct arena *a, const struct name_query *n, struct err *e)
{
    AUTO_BUF match = buf_limit(2000);
    bool first = true;
    for (const char *at = text; *at;) {
        size_t skip = strspn(at, " \t\"'*():^+-,.;"), len = strcspn(at + skip, " \t\"'*():^+-,.;");
        if (len && !isdigit((unsigned char)at[skip]))
            buf_addf(&match, "%sname : \"%.*s\" *", first ? "" : " AND ", (int)len, at + skip);
        first = first && !(len && !isdigit((unsigned char)at[skip]));
        at += skip + len;
    }
    if (!match.len)
        return RC_OK;
    struct stmt *q =
        stmt_of(db, "SELECT p.id, p.name, p.birth_date, p.id_number, p.hamlet"
                    "  FROM person_search AS s JOIN person AS p ON p.id = s.rowid"
                    " WHERE person_search MATCH :match AND p.merged_into IS NULL AND p.erased_at IS NULL"
                    " LIMIT 60");
    stmt_bind_text(q, ":match", buf_text(&match));
    bool row;
    enum rc rc;
    while ((rc = stmt_next(q, &row, e)) == RC_OK && row)
        put_person(all, count, q, name_score(n, stmt_text(q, 1), stmt_text(q, 2)), a);
    return rc;
}

enum rc find_people(struct found *list, size_t *count, size_t max, struct db *db, const char *text,
    struct arena *a, struct err *e)
{
    char digits[24];
    size_t n = 0;
    for (const char *c = text; *c && n + 1 < sizeof digits; c++) {
        if (isdigit((unsigned char)*c))
            digits[n++] = *c;
        else if (*c != ' ' && *c != '.')
            n = sizeof digits;
    }
    *count = 0;
    if (n >= 3 && n < sizeof digits - 1) {
        digits[n] = '\0';
        return people_by_number(list, count, max, db, digits, a, e);
    }
    struct name_query q;
    cut_name(&q, text);
    if (!q.words.count || strlen(q.words.list[0].folded) + (size_t)q.words.count < 2)
        return RC_OK;

    struct found *all = arena_array(a, CANDIDATES + 1, sizeof *all);
    if (!all)
        return err_no_memory(e);
    size_t found = 0;
    /* Another desk may be writing: then the newest people are found a moment later, and nobody waits. */
    enum rc rc = find_people_index(db, INDEX_STEP, NULL);
    rc = q.words.marked ? people_with_marks(all, &found, db, text, a, &q, e) : RC_OK;
    if (!rc)
        rc = people_by_index(all, &found, db, &q, false, a, e);
    if (!rc && found == 0)
        rc = people_by_index(all, &found, db, &q, true, a, e);
    if (rc)
        return rc;
    qsort(all, found, sizeof *all, by_score);
    for (size_t i = 0; i < found && *count < max; i++)
        list[(*count)++] = all[i];
    return RC_OK;
}

/* --- dossiers --- */

static void put_dossier(struct found *list, size_t *count, struct stmt *q, int score, struct arena *a)
{
    list[(*count)++] = (struct found){
        .kind = FOUND_DOSSIER,
        .id = stmt_copy(q, 0, a),
        .title = arena_printf(a, "%s  %s", stmt_text(q, 1), stmt_text(q, 2)),
        .detail = arena_printf(a, "%s  %s", stmt_text(q, 3), stmt_text(q, 0)),
        .score = score,
    };
}

#define DOSSIER_COLUMNS                                                                                      \
    "SELECT d.code, p.short_name, coalesce(json_extract(d.applicant, '$.name'), ''), "                       \
    "coalesce(d.received_day, '')"                                                                           \
    "  FROM dossier AS d JOIN procedure AS p ON p.id = d.procedure_id"

/* A whole code or its beginning, as on a receipt; letters may be small. */
static enum rc by_code(struct found *list, size_t *count, size_t max, struct db *db, const char *text,
    struct arena *a, struct err *e)
{
    char from[64];
    size_t n = 0;
    for (; text[n] && n + 1 < sizeof from; n++)
        from[n] = (char)toupper((unsigned char)text[n]);
    from[n] = '\0';
    struct stmt *q = stmt_of(db,
        DOSSIER_COLUMNS " WHERE d.code >= :from AND d.code < :from || '~' ORDER BY d.code DESC LIMIT :max");
    stmt_bind_text(q, ":from", from);
    stmt_bind_int(q, ":max", (int64_t)max);
    bool row;
    enum rc rc;
    while ((rc = stmt_next(q, &row, e)) == RC_OK && row && *count < max)
        put_dossier(list, count, q, 1000, a);
    stmt_done(q);
    return rc;
}

/* The last digits of the code, among those received in the last sixty days. */
static enum rc by_serial(struct found *list, size_t *count, size_t max, struct db *db, const char *digits,
    struct day today, struct arena *a, struct err *e)
{
    char since[ISO_DAY_SIZE];
    struct stmt *q = stmt_of(db,
        DOSSIER_COLUMNS " WHERE d.received_day >= :since AND substr(d.code, -length(:digits)) = :digits"
                        " ORDER BY d.received_day DESC LIMIT :max");
    stmt_bind_text(q, ":since", iso_day(since, day_add(today, -60)));
    stmt_bind_text(q, ":digits", digits);
    stmt_bind_int(q, ":max", (int64_t)max);
    bool row;
    enum rc rc;
    while ((rc = stmt_next(q, &row, e)) == RC_OK && row && *count < max)
        put_dossier(list, count, q, 900, a);
    stmt_done(q);
    return rc;
}

static enum rc of_person(struct found *list, size_t *count, size_t max, struct db *db,
    const struct found *person, struct arena *a, struct err *e)
{
    struct stmt *q = stmt_of(
        db, DOSSIER_COLUMNS " WHERE d.applicant_id = :person ORDER BY d.received_day DESC LIMIT :max");
    stmt_bind_int(q, ":person", strtoll(person->id, NULL, 10));
    stmt_bind_int(q, ":max", 5);
    bool row;
    enum rc rc;
    while ((rc = stmt_next(q, &row, e)) == RC_OK && row && *count < max)
        put_dossier(list, count, q, person->score, a);
    stmt_done(q);
    return rc;
}

enum rc find_dossiers(struct found *list, size_t *count, size_t max, struct db *db, const char *text,
    struct day today, struct arena *a, struct err *e)
{
    *count = 0;
    while (*text == ' ')
        text++;
    size_t len = strlen(text), digits = strspn(text, "0123456789");
    enum rc rc = RC_OK;
    if (len >= 3 && len == digits && len <= 6)
        rc = by_serial(list, count, max, db, text, today, a, e);
    else if (len >= 3 && !strchr(text, ' ') && isalpha((unsigned char)*text) && strpbrk(text, "0123456789"))
        rc = by_code(list, count, max, db, text, a, e);
    if (rc || *count || max == 0)
        return rc;

    struct found people[5];
    size_t n;
    rc = find_people(people, &n, 5, db, text, a, e);
    for (size_t i = 0; !rc && i < n && *count < max; i++)
        rc = of_person(list, count, max, db, &people[i], a, e);
    return rc;
}
