/* i18n.c - see i18n.h. Never depends on a generated vi_VN locale: C.UTF-8 is in libc. */
#include "base/i18n.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>

static const char *language = "vi";

void i18n_init(const char *lang, const char *locale_dir)
{
    if (!lang || !*lang)
        lang = getenv("MOTCUA_LANG");
    language = lang && strncmp(lang, "en", 2) == 0 ? "en" : "vi";

    setlocale(LC_ALL, "C.UTF-8");   /* numbers and dates are formatted by us, not by the locale */
    setenv("LANGUAGE", language, 1);
    bindtextdomain("motcua", locale_dir);
    bind_textdomain_codeset("motcua", "UTF-8");
    textdomain("motcua");
}

const char *i18n_language(void)
{
    return language;
}
