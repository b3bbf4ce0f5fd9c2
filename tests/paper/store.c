/* store.c - numbers, reprints, failures and voids of papers, in a book of invented people. */
#include "paper/paper_store.h"

#include <arpa/inet.h>
#include <pthread.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "../book/desk.h"
#include "base/arena.h"
#include "base/json.h"
#include "book/journal.h"
#include "book/seal.h"
#include "book/tx.h"
#include "dossier/receipt.h"
#include "draw.h"
#include "paper/issue.h"
#include "paper/printer.h"
#include "paper/thermal.h"

#define CODE "H48.25-260105-0001"

static void add_event(struct test_desk *t, const char *action, const char *state, const char *before)
{
    struct err e = { 0 };
    AUTO_JS facts = read_facts("receipt");
    js_put_text(facts, "event", action);
    js_put_text(facts, "state", state);
    js_put_text(facts, "state_before", before);
    const struct journal_entry entry = {
        .action = action, .object_kind = "dossier", .object = CODE, .dossier_id = 1, .payload = facts
    };
    AUTO_TX tx = tx_for(t->book.db);
    assert_ok(tx_begin(&tx, &e), &e);
    assert_ok(journal_append(NULL, NULL, &t->of, &entry, &e), &e);
    assert_ok(tx_commit(&tx, &e), &e);
}

/* A book with one received dossier. */
static struct test_desk *desk_with_dossier(const char *name)
{
    struct err e = { 0 };
    struct test_desk *t = test_desk_open(name);
    assert_ok(
        db_run_script(t->book.db,
            "PRAGMA foreign_keys = OFF;"
            "INSERT INTO dossier (id, code, procedure_id, procedure_code, channel, state, applicant_id, "
            "applicant,"
            " answers, result_by, submitted_at, received_at, received_day) VALUES (1, '" CODE
            "', 1, '1.001193', 'direct', 2, 1, '{\"name\":\"Nguyễn Thị Hoa\"}', '{}', 'counter', 1767575400,"
            " 1767575400, '2026-01-05');",
            &e),
        &e);
    add_event(t, "received", "received", NULL);
    return t;
}

static struct paper_issue print_once(struct test_desk *t, const char *state)
{
    struct err e = { 0 };
    struct paper_source source = { 0 };
    struct paper_issue issue = { 0 };
    assert_ok(paper_source(&source, t->book.db, "receipt", CODE, &e), &e);
    assert_ok(paper_begin(&issue, &t->of, &source, "receipt", "file", &e), &e);
    if (state)
        assert_ok(paper_set_state(&t->of, issue.id, state, "", &e), &e);
    js_free(source.facts);
    return issue;
}

static int64_t ask(struct test_desk *t, const char *sql)
{
    struct err e = { 0 };
    struct stmt *q = stmt_of(t->book.db, sql);
    assert_ok(stmt_one(q, &e), &e);
    int64_t value = stmt_int(q, 0);
    stmt_done(q);
    return value;
}

TEST(paper_begin__marks__the_second_print_of_the_same_facts)
{
    struct test_desk *t = desk_with_dossier("reprint");
    struct paper_issue one = print_once(t, "confirmed"), two = print_once(t, "confirmed");
    assert_int_equal(one.number, 1);
    assert_int_equal(one.reprint, 0);
    assert_int_equal(two.number, 2);
    assert_int_equal(two.reprint, 1);
    assert_int_equal(ask(t, "SELECT COUNT(*) FROM event WHERE action = 'printed'"), 1);
    assert_int_equal(ask(t, "SELECT COUNT(*) FROM event WHERE action = 'reprinted'"), 1);
    test_desk_close(t);
}

/* R06: a printer that is off costs no second number, and the journal does not say that it printed. */
TEST(paper_begin__keeps__the_number_of_a_failed_try)
{
    struct test_desk *t = desk_with_dossier("failed");
    struct paper_issue one = print_once(t, "failed"), two = print_once(t, NULL),
                       three = print_once(t, "sent");
    assert_int_equal(one.number, 1);
    assert_int_equal(two.number, 1);
    assert_int_equal(three.number, 1);
    assert_int_equal(three.reprint, 0);
    assert_int_equal(ask(t, "SELECT COUNT(*) FROM paper"), 1);
    assert_int_equal(ask(t, "SELECT COUNT(*) FROM event WHERE action LIKE '%printed'"), 1);
    test_desk_close(t);
}

