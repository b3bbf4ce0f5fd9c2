/* main.c - plays the files named on the command line into a fuzz target once more: the corpus as a test. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define INPUT_MAX (2u << 20)

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        FILE *f = fopen(argv[i], "rb");
        uint8_t *bytes = malloc(INPUT_MAX);
        if (!f || !bytes) {
            perror(argv[i]);
            return 2;
        }
        size_t n = fread(bytes, 1, INPUT_MAX, f);
        fclose(f);
        uint8_t *exact = malloc(n ? n : 1); /* a read past the end is seen */
        for (size_t k = 0; exact && k < n; k++)
            exact[k] = bytes[k];
        free(bytes);
        if (exact)
            LLVMFuzzerTestOneInput(exact, n);
        free(exact);
    }
    printf("%d files\n", argc - 1);
    return 0;
}
