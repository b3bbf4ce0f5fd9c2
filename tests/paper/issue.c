/* issue.c - papers given out into files, in a book of invented people. */
#include "paper/issue.h"
#include "dossier/prints.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <sys/socket.h>
#include <unistd.h>

#include "book/book.h"
#include "dossier/ticket.h"
#include "paper_desk.h"

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

/* "Phòng lừa đảo: ..." up to the end of its source, of the first copy. */
static void warning_on(char out[400], const char *file)
{
    AUTO_BUF text = buf_limit(1 << 20);
    text_of(&text, file);
    const char *at = strstr(buf_text(&text), "Phòng lừa đảo:");
    assert_non_null(at);
    snprintf(out, 400, "%.*s", (int)strcspn(at, "\f"), at);
}

TEST(issue_paper__warns__of_the_fraud_of_its_own_day_on_a_later_reprint_too)
{
    struct err e = { 0 };
    struct issue_result result = { 0 };
    char first[400], again[400];
    struct test_desk *t = desk_with_dossier("issue-warning");
    struct issue_order order = { .kind = "receipt", .code = CODE, .file = test_path("warned.pdf") };
    assert_ok(issue_paper(&result, &t->of, &order, &e), &e);
    warning_on(first, order.file);
    assert_non_null(strstr(first, "/2026)"));
    t->now += 86400;
    assert_ok(issue_paper(&result, &t->of, &order, &e), &e);
    warning_on(again, order.file);
    assert_string_equal(again, first);
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

TEST(issue_past__shows__a_void_paper_with_its_reason_beside_the_new_one)
{
    struct err e = { 0 };
    struct issue_result result = { 0 };
    AUTO_BUF text = buf_limit(1 << 20);
    struct test_desk *t = desk_with_dossier("past");
    const struct issue_order order = { .kind = "receipt", .code = CODE, .file = test_path("first.pdf") };
    assert_ok(issue_paper(&result, &t->of, &order, &e), &e);
    assert_ok(paper_void(&t->of, "receipt", CODE, "Sai ngày hẹn (thử)", &e), &e);
    assert_ok(issue_paper(&result, &t->of, &order, &e), &e);
    assert_int_equal(result.number, 2);
    assert_int_equal(result.reprint, 0); /* the first no longer counts, so this is no copy of it */

    assert_ok(issue_past(&t->of, "receipt", CODE, 1, test_path("past.pdf"), &e), &e);
    text_of(&text, test_path("past.pdf"));
    assert_non_null(strstr(buf_text(&text), "ĐÃ HỦY: Sai ngày hẹn (thử)"));
    buf_clear(&text);
    assert_ok(issue_past(&t->of, "receipt", CODE, 2, test_path("past.pdf"), &e), &e);
    text_of(&text, test_path("past.pdf"));
    assert_null(strstr(buf_text(&text), "ĐÃ HỦY"));
    assert_non_null(strstr(buf_text(&text), "Bản sao của bản in số 02"));
    assert_int_equal(issue_past(&t->of, "receipt", CODE, 3, test_path("past.pdf"), &e), RC_NOT_FOUND);
    assert_int_equal(ask(t, "SELECT COUNT(*) FROM paper"), 2);
    test_desk_close(t);
}

TEST(issue_day__puts__all_receipts_of_a_day_into_one_file)
{
    struct err e = { 0 };
    int count = 0;
    AUTO_BUF text = buf_limit(1 << 20);
    struct test_desk *t = desk_with_dossier("day");
    assert_ok(issue_day(&count, &t->of, "receipt", "2026-01-05", test_path("day.pdf"), &e), &e);
    assert_int_equal(count, 1);
    text_of(&text, test_path("day.pdf"));
    assert_non_null(strstr(buf_text(&text), CODE));
    assert_int_equal(ask(t, "SELECT COUNT(*) FROM paper WHERE state = 'confirmed'"), 1);
    assert_int_equal(ask(t, "SELECT COUNT(*) FROM event WHERE action = 'printed'"), 1);
    assert_int_equal(
        issue_day(&count, &t->of, "receipt", "2026-01-06", test_path("day.pdf"), &e), RC_NOT_FOUND);
    assert_int_equal(issue_day(&count, &t->of, "receipt", "today", test_path("day.pdf"), &e), RC_REFUSED);
    test_desk_close(t);
}

TEST(issue_day__remembers__that_the_file_could_not_be_written)
{
    struct err e = { 0 };
    int count = 0;
    struct test_desk *t = desk_with_dossier("badday");
    assert_int_not_equal(
        issue_day(&count, &t->of, "receipt", "2026-01-05", test_path("no/such/day.pdf"), &e), RC_OK);
    assert_int_equal(ask(t, "SELECT COUNT(*) FROM paper WHERE state = 'failed' AND issue = 1"), 1);
    assert_int_equal(ask(t, "SELECT COUNT(*) FROM event WHERE action = 'printed'"), 0);
    test_desk_close(t);
}

TEST(issue_paper__refuses__whom_the_table_of_rights_does_not_name)
{
    struct err e = { 0 };
    struct issue_result result = { 0 };
    struct test_desk *t = desk_with_dossier("rights");
    const struct issue_order order = { .kind = "receipt", .code = CODE, .file = test_path("rights.pdf") };
    t->of.role = ROLE_AUDITOR;
    assert_int_equal(issue_paper(&result, &t->of, &order, &e), RC_REFUSED);
    assert_string_equal(e.code, "no_permission");
    t->of.role = ROLE_OFFICER;
    assert_ok(issue_paper(&result, &t->of, &order, &e), &e);
    assert_int_equal(paper_void(&t->of, "receipt", CODE, "thử", &e), RC_REFUSED);
    assert_string_equal(e.code, "no_permission");
    test_desk_close(t);
}

/* C03: a paper that was taken back at another desk does not come back when the printer answers late. */
TEST(print_set_state__leaves__a_voided_paper_void)
{
    struct err e = { 0 };
    struct test_desk *t = desk_with_dossier("late");
    struct paper_issue issue = print_once(t, "sent");
    assert_ok(paper_void(&t->of, "receipt", CODE, "Sai tên (thử)", &e), &e);
    assert_int_equal(print_set_state(&t->of, issue.id, "confirmed", "", &e), RC_CONFLICT);
    assert_string_equal(e.code, "print_over");
    assert_int_equal(
        ask(t, "SELECT COUNT(*) FROM paper WHERE state = 'void' AND reason = 'Sai tên (thử)'"), 1);
    assert_int_equal(ask(t, "SELECT COUNT(*) FROM event WHERE action LIKE '%printed'"), 0);
    test_desk_close(t);
}

TEST(issue_paper__waits__for_another_desk_that_prints_the_same_dossier)
{
    struct err e = { 0 };
    struct issue_result result = { 0 };
    char path[PATH_MAX];
    struct test_desk *t = desk_with_dossier("two");
    struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = 1, .l_len = 1 };
    int fd = open(book_path(path, &t->book, "print.lock"), O_RDWR | O_CREAT, 0600);
    assert_int_equal(fcntl(fd, F_OFD_SETLK, &lock), 0);
    const struct issue_order order = { .kind = "receipt", .code = CODE, .file = test_path("two.pdf") };
    assert_int_equal(issue_paper(&result, &t->of, &order, &e), RC_AGAIN);
    assert_string_equal(e.code, "paper_busy");
    close(fd);
    assert_ok(issue_paper(&result, &t->of, &order, &e), &e);
    assert_int_equal(result.number, 1);
    test_desk_close(t);
}

