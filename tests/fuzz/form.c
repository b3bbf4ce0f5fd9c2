/* form.c - any bytes as a form: read or refused with a place, never a crash, a hang or a leak.
 *
 * With clang: -fsanitize=fuzzer,address on this file makes the libFuzzer target. Without it, -DREPLAY gives a
 * program that plays the files named on its command line once more. A form that was accepted is also asked a
 * few questions.
 */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/fs.h"
#include "base/json.h"
#include "catalog/answers.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void ask(const struct form *form, const uint8_t *data, size_t size)
{
    static const struct day today = { 2026, 11, 23 };
    struct problems problems = { 0 };
    AUTO_JS answers = js_object();
    AUTO_JS canonical = NULL;
    AUTO_BUF text = buf_limit(4096);
    for (size_t i = 0; i < form->fields_count && i < 20; i++) {
        buf_clear(&text);
        for (size_t k = 0; k < 12 && k < size; k++)
            buf_putc(&text, (char)(' ' + data[(i * 7 + k) % size] % 90));
        js_put_text(answers, form->fields[i].id, buf_text(&text));
    }
    answers_propose(answers, form, NULL, today);
    if (answers_check(&canonical, &problems, form, answers, today, NULL) == RC_OK && !canonical)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct form_errors *errors = calloc(1, sizeof *errors);
    struct form *form = NULL;
    struct err e = { 0 };
    enum rc rc = form_parse(&form, (const char *)data, size, "fuzz", ROOT_DIR, errors, &e);
    if ((rc == RC_OK) != (form != NULL) || (rc == RC_REFUSED && !errors->count))
        abort();
    if (form)
        ask(form, data, size);
    form_free(form);
    free(errors);
    return 0;
}

#ifdef REPLAY
int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        struct err e = { 0 };
        AUTO_BUF bytes = buf_limit(2 << 20);
        if (fs_read(&bytes, argv[i], 2 << 20, &e)) {
            fprintf(stderr, "%s\n", e.message);
            return 1;
        }
        LLVMFuzzerTestOneInput((const uint8_t *)buf_text(&bytes), bytes.len);
    }
    return 0;
}
#endif
