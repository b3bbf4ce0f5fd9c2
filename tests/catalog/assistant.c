/* The assistant: measured on two lists of questions. questions.csv comes from the shared domain notes
 * (development set); questions_own.csv and questions_blind.csv were invented for this project. First sight of
 * each, before the tables were widened by what kind of saying was missing: own 89.9 % top-1 and 96.4 % top-3,
 * blind 79.1 % and 86.0 %. questions_village.csv asks as farmers, grandparents and young mothers do, in
 * dialect, with slips, and honestly about banks and police: V001..V408 at first sight 86.4 % top-1, 93.2 %
 * top-3, NONE 28/28, SCAM 15/20; V501..V580, written after the tables were widened by that, 72.4 % and 75.9
 * %, NONE 7/8, SCAM 9/10. questions_build.csv and questions_held.csv are two halves of one list that asks for
 * every procedure of the catalogue, drawn by lot; before any word was added for them: build 83.8 % top-1
 * and 91.9 % top-3, NONE 48/50, SCAM 15/22; held 75.1 % and 84.8 %, NONE 48/50, SCAM 15/23.  After that:
 * qualifiers, frauds by what comes together, and 1,900 everyday sentences written by hand
 * (data/phrasings.csv), tuned on the build half and on sentences left out of their own table: held 89.8 %
 * and 96.4 %, NONE 47/50, SCAM 22/23. questions_second.csv was written last; at first sight 96.2 % and 97.0
 * %, NONE 12/12, SCAM 6/6. What English asks is told to turn to the staff. MOTCUA_BENCH=1 prints the list of
 * what was confused with what. */
#include "catalog/assistant.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/csv.h"
#include "base/fs.h"
#include "base/json.h"
#include "check.h"
#include "desk.h"

static const struct day today = { 2026, 11, 22 };

struct figures {
    int asked, top1, top3; /* questions with a procedure */
    int none, none_right, scam, scam_right;
};

static bool in_list(const char *list, const char *code)
{
    const char *at = strstr(list, code);
    size_t n = strlen(code);
    return at && (at[n] == '\0' || at[n] == ';');
}

static void say(const char *id, const char *text, const char *expected, const struct reply *r)
{
    if (!getenv("MOTCUA_BENCH"))
        return;
    printf("%s  %s\n      wanted %s, got %s", id, text, expected,
        r->verdict == VERDICT_SCAM   ? "SCAM"
        : r->verdict == VERDICT_NONE ? "NONE"
                                     : "");
    for (int i = 0; i < r->count; i++)
        printf(" %s(%d)", r->list[i].code, r->list[i].score);
    printf("%s%s\n", *r->place ? " sent to: " : "", r->place);
}

static void count_one(
    struct figures *f, const struct reply *r, const char *id, const char *text, const char *expected)
{
    bool right;
    if (strcmp(expected, "SCAM") == 0) {
        f->scam++;
        right = r->verdict == VERDICT_SCAM;
        f->scam_right += right;
    } else if (strcmp(expected, "NONE") == 0) {
        f->none++;
        right = r->verdict == VERDICT_NONE;
        f->none_right += right;
    } else {
        bool third = false;
        for (int i = 0; i < r->count && i < 3; i++)
            third = third || in_list(expected, r->list[i].code);
        right = r->count > 0 && in_list(expected, r->list[0].code);
        f->asked++;
        f->top1 += right;
        f->top3 += third;
    }
    if (!right)
        say(id, text, expected, r);
}

