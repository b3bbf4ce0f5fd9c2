/* seal.c - sealed files and signatures. */
#include "book/seal.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/fs.h"
#include "desk.h"

/* Seals `len` bytes of a pattern in a file of its own. */
static struct sealed_file sealed(struct test_desk *t, size_t len)
{
    struct err e = { 0 };
    char *bytes = malloc(len + 1);
    for (size_t i = 0; i < len; i++)
        bytes[i] = (char)(i * 7 % 251);
    assert_ok(fs_replace(test_path("plain"), bytes, len, 0600, &e), &e);
    free(bytes);
    AUTO_FD fd = open(test_path("plain"), O_RDONLY);
    char files[PATH_MAX];
    struct sealed_file s;
    assert_ok(seal_file(&s, t->book.keys, book_path(files, &t->book, "files"), fd, "plain", SEAL_FILE_MAX, &e), &e);
    return s;
}

TEST(seal_open__gives_back__files_around_the_chunk_size)
{
    struct err e = { 0 };
    struct test_desk *t = test_desk_open("seal");
    static const size_t sizes[] = { 0, 1, 65535, 65536, 65537, 200000 };
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        char files[PATH_MAX];
        struct sealed_file s = sealed(t, sizes[i]);
        AUTO_BUF out = buf_limit(1 << 20);
        assert_ok(seal_open(&out, t->book.keys, book_path(files, &t->book, "files"), s.name, &e), &e);
        assert_int_equal(out.len, sizes[i]);
        for (size_t n = 0; n < out.len; n++)
            assert_int_equal((unsigned char)out.data[n], (unsigned char)(n * 7 % 251));
    }
    test_desk_close(t);
}

TEST(seal_file__stores_once__what_is_the_same)
{
    struct test_desk *t = test_desk_open("seal-same");
    struct sealed_file a = sealed(t, 1000), b = sealed(t, 1000);
    assert_string_equal(a.name, b.name);
    assert_string_equal(a.digest, b.digest);
    assert_string_not_equal(a.name, a.digest);
    test_desk_close(t);
}

TEST(seal_open__finds__every_flipped_byte_and_a_cut_file)
{
    struct err e = { 0 };
    struct test_desk *t = test_desk_open("seal-flip");
    struct sealed_file s = sealed(t, 300);
    char files[PATH_MAX], path[PATH_MAX + 80];
    book_path(files, &t->book, "files");
    snprintf(path, sizeof path, "%s/%s", files, s.name);
    AUTO_BUF whole = buf_limit(4096);
    assert_ok(fs_read(&whole, path, 4096, &e), &e);
    for (size_t i = 0; i < whole.len; i++) {
        AUTO_BUF out = buf_limit(4096);
        whole.data[i] ^= 1;
        assert_ok(fs_replace(path, whole.data, whole.len, 0600, &e), &e);
        assert_int_equal(seal_open(&out, t->book.keys, files, s.name, &e), RC_STORAGE);
        whole.data[i] ^= 1;
    }
    AUTO_BUF out = buf_limit(4096);
    assert_ok(fs_replace(path, whole.data, whole.len - 1, 0600, &e), &e);
    assert_int_equal(seal_open(&out, t->book.keys, files, s.name, &e), RC_STORAGE);
    test_desk_close(t);
}

TEST(seal_file__stops__at_the_limit_and_leaves_nothing_behind)
{
    struct err e = { 0 };
    struct test_desk *t = test_desk_open("seal-limit");
    char files[PATH_MAX];
    assert_ok(fs_replace(test_path("big"), files, 4000, 0600, &e), &e);
    AUTO_FD fd = open(test_path("big"), O_RDONLY);
    struct sealed_file s;
    assert_int_equal(seal_file(&s, t->book.keys, book_path(files, &t->book, "files"), fd, "big", 3999, &e), RC_REFUSED);
    assert_string_equal(e.code, "file_too_large");
    assert_int_equal(rmdir(files), 0);
    test_desk_close(t);
}

TEST(seal_verify__refuses__a_changed_message)
{
    struct test_desk *t = test_desk_open("sign");
    uint8_t signature[SEAL_SIGN_SIZE];
    seal_sign(signature, t->book.keys, "H48.25-260105-0001", 18);
    assert_int_equal(seal_verify(seal_public_key(t->book.keys), signature, "H48.25-260105-0001", 18), RC_OK);
    assert_int_equal(seal_verify(seal_public_key(t->book.keys), signature, "H48.25-260105-0002", 18), RC_REFUSED);
    test_desk_close(t);
}

TEST(seal_open__finds__a_file_cut_exactly_between_two_chunks)
{
    struct err e = { 0 };
    struct test_desk *t = test_desk_open("seal-cut");
    struct sealed_file s = sealed(t, 131072); /* two full chunks and the empty last one of 17 sealed bytes */
    char files[PATH_MAX], path[PATH_MAX + 80];
    book_path(files, &t->book, "files");
    snprintf(path, sizeof path, "%s/%s", files, s.name);
    AUTO_BUF whole = buf_limit(1 << 20), out = buf_limit(1 << 20);
    assert_ok(fs_read(&whole, path, 1 << 20, &e), &e);
    assert_ok(fs_replace(path, whole.data, whole.len - 17, 0600, &e), &e);
    assert_int_equal(seal_open(&out, t->book.keys, files, s.name, &e), RC_STORAGE);
    assert_string_equal(e.code, "damaged_file");
    test_desk_close(t);
}
