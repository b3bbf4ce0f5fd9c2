/* The rephrasing service, played by a child that answers one call with fixed bytes: good, lying, slow, huge,
 * broken. */
#include "targets/rephrase_link.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>

#include "base/clock.h"
#include "base/office.h"
#include "book/book.h"
#include "check.h"
#include "targets/portal.h"

struct service {
    pid_t pid;
    int asked; /* what it was asked comes on this pipe */
    char url[64];
};

struct play {
    const char *status, *body;
    size_t repeat; /* the body so often */
    bool silent;   /* never answers */
};

static void serve(int listener, const struct play *play, int asked)
{
    char room[32768];
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    int fd = accept(listener, NULL, NULL);
    ssize_t n = read(fd, room, sizeof room);
    if (n > 0 && write(asked, room, (size_t)n) < 0)
        _exit(1);
    struct pollfd more = { fd, POLLIN, 0 };
    while (poll(&more, 1, 200) == 1 && (n = read(fd, room, sizeof room)) > 0 &&
           write(asked, room, (size_t)n) > 0)
        ;
    while (play->silent)
        poll(NULL, 0, 1000);
    dprintf(fd,
        "HTTP/1.1 %s\r\nContent-Type: application/json\r\nContent-Length: %zu\r\nConnection: close\r\n\r\n",
        play->status, strlen(play->body) * play->repeat);
    for (size_t i = 0; i < play->repeat; i++)
        if (write(fd, play->body, strlen(play->body)) < 0)
            break;
    _exit(0);
}

static struct service service_open(const struct play *play)
{
    struct service s = { 0 };
    struct sockaddr_in at = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t len = sizeof at;
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), ends[2];
    assert_int_equal(bind(listener, (struct sockaddr *)&at, sizeof at), 0);
    assert_int_equal(listen(listener, 1), 0);
    assert_int_equal(getsockname(listener, (struct sockaddr *)&at, &len), 0);
    assert_int_equal(pipe(ends), 0);
    s.pid = fork();
    assert_true(s.pid >= 0);
    if (!s.pid)
        serve(listener, play, ends[1]);
    close(listener);
    close(ends[1]);
    s.asked = ends[0];
    snprintf(s.url, sizeof s.url, "http://127.0.0.1:%d/v1", ntohs(at.sin_port));
    return s;
}

static void service_close(struct service *s)
{
    kill(s->pid, SIGKILL);
    waitpid(s->pid, NULL, 0);
    close(s->asked);
}

static struct js *answer_of_copies(void)
{
    static const char text[] = "{\"answer\":[\"Chứng thực bản sao [2.000815]\",\"   Lệ phí: 2.000 đ\"],"
                               "\"procedures\":[{\"code\":\"2.000815\"}]}";
    struct js *ret = NULL;
    struct err e = { 0 };
    assert_ok(js_parse(&ret, text, strlen(text), &e), &e);
    return ret;
}

/* Asks a service that plays `play`; its words in *said. */
static enum rc fetch(char **said, struct service *s, const struct play *play, struct err *e)
{
    static int books;
    char name[40];
    snprintf(name, sizeof name, "rephrase-%d", ++books);
    struct test_desk *t = pile_open(name);
    AUTO_JS answer = answer_of_copies();
    *s = service_open(play);
    assert_ok(setting_set(&t->of, "assistant.url", s->url, e), e);
    enum rc rc = rephrase_fetch(said, &t->of, "sao y bằng cho [tên]", answer, e);
    test_desk_close(t);
    return rc;
}

TEST(rephrase_fetch__is_off__until_an_address_is_set)
{
    struct test_desk *t = pile_open("rephrase-off");
    AUTO_JS answer = answer_of_copies();
    char *said = NULL;
    struct err e = { 0 };
    assert_int_equal(rephrase_fetch(&said, &t->of, "sao y", answer, &e), RC_NOT_FOUND);
    assert_null(said);
    test_desk_close(t);
}

TEST(rephrase_fetch__gives__a_good_text_and_sends_no_more_than_question_and_lines)
{
    static const struct play good = { "200 OK",
        "{\"choices\":[{\"message\":{\"role\":\"assistant\",\"content\":\"Dạ lệ phí 2.000 đ ạ "
        "[2.000815].\"}}]}",
        1, false };
    AUTO_STRING said = NULL;
    struct service s;
    struct err e = { 0 };
    char asked[8192] = "";
    assert_ok(fetch(&said, &s, &good, &e), &e);
    assert_string_equal(said, "Dạ lệ phí 2.000 đ ạ [2.000815].");
    assert_true(fs_read_full(s.asked, asked, sizeof asked - 1) > 0);
    assert_non_null(strstr(asked, "POST /v1/chat/completions"));
    assert_non_null(strstr(asked, "sao y bằng cho [tên]"));
    assert_null(strstr(asked, "Authorization"));
    service_close(&s);
}

TEST(rephrase_fetch__drops__lies_other_shapes_and_endless_bodies)
{
    static const struct {
        struct play play;
        enum rc rc;
    } rows[] = {
        { { "200 OK", "{\"choices\":[{\"message\":{\"content\":\"Phí 99.000 đ [2.000815]\"}}]}", 1, false },
            RC_REFUSED },
        { { "200 OK", "{\"choices\":[{\"message\":{\"content\":\"Bác cứ ra quầy ạ\"}}]}", 1, false },
            RC_REFUSED },
        { { "200 OK", "{\"choices\":[]}", 1, false }, RC_REFUSED },
        { { "200 OK", "not json", 1, false }, RC_REFUSED },
        { { "500 Oops", "{}", 1, false }, RC_AGAIN },
        { { "200 OK", "                                                                ", 60000, false },
            RC_AGAIN },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char *said = NULL;
        struct service s;
        struct err e = { 0 };
        assert_int_equal(fetch(&said, &s, &rows[i].play, &e), rows[i].rc);
        assert_null(said);
        service_close(&s);
    }
}

TEST(rephrase_fetch__gives_up__on_a_service_that_never_answers)
{
    static const struct play silent = { "200 OK", "", 1, true };
    char *said = NULL;
    struct service s;
    struct err e = { 0 };
    int64_t began = clock_mono_ms(&clock_system);
    assert_int_equal(fetch(&said, &s, &silent, &e), RC_AGAIN);
    assert_true(clock_mono_ms(&clock_system) - began < 7000);
    service_close(&s);
}

TEST(rephrase_fetch__refuses__an_open_line_to_another_machine)
{
    struct test_desk *t = pile_open("rephrase-open");
    AUTO_JS answer = answer_of_copies();
    char *said = NULL;
    struct err e = { 0 };
    assert_ok(setting_set(&t->of, "assistant.url", "http://vidu.example/v1", &e), &e);
    assert_int_equal(rephrase_fetch(&said, &t->of, "sao y", answer, &e), RC_REFUSED);
    assert_string_equal(e.code, "rephrase_url");
    test_desk_close(t);
}
