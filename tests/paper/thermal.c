/* thermal.c - a printer of rolls, played by a socket, a line and a file. */
#include "paper/thermal.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <pthread.h>
#include <pty.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "draw.h"

/* What the other side of the line does. */
struct listener {
    int fd;
    struct buf got;
    size_t stop;        /* goes away after so many bytes; 0 = reads to the end */
    const char *answer; /* sent once everything, the question behind it too, has come; NULL = says nothing */
    size_t expected;
};

static void close_hard(int fd)
{
    struct linger now = { 1, 0 };
    setsockopt(fd, SOL_SOCKET, SO_LINGER, &now, sizeof now);
    close(fd);
}

static void *listen_once(void *context)
{
    struct listener *l = context;
    char bytes[4096];
    ssize_t n;
    int fd = accept(l->fd, NULL, NULL);
    while (fd >= 0 && (n = read(fd, bytes, sizeof bytes)) > 0) {
        buf_add(&l->got, bytes, (size_t)n);
        if (l->stop && l->got.len >= l->stop) {
            close_hard(fd);
            return NULL;
        }
        if (l->answer && l->got.len == l->expected + 3 && write(fd, l->answer, 1) != 1)
            break;
    }
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

static unsigned char picture[300000];

/* Sends the picture to a printer that behaves like `l`. */
static enum rc send_to(struct listener *l, bool *said, struct err *e)
{
    char target[64];
    pthread_t thread;
    for (size_t i = 0; i < sizeof picture; i++)
        picture[i] = (unsigned char)(i * 7 + i / 251);
    l->fd = open_port(target);
    l->got = buf_limit(1 << 20);
    l->expected = sizeof picture;
    assert_int_equal(pthread_create(&thread, NULL, listen_once, l), 0);
    enum rc rc = thermal_send(target + (l->answer ? 4 : 0), picture, sizeof picture, said, e);
    pthread_join(thread, NULL);
    close(l->fd);
    return rc;
}

TEST(thermal_send__believes__the_printer_that_says_all_is_printed)
{
    struct err e = { 0 };
    bool said = false;
    struct listener l = { .answer = "\0" };
    assert_ok(send_to(&l, &said, &e), &e);
    assert_true(said);
    assert_int_equal(l.got.len, sizeof picture + 3);
    assert_memory_equal(l.got.data, picture, sizeof picture);
    assert_memory_equal(l.got.data + sizeof picture, "\x1dr\x01", 3);
    buf_release(&l.got);
}

TEST(thermal_send__is__only_sent_to_a_printer_that_says_nothing)
{
    struct err e = { 0 };
    bool said = true;
    struct listener l = { 0 };
    assert_ok(send_to(&l, &said, &e), &e);
    assert_false(said);
    assert_int_equal(l.got.len, sizeof picture + 3);
    buf_release(&l.got);
}

TEST(thermal_send__tells__that_the_roll_is_at_its_end)
{
    struct err e = { 0 };
    bool said = true;
    struct listener l = { .answer = "\x0c" };
    assert_int_equal(send_to(&l, &said, &e), RC_AGAIN);
    assert_string_equal(e.code, "printer_paper");
    assert_false(said);
    buf_release(&l.got);
}

/* R06 */
TEST(thermal_send__does__not_count_a_page_in_whose_middle_the_printer_died)
{
    static const size_t stops[] = { 1, 1000, sizeof picture / 2, sizeof picture };
    for (size_t i = 0; i < sizeof stops / sizeof stops[0]; i++) {
        struct err e = { 0 };
        bool said = true;
        struct listener l = { .stop = stops[i] };
        assert_int_equal(send_to(&l, &said, &e), RC_AGAIN);
        assert_string_equal(e.code, "printer_off");
        assert_false(said);
        buf_release(&l.got);
    }
}

/* A serial line by itself turns a new line into two letters: the picture would be torn. */
TEST(thermal_send__changes__no_byte_on_a_serial_line)
{
    struct err e = { 0 };
    bool said = true;
    int master, slave;
    char name[64], got[64];
    assert_int_equal(openpty(&master, &slave, name, NULL, NULL), 0);
    assert_ok(thermal_send(name, "a\nb\r\004\021c", 7, &said, &e), &e);
    ssize_t n = read(master, got, sizeof got);
    assert_int_equal(n, 10);
    assert_memory_equal(got, "a\nb\r\004\021c\x1dr\x01", 10);
    assert_false(said);
    close(slave);
    close(master);
}

TEST(thermal_send__says__try_again_when_the_printer_is_off)
{
    struct err e = { 0 };
    char target[64];
    bool said = true;
    close(open_port(target));
    assert_int_equal(thermal_send(target, "x", 1, &said, &e), RC_AGAIN);
    assert_string_equal(e.code, "printer_off");
    assert_int_equal(thermal_send("tcp:nowhere", "x", 1, &said, &e), RC_USAGE);
    assert_int_equal(thermal_send("/dev/null/none", "x", 1, &said, &e), RC_NOT_FOUND);
}