/* A share directory that knows all sentences of data/phrasings.csv but every `folds`th. */
static void make_fold(char dir[600], const struct csv *all, size_t fold, size_t folds)
{
    static const char *const same[] = { "synonyms.csv", "word_groups.csv", "life_events.yaml", "dialect.csv",
        "elsewhere.csv", "elsewhere_words.csv", "awareness/scams.yaml", "qualifiers.csv" };
    char from[700], to[700];
    struct err e = { 0 };
    snprintf(from, sizeof from, "fold-%zu-%zu", fold, folds);
    snprintf(dir, 600, "%s", test_path(from));
    snprintf(to, sizeof to, "%s/data/awareness", dir);
    assert_ok(fs_make_dir(to, &e), &e);
    for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
        AUTO_BUF bytes = buf_limit(1 << 20);
        snprintf(from, sizeof from, "%s/data/%s", test_root(), same[i]);
        snprintf(to, sizeof to, "%s/data/%s", dir, same[i]);
        assert_ok(fs_read(&bytes, from, 1 << 20, &e), &e);
        assert_ok(fs_replace(to, bytes.data, bytes.len, 0600, &e), &e);
    }
    AUTO_BUF text = buf_limit(1 << 20);
    buf_puts(&text, "says,target,source\n");
    for (size_t i = 1; i < all->count; i++)
        if (i % folds != fold)
            buf_addf(&text, "\"%s\",%s,own\n", csv_cell(all, i, 0), csv_cell(all, i, 1));
    snprintf(to, sizeof to, "%s/data/phrasings.csv", dir);
    assert_ok(fs_replace(to, text.data, text.len, 0600, &e), &e);
}

static void ask_left_out(
    struct figures *f, const struct assistant *as, const struct csv *all, size_t fold, size_t folds)
{
    for (size_t i = fold ? fold : folds; i < all->count; i += folds) {
        AUTO_ARENA scratch = { 0 };
        struct reply r;
        struct err e = { 0 };
        const char *target = csv_cell(all, i, 1);
        char id[20];
        snprintf(id, sizeof id, "L%zu", i);
        assert_ok(assistant_reply(&r, as, csv_cell(all, i, 0), &scratch, &e), &e);
        count_one(f, &r, id, csv_cell(all, i, 0),
            strcmp(target, "@scam") == 0 ? "SCAM"
            : *target == '@'             ? "NONE"
                                         : target);
    }
}

/* Every sentence asked of an assistant that does not know it; `rounds` of `folds` parts. */
static struct figures measure_left_out(size_t folds, size_t rounds)
{
    struct desk d;
    struct err e = { 0 };
    AUTO_ARENA a = { 0 };
    AUTO_CSV csv = { 0 };
    struct procedure *list;
    size_t count;
    char path[600];
    struct figures f = { 0 };
    desk_open_with_catalogue(&d);
    assert_ok(procedure_list(&list, &count, d.db, &a, today, &e), &e);
    snprintf(path, sizeof path, "%s/data/phrasings.csv", test_root());
    assert_ok(csv_read(&csv, path, 1 << 20, &e), &e);
    for (size_t fold = 0; fold < rounds; fold++) {
        AUTO_ASSISTANT as = NULL;
        make_fold(path, &csv, fold, folds);
        assert_ok(assistant_open(&as, path, list, count, &e), &e);
        ask_left_out(&f, as, &csv, fold, folds);
    }
    desk_close(&d);
    return f;
}

static void print_figures(const char *name, const struct figures *f)
{
    printf("%s: top-1 %d/%d (%.1f %%), top-3 %d (%.1f %%), NONE %d/%d, SCAM %d/%d\n", name, f->top1, f->asked,
        100.0 * f->top1 / f->asked, f->top3, 100.0 * f->top3 / f->asked, f->none_right, f->none,
        f->scam_right, f->scam);
}

static struct figures measure(const char *file)
{
    struct desk d;
    struct err e = { 0 };
    AUTO_ARENA a = { 0 };
    AUTO_ASSISTANT as = NULL;
    AUTO_CSV csv = { 0 };
    struct procedure *list;
    size_t count;
    char path[600];
    struct figures f = { 0 };
    desk_open_with_catalogue(&d);
    assert_ok(procedure_list(&list, &count, d.db, &a, today, &e), &e);
    assert_ok(assistant_open(&as, test_root(), list, count, &e), &e);
    snprintf(path, sizeof path, "%s/tests/catalog/data/%s", test_root(), file);
    assert_ok(csv_read(&csv, path, 1 << 20, &e), &e);
    for (size_t i = 1; i < csv.count; i++) {
        AUTO_ARENA scratch = { 0 };
        struct reply r;
        const char *text = csv_cell(&csv, i, csv_column(&csv, "text"));
        assert_ok(assistant_reply(&r, as, text, &scratch, &e), &e);
        count_one(&f, &r, csv_cell(&csv, i, 0), text, csv_cell(&csv, i, csv_column(&csv, "expected")));
    }
    desk_close(&d);
    print_figures(file, &f);
    return f;
}

