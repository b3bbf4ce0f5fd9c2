/* seal.c - a 2 MB scan is hashed, encrypted and made durable, beside a copy that is only made durable.
 *
 *     seal WORK_DIR
 */
#include "book/seal.h"
#include "base/fs.h"
#include "bench.h"

#define SIZE   (2 << 20)
#define ROUNDS 25

/* What cp and fsync do: the file, its new name and the directory are durable. */
static double copy(const char *from, const char *dir)
{
    static char part[1 << 17];
    char temporary[4096], path[4096];
    ssize_t n;
    snprintf(temporary, sizeof temporary, "%s/copy.new", dir);
    snprintf(path, sizeof path, "%s/copy", dir);
    double start = bench_now();
    AUTO_FD in = open(from, O_RDONLY | O_CLOEXEC);
    AUTO_FD out = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    while ((n = read(in, part, sizeof part)) > 0)
        if (write(out, part, (size_t)n) != n)
            return UNKNOWN;
    if (fsync(out) || rename(temporary, path) || fs_sync_dir(dir, NULL))
        return UNKNOWN;
    return bench_now() - start;
}

int main(int argc, char **argv)
{
    static unsigned char bytes[SIZE];
    double sealed[ROUNDS], copied[ROUNDS];
    char source[4096], dir[4096], keys_dir[4096], path[8192];
    struct err e = { 0 };
    struct seal_keys *keys;
    if (argc < 2)
        return 2;
    snprintf(source, sizeof source, "%s/scan", argv[1]);
    snprintf(dir, sizeof dir, "%s/sealed", argv[1]);
    snprintf(keys_dir, sizeof keys_dir, "%s/seal-keys", argv[1]);
    must(fs_make_dir(dir, &e), &e);
    must(fs_make_dir(keys_dir, &e), &e);
    must(seal_keys_create(keys_dir, &e), &e);
    must(seal_keys_load(&keys, keys_dir, &e), &e);
    for (int i = 0; i < ROUNDS; i++) {
        struct sealed_file file;
        seal_random(bytes, sizeof bytes);
        must(fs_replace(source, bytes, sizeof bytes, 0600, &e), &e);
        copied[i] = copy(source, dir);
        AUTO_FD in = open(source, O_RDONLY | O_CLOEXEC);
        double start = bench_now();
        must(seal_file(&file, keys, dir, in, "scan", SEAL_FILE_MAX, &e), &e);
        sealed[i] = bench_now() - start;
        snprintf(path, sizeof path, "%s/%s", dir, file.name);
        unlink(path);
    }
    seal_keys_free(keys);
    bench_part("7. Sealing a scan of 2 MB");
    bench_row("ms p50 : copy with the same durability", share_of(sealed, ROUNDS, 0.5) * 1e3,
        share_of(copied, ROUNDS, 0.5) * 1e3, "R <= 1.8, A <= 1.3");
    return 0;
}