TEST(paper_list_open__tells__prints_that_nobody_saw)
{
    struct err e = { 0 };
    AUTO_ARENA a = { 0 };
    struct paper_open *rows = NULL;
    size_t count = 9;
    struct test_desk *t = desk_with_dossier("open");
    struct paper_issue issue = print_once(t, "sent");
    assert_ok(paper_list_open(&rows, &count, t->book.db, &a, &e), &e);
    assert_int_equal(count, 1);
    assert_string_equal(rows[0].code, CODE);
    assert_string_equal(rows[0].state, "sent");
    assert_ok(paper_set_state(&t->of, issue.id, "confirmed", "", &e), &e);
    assert_ok(paper_list_open(&rows, &count, t->book.db, &a, &e), &e);
    assert_int_equal(count, 0);
    assert_int_equal(paper_set_state(&t->of, 99, "confirmed", "", &e), RC_NOT_FOUND);
    test_desk_close(t);
}

TEST(paper_source__refuses__a_paper_before_its_step)
{
    struct err e = { 0 };
    struct paper_source source = { 0 };
    struct test_desk *t = desk_with_dossier("early");
    assert_int_equal(paper_source(&source, t->book.db, "supplement", CODE, &e), RC_REFUSED);
    assert_string_equal(e.code, "paper_too_early");
    assert_int_equal(paper_source(&source, t->book.db, "receipt", "H48.25-260105-0009", &e), RC_NOT_FOUND);
    assert_string_equal(e.code, "dossier_unknown");
    assert_int_equal(paper_source(&source, t->book.db, "letter", CODE, &e), RC_NOT_FOUND);
    test_desk_close(t);
}

TEST(paper_source__takes__the_step_that_asked_and_not_what_came_after)
{
    struct err e = { 0 };
    struct paper_source source = { 0 };
    struct test_desk *t = desk_with_dossier("step");
    add_event(t, "moved", "supplement", "processing");
    add_event(t, "attached", "supplement", "supplement");
    assert_ok(paper_source(&source, t->book.db, "supplement", CODE, &e), &e);
    assert_string_equal(js_get_text(source.facts, "event"), "moved");
    js_free(source.facts);
    assert_ok(paper_source(&source, t->book.db, "receipt", CODE, &e), &e);
    assert_string_equal(js_get_text(source.facts, "event"), "received");
    js_free(source.facts);
    assert_ok(paper_source(&source, t->book.db, "control", CODE, &e), &e);
    assert_int_equal(js_len(js_get(source.facts, "steps")), 2);
    js_free(source.facts);
    test_desk_close(t);
}

static void look_up(struct receipt_answer *answer, struct test_desk *t, struct arena *a)
{
    struct err e = { 0 };
    struct paper_source source = { 0 };
    char payload[RECEIPT_MAX + 1];
    assert_ok(paper_source(&source, t->book.db, "receipt", CODE, &e), &e);
    assert_ok(issue_payload(payload, &t->of, source.facts, &e), &e);
    assert_ok(receipt_look_up(answer, t->book.db, payload, strlen(payload), a, &e), &e);
    js_free(source.facts);
}

/* R07 */
TEST(receipt_look_up__tells__a_receipt_that_was_taken_back)
{
    struct err e = { 0 };
    AUTO_ARENA a = { 0 };
    struct receipt_answer answer;
    struct test_desk *t = desk_with_dossier("void");
    look_up(&answer, t, &a);
    assert_int_equal(answer.verdict, RECEIPT_GENUINE);
    assert_int_equal(answer.state, 2);
    assert_false(answer.voided);

    print_once(t, "confirmed");
    assert_int_equal(paper_void(&t->of, "receipt", CODE, "", &e), RC_REFUSED);
    assert_ok(paper_void(&t->of, "receipt", CODE, "Sai tên (thử)", &e), &e);
    look_up(&answer, t, &a);
    assert_true(answer.voided);
    assert_string_equal(answer.void_reason, "Sai tên (thử)");
    assert_int_equal(paper_void(&t->of, "receipt", CODE, "nữa", &e), RC_NOT_FOUND);

    print_once(t, "confirmed"); /* given out again with the same words */
    look_up(&answer, t, &a);
    assert_false(answer.voided);
    assert_int_equal(ask(t, "SELECT COUNT(*) FROM paper"), 2); /* both stay */
    test_desk_close(t);
}