TEST(assistant__reaches_its_goals__on_the_development_questions)
{
    struct figures f = measure("questions.csv");
    assert_true(f.top1 * 100 >= f.asked * 90);
    assert_true(f.top3 * 100 >= f.asked * 97);
    assert_true(f.none_right * 100 >= f.none * 95);
    assert_true(f.scam_right * 100 >= f.scam * 95);
}

TEST(assistant__reaches_its_goals__on_invented_paraphrases)
{
    struct figures f = measure("questions_own.csv");
    assert_true(f.top1 * 100 >= f.asked * 90);
    assert_true(f.top3 * 100 >= f.asked * 97);
    assert_true(f.none_right * 100 >= f.none * 95);
    assert_true(f.scam_right * 100 >= f.scam * 95);
}

TEST(assistant__holds__on_a_second_list_of_paraphrases)
{
    struct figures f = measure("questions_blind.csv");
    assert_true(f.top1 * 100 >= f.asked * 85);
    assert_true(f.none_right + f.scam_right >= (f.none + f.scam) * 8 / 10);
}

TEST(assistant__holds__on_questions_as_villagers_ask_them)
{
    struct figures f = measure("questions_village.csv");
    assert_true(f.top1 * 100 >= f.asked * 85);
    assert_true(f.top3 * 100 >= f.asked * 93);
    assert_true(f.none_right * 100 >= f.none * 95);
    assert_true(f.scam_right * 100 >= f.scam * 95);
}

TEST(assistant__holds__on_the_half_of_fresh_questions_used_for_building)
{
    struct figures f = measure("questions_build.csv");
    assert_true(f.top1 * 100 >= f.asked * 92);
    assert_true(f.top3 * 100 >= f.asked * 97);
    assert_true(f.none_right * 100 >= f.none * 95);
    assert_true(f.scam_right * 100 >= f.scam * 95);
}

TEST(assistant__holds__on_the_half_of_fresh_questions_kept_apart)
{
    struct figures f = measure("questions_held.csv");
    assert_true(f.top1 * 100 >= f.asked * 87);
    assert_true(f.top3 * 100 >= f.asked * 94);
    assert_true(f.none_right * 100 >= f.none * 92);
    assert_true(f.scam_right * 100 >= f.scam * 90);
}

TEST(assistant__reaches_its_goals__on_a_list_written_last)
{
    struct figures f = measure("questions_second.csv");
    assert_true(f.top1 * 100 >= f.asked * 90);
    assert_true(f.top3 * 100 >= f.asked * 97);
    assert_true(f.none_right * 100 >= f.none * 95);
    assert_true(f.scam_right * 100 >= f.scam * 95);
}

/* Sentences that mean the same as another procedure's (two codes for one thing) keep this below the lists. */
TEST(assistant__understands__sentences_that_were_left_out_of_its_table)
{
    struct figures f = measure_left_out(8, getenv("MOTCUA_BENCH") ? 8 : 1);
    print_figures("left_out.csv", &f);
    assert_true(f.top1 * 100 >= f.asked * 66);
    assert_true(f.top3 * 100 >= f.asked * 78);
}

/* Opens an assistant whose table `name` holds `text`; RC_REFUSED is expected, with the line in its words. */
static void assert_table_refused(const char *name, const char *text, const char *code)
{
    AUTO_CSV none = { 0 };
    AUTO_ASSISTANT as = NULL;
    char dir[600], path[700];
    static size_t folds = 100;
    struct err e = { 0 };
    make_fold(dir, &none, 0, folds++);
    snprintf(path, sizeof path, "%s/data/%s", dir, name);
    assert_ok(fs_replace(path, text, strlen(text), 0600, &e), &e);
    assert_int_equal(assistant_open(&as, dir, NULL, 0, &e), RC_REFUSED);
    assert_string_equal(e.code, code);
    assert_non_null(strstr(e.message, ":3:"));
    assert_null(as);
}

TEST(assistant_open__refuses__a_sentence_or_a_qualifier_that_points_nowhere)
{
    assert_table_refused(
        "phrasings.csv", "says,target,source\nkhai sinh,1.001193,own\nmua voi,@zoo,own\n", "words_place");
    assert_table_refused(
        "qualifiers.csv", "name,words,with,without\na,b,,\nc,@no_such_group,,\n", "words_group");
}