static void *answer_and_die(void *context)
{
    char bytes[2000];
    int fd = accept(*(int *)context, NULL, NULL);
    ssize_t n = fd < 0 ? 0 : read(fd, bytes, sizeof bytes);
    close(fd); /* with the rest of the page unread */
    return (void *)(intptr_t)n;
}

/* R06: half a slip came out. The number stays, the journal says nothing, and the next slip is no reprint. */
TEST(issue_paper__does__not_count_a_slip_in_whose_middle_the_printer_died)
{
    struct err e = { 0 };
    struct issue_result result = { 0 };
    char target[64];
    pthread_t thread;
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t size = sizeof address;
    struct test_desk *t = desk_with_dossier("dying");
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    assert_int_equal(bind(fd, (struct sockaddr *)&address, size), 0);
    assert_int_equal(listen(fd, 1), 0);
    assert_int_equal(getsockname(fd, (struct sockaddr *)&address, &size), 0);
    snprintf(target, sizeof target, "127.0.0.1:%d", ntohs(address.sin_port));
    assert_int_equal(pthread_create(&thread, NULL, answer_and_die, &fd), 0);
    const struct issue_order order = { .kind = "receipt", .code = CODE, .thermal = target };
    assert_int_equal(issue_paper(&result, &t->of, &order, &e), RC_AGAIN);
    assert_string_equal(e.code, "printer_off");
    pthread_join(thread, NULL);
    close(fd);
    assert_int_equal(ask(t, "SELECT COUNT(*) FROM paper WHERE state = 'failed' AND issue = 1"), 1);
    assert_int_equal(ask(t, "SELECT COUNT(*) FROM event WHERE action LIKE '%printed'"), 0);

    const struct issue_order again = { .kind = "receipt", .code = CODE, .thermal = test_path("slip.bin") };
    assert_ok(issue_paper(&result, &t->of, &again, &e), &e);
    assert_string_equal(result.state, "confirmed");
    assert_int_equal(result.number, 1);
    assert_int_equal(result.reprint, 0);
    test_desk_close(t);
}

