/* queue.c - the line of writers: in order of arrival, past the dead, and never for ever. */
#include "book/queue.h"

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "check.h"

#define TURN_MS 10000

/* A writer of its own process: says "1" when its turn has come, then keeps the turn until `leave` is closed.
 */
struct writer {
    pid_t pid;
    int says, leave;
};

static void write_in_turn(const char *book, int say, int leave)
{
    char byte;
    struct queue_place place;
    struct err e = { 0 };
    if (queue_enter(&place, book, TURN_MS, &e))
        _exit(1);
    if (write(say, "1", 1) != 1 || read(leave, &byte, 1) < 0)
        _exit(2);
    queue_leave(&place);
    _exit(0);
}

static struct writer writer_of(const char *book)
{
    int say[2], leave[2];
    assert_int_equal(pipe(say) | pipe(leave), 0);
    pid_t pid = fork();
    if (!pid) {
        close(leave[1]);
        write_in_turn(book, say[1], leave[0]);
    }
    close(say[1]);
    close(leave[0]);
    return (struct writer){ .pid = pid, .says = say[0], .leave = leave[1] };
}

static bool turn_came(struct writer w, int within_ms)
{
    struct pollfd p = { .fd = w.says, .events = POLLIN };
    return poll(&p, 1, within_ms) == 1 && p.revents & POLLIN;
}

static int ended(struct writer w)
{
    int status;
    close(w.says);
    assert_int_equal(waitpid(w.pid, &status, 0), w.pid);
    return status;
}

TEST(queue__turn_of_the_second__comes_when_the_first_leaves)
{
    struct err e = { 0 };
    struct queue_place place;
    const char *book = test_path("line");
    assert_ok(queue_enter(&place, book, TURN_MS, &e), &e);
    struct writer second = writer_of(book);
    assert_false(turn_came(second, 100));
    queue_leave(&place);
    assert_true(turn_came(second, TURN_MS));
    close(second.leave);
    assert_int_equal(ended(second), 0);
}

TEST(queue__holder_killed__does_not_stop_the_line)
{
    const char *book = test_path("killed");
    struct writer first = writer_of(book);
    assert_true(turn_came(first, TURN_MS));
    struct writer second = writer_of(book);
    assert_false(turn_came(second, 100));
    kill(first.pid, SIGKILL);
    assert_true(turn_came(second, TURN_MS));
    close(first.leave);
    close(second.leave);
    assert_true(WIFSIGNALED(ended(first)));
    assert_int_equal(ended(second), 0);
}

TEST(queue__waiting_too_long__is_told_and_the_next_one_still_gets_its_turn)
{
    struct err e = { 0 };
    struct queue_place place, late;
    const char *book = test_path("patience");
    assert_ok(queue_enter(&place, book, TURN_MS, &e), &e);
    assert_int_equal(queue_enter(&late, book, 30, &e), RC_AGAIN);
    assert_string_equal(e.code, "busy");
    queue_leave(&place);
    memset(&e, 0, sizeof e);
    assert_ok(queue_enter(&late, book, TURN_MS, &e), &e);
    queue_leave(&late);
    queue_leave(&late); /* twice does nothing */
}

/* A book of an earlier version has a counter of eight bytes; the line goes on from there. */
TEST(queue__short_file_of_an_earlier_version__is_made_whole)
{
    struct err e = { 0 };
    struct queue_place place;
    const char *book = test_path("old");
    char path[4096];
    snprintf(path, sizeof path, "%s.queue", book);
    FILE *f = fopen(path, "w");
    int64_t last = 41;
    assert_non_null(f);
    assert_int_equal(fwrite(&last, sizeof last, 1, f), 1);
    fclose(f);
    assert_ok(queue_enter(&place, book, TURN_MS, &e), &e);
    assert_int_equal(place.number, 42);
    queue_leave(&place);
}
