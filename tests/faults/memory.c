/* memory.c - every allocation of an intake fails once: no crash, no half dossier, and the next try works (G5).
 *
 * The linker hands our calls of malloc and its kin to the wrappers below; jansson and SQLite allocate through them too.
 */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "../dossier/shop.h"
#include "book/check.h"

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *p, size_t size);
char *__real_strdup(const char *s);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *p, size_t size);
char *__wrap_strdup(const char *s);

static long countdown; /* 1 = the next one fails; 0 = never */
static long asked;

static int fails(void)
{
    asked++;
    return countdown && --countdown == 0;
}

void *__wrap_malloc(size_t size)
{
    return fails() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size)
{
    return fails() ? NULL : __real_calloc(count, size);
}

void *__wrap_realloc(void *p, size_t size)
{
    return fails() ? NULL : __real_realloc(p, size);
}

char *__wrap_strdup(const char *s)
{
    return fails() ? NULL : __real_strdup(s);
}

TEST(memory__ending_at_any_allocation__is_told_and_nothing_is_half)
{
    struct err e = { 0 };
    json_set_alloc_funcs(malloc, free);
    struct test_desk *t = shop_open("memory");
    long n = 1, refused = 0;
    for (int64_t before = 0;; n += 1 + n / 40, before = shop_count(t, "SELECT count(*) FROM dossier")) {
        struct intake_answer answer;
        AUTO_JS document = shop_document(7000 + (int)(n % 2000), "1.001193");
        asked = 0;
        countdown = n;
        enum rc rc = intake_receive(&answer, &t->of, document, &e);
        bool reached = asked >= n;
        countdown = 0;
        if (rc) {
            refused++;
            assert_int_equal(shop_count(t, "SELECT count(*) FROM dossier"), before);
        }
        if (!reached)
            break;
    }
    assert_true(refused > 20);
    assert_ok(book_check_integrity(t->book.db, &e), &e);
    struct intake_answer answer;
    shop_receive(&answer, t, 9999, "1.001193");
    test_desk_close(t);
}