TEST(issue_paper__writes__the_file_and_remembers_it)
{
    struct err e = { 0 };
    struct issue_result result = { 0 };
    AUTO_BUF text = buf_limit(1 << 20);
    struct test_desk *t = desk_with_dossier("issue");
    const struct issue_order order = { .kind = "receipt", .code = CODE, .file = test_path("issue.pdf") };
    assert_ok(issue_paper(&result, &t->of, &order, &e), &e);
    assert_string_equal(result.state, "confirmed");
    assert_ok(issue_paper(&result, &t->of, &order, &e), &e);
    assert_int_equal(result.reprint, 1);
    text_of(&text, order.file);
    assert_non_null(strstr(buf_text(&text), "Bản in lại lần 1"));
    test_desk_close(t);
}

TEST(issue_paper__remembers__that_a_file_could_not_be_written)
{
    struct err e = { 0 };
    struct issue_result result = { 0 };
    struct test_desk *t = desk_with_dossier("nofile");
    const struct issue_order order = {
        .kind = "receipt", .code = CODE, .file = test_path("no/such/dir.pdf")
    };
    assert_int_not_equal(issue_paper(&result, &t->of, &order, &e), RC_OK);
    assert_true(e.message[0]);
    assert_int_equal(ask(t, "SELECT COUNT(*) FROM paper WHERE state = 'failed' AND reason <> ''"), 1);
    test_desk_close(t);
}

TEST(issue_paper__refuses__a_period_that_is_none)
{
    static const char *const wrong[] = { "2026", "2026-13", "2026-02-30", "2026-02-02..2026-02-01", "abc",
        "" };
    struct err e = { 0 };
    struct issue_result result = { 0 };
    struct test_desk *t = desk_with_dossier("period");
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        const struct issue_order order = { .kind = "book", .code = wrong[i], .file = test_path("book.pdf") };
        assert_int_equal(issue_paper(&result, &t->of, &order, &e), RC_REFUSED);
        assert_string_equal(e.code, "paper_period");
    }
    const struct issue_order order = { .kind = "book", .code = "2026-01", .file = test_path("book.pdf") };
    assert_ok(issue_paper(&result, &t->of, &order, &e), &e);
    AUTO_BUF text = buf_limit(1 << 20);
    text_of(&text, order.file);
    assert_non_null(strstr(buf_text(&text), CODE));
    assert_non_null(strstr(buf_text(&text), "31 tháng 01 năm 2026"));
    test_desk_close(t);
}

/* --- the roll's printer --- */

struct listener {
    int fd;
    struct buf got;
};

static void *listen_once(void *context)
{
    struct listener *l = context;
    char bytes[4096];
    ssize_t n;
    int fd = accept(l->fd, NULL, NULL);
    while (fd >= 0 && (n = read(fd, bytes, sizeof bytes)) > 0)
        buf_add(&l->got, bytes, (size_t)n);
    close(fd);
    return NULL;
}

static int open_port(char target[64])
{
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t size = sizeof address;
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    assert_int_equal(bind(fd, (struct sockaddr *)&address, size), 0);
    assert_int_equal(listen(fd, 1), 0);
    assert_int_equal(getsockname(fd, (struct sockaddr *)&address, &size), 0);
    snprintf(target, 64, "tcp:127.0.0.1:%d", ntohs(address.sin_port));
    return fd;
}

TEST(thermal_send__hands__every_byte_to_a_printer_on_the_network)
{
    struct err e = { 0 };
    char target[64];
    pthread_t thread;
    struct listener l = { open_port(target), buf_limit(1 << 20) };
    static unsigned char bytes[300000];
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (unsigned char)(i * 7 + i / 251);
    assert_int_equal(pthread_create(&thread, NULL, listen_once, &l), 0);
    assert_ok(thermal_send(target, bytes, sizeof bytes, &e), &e);
    pthread_join(thread, NULL);
    assert_int_equal(l.got.len, sizeof bytes);
    assert_memory_equal(l.got.data, bytes, sizeof bytes);
    buf_release(&l.got);
    close(l.fd);
}

TEST(thermal_send__says__try_again_when_the_printer_is_off)
{
    struct err e = { 0 };
    char target[64];
    close(open_port(target));
    assert_int_equal(thermal_send(target, "x", 1, &e), RC_AGAIN);
    assert_string_equal(e.code, "printer_off");
    assert_int_equal(thermal_send("tcp:nowhere", "x", 1, &e), RC_USAGE);
}

TEST(printer_send__says__that_the_service_is_off_or_the_queue_unknown)
{
    struct err e = { 0 };
    int job = 0;
    enum rc rc = printer_send(&job, "khong-co-may-nay", "receipt", "%PDF", 4, &e);
    assert_true(rc == RC_AGAIN || rc == RC_NOT_FOUND);
    assert_int_equal(job, 0);
    assert_true(e.message[0] && e.hint[0]);
}