TEST(assistant__says_what_people_say__when_no_row_of_the_tables_was_met)
{
    AUTO_ARENA a = { 0 };
    AUTO_ASSISTANT as = NULL;
    AUTO_CSV csv = { 0 };
    struct err e = { 0 };
    struct reply r;
    char dir[600], path[700];
    static const struct procedure only[] = {
        { .code = "2.001255", .name = "X", .short_name = "X", .field = "Y" }
    };
    static const char said[] = "says,target,source\n\"đu đủ chín cây\",2.001255,own\n";
    make_fold(dir, &csv, 0, 99);
    snprintf(path, sizeof path, "%s/data/phrasings.csv", dir);
    assert_ok(fs_replace(path, said, strlen(said), 0600, &e), &e);
    assert_ok(assistant_open(&as, dir, only, 1, &e), &e);
    assert_ok(assistant_reply(&r, as, "du du chin", &a, &e), &e);
    assert_int_equal(r.verdict, VERDICT_FOUND);
    assert_non_null(strstr(r.list[0].why, "đu đủ chín cây"));
}

static struct desk open_desk;

/* A reply of a ready assistant to one question; texts live in `a`. */
static enum rc reply_to(struct reply *r, const char *question, struct arena *a, struct err *e)
{
    AUTO_ASSISTANT as = NULL;
    struct procedure *list;
    size_t count;
    desk_open_with_catalogue(&open_desk);
    assert_ok(procedure_list(&list, &count, open_desk.db, a, today, e), e);
    assert_ok(assistant_open(&as, test_root(), list, count, e), e);
    enum rc rc = assistant_reply(r, as, question, a, e);
    desk_close(&open_desk);
    return rc;
}

TEST(assistant__refuses__what_is_no_question)
{
    static char long_text[5000];
    memset(long_text, 'a', sizeof long_text - 1);
    const struct {
        const char *text, *code;
    } rows[] = { { "", "question_empty" }, { "😀😀", "question_empty" }, { " ?! ", "question_empty" },
        { "\xff\xfe", "question_utf8" }, { long_text, "question_long" } };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        AUTO_ARENA a = { 0 };
        struct reply r;
        struct err e = { 0 };
        assert_int_equal(reply_to(&r, rows[i].text, &a, &e), RC_REFUSED);
        assert_string_equal(e.code, rows[i].code);
    }
}

TEST(assistant__says_plainly__when_nothing_fits_and_where_to_go)
{
    AUTO_ARENA a = { 0 };
    struct reply r;
    struct err e = { 0 };
    assert_ok(reply_to(&r, "làm hộ chiếu ở đâu", &a, &e), &e);
    assert_int_equal(r.verdict, VERDICT_NONE);
    assert_int_equal(r.count, 0);
    assert_non_null(strstr(r.place, "Công an tỉnh"));
}

TEST(assistant__lists_in_order__what_an_event_of_life_brings)
{
    AUTO_ARENA a = { 0 };
    struct reply r;
    struct err e = { 0 };
    assert_ok(reply_to(&r, "bà tôi mới qua đời, cần làm những giấy tờ gì", &a, &e), &e);
    assert_string_equal(r.event, "Người nhà qua đời");
    assert_string_equal(r.list[0].code, "1.000656");
    assert_string_equal(r.list[1].code, "2.002913");
}

TEST(assistant_ask__cites__code_papers_fee_time_and_law)
{
    struct desk d;
    struct err e = { 0 };
    AUTO_JS answer = NULL;
    AUTO_STRING text = NULL;
    desk_open_with_catalogue(&d);
    assert_ok(assistant_ask(&answer, &d.office, "photo công chứng bằng cấp", &e), &e);
    assert_ok(js_write(&text, answer, JS_LINE, &e), &e);
    static const char *const wanted[] = { "[2.000815]", "2.000 đ", "Bản chính giấy tờ", "23/2015/NĐ-CP",
        "\"warning\":null" };
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        assert_non_null(strstr(text, wanted[i]));
    desk_close(&d);
}