TEST(issue_paper__prints__a_ticket_with_how_many_are_called_before)
{
    struct err e = { 0 };
    struct issue_result result = { 0 };
    struct ticket ticket;
    AUTO_BUF text = buf_limit(1 << 20);
    struct test_desk *t = desk_with_dossier("line");
    assert_ok(ticket_take(&ticket, &t->of, 'A', NULL, &e), &e);
    assert_ok(ticket_take(&ticket, &t->of, 'B', NULL, &e), &e);
    assert_ok(ticket_take(&ticket, &t->of, 'A', "elderly", &e), &e);
    assert_ok(ticket_take(&ticket, &t->of, 'A', NULL, &e), &e);
    const struct issue_order order = {
        .kind = "ticket", .code = ticket.label, .file = test_path("ticket.pdf")
    };
    assert_ok(issue_paper(&result, &t->of, &order, &e), &e);
    text_of(&text, order.file);
    assert_non_null(strstr(buf_text(&text), ticket.label));
    assert_non_null(strstr(buf_text(&text), "Trước mình còn 2 người"));
    assert_non_null(strstr(buf_text(&text), "sau 2 lượt ưu tiên"));

    assert_ok(ticket_cancel(&ticket, &t->of, ticket.label, &e), &e);
    assert_int_equal(issue_paper(&result, &t->of, &order, &e), RC_REFUSED);
    assert_string_equal(e.code, "ticket_cancelled");
    test_desk_close(t);
}

TEST(issue_paper__lists__what_went_from_hand_to_hand_with_counted_papers)
{
    struct err e = { 0 };
    struct issue_result result = { 0 };
    AUTO_JS facts = read_facts("receipt");
    AUTO_BUF text = buf_limit(1 << 20);
    struct test_desk *t = desk_with_dossier("hands");
    const struct issue_order order = {
        .kind = "handover", .code = "2026-01-05", .file = test_path("hands.pdf")
    };
    assert_int_equal(issue_paper(&result, &t->of, &order, &e), RC_NOT_FOUND);
    assert_string_equal(e.code, "handover_none");
    js_put_text(facts, "event", "assigned");
    js_put_text(facts, "giver", "Y Nga");
    js_put_text(facts, "receiver", "Trần Thị Thử");
    const struct journal_entry entry = {
        .action = "assigned", .object_kind = "dossier", .object = CODE, .dossier_id = 1, .payload = facts
    };
    AUTO_TX tx = tx_for(t->book.db);
    assert_ok(tx_begin(&tx, &e), &e);
    assert_ok(journal_append(NULL, NULL, &t->of, &entry, &e), &e);
    assert_ok(tx_commit(&tx, &e), &e);
    assert_ok(issue_paper(&result, &t->of, &order, &e), &e);
    text_of(&text, order.file);
    assert_non_null(strstr(buf_text(&text), "Bên giao: Y Nga. Bên nhận: Trần Thị Thử."));
    assert_non_null(strstr(buf_text(&text), "Cộng: 1 hồ sơ"));
    const struct issue_order list = { .kind = "handover", .code = "7", .file = test_path("list.pdf") };
    assert_int_equal(issue_paper(&result, &t->of, &list, &e), RC_NOT_FOUND);
    assert_int_equal(
        ask(t, "SELECT COUNT(*) FROM event WHERE action = 'printed' AND object = 'handover 2026-01-05'"), 1);
    test_desk_close(t);
}

/* A list that was counted when it was given goes before the mere change of holder. */
TEST(issue_paper__prints__a_counted_list_by_its_id)
{
    struct err e = { 0 };
    struct issue_result result = { 0 };
    AUTO_JS facts = read_facts("receipt");
    AUTO_BUF text = buf_limit(1 << 20);
    struct js *list = js_object();
    struct test_desk *t = desk_with_dossier("counted");
    const struct issue_order order = { .kind = "handover", .code = "7", .file = test_path("counted.pdf") };
    js_put_int(list, "id", 7);
    js_put_int(list, "number", 3);
    js_put_text(list, "giver", "Y Nga");
    js_put_text(list, "receiver", "Trần Thị Thử");
    js_put_int(list, "originals", 4);
    js_put_int(list, "certified", 1);
    js_put_int(list, "copies", 6);
    js_put(facts, "handover", list);
    const struct journal_entry entry = {
        .action = "papers_given", .object_kind = "dossier", .object = CODE, .dossier_id = 1, .payload = facts
    };
    AUTO_TX tx = tx_for(t->book.db);
    assert_ok(tx_begin(&tx, &e), &e);
    assert_ok(journal_append(NULL, NULL, &t->of, &entry, &e), &e);
    assert_ok(tx_commit(&tx, &e), &e);
    assert_ok(issue_paper(&result, &t->of, &order, &e), &e);
    text_of(&text, order.file);
    assert_non_null(strstr(buf_text(&text), "Số: 03"));
    assert_non_null(strstr(buf_text(&text), "Cộng: 1 hồ sơ, 11 tờ giấy"));
    test_desk_close(t);
}
