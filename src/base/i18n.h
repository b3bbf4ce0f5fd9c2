/* i18n.h - English in the source, Vietnamese on the screen.
 *
 * _("text") translates now; N_("text") marks a string in a table for translation later.
 * i18n_init chooses the language once, at program start; it works without any generated locale.
 */
#ifndef BASE_I18N_H
#define BASE_I18N_H

#include <libintl.h>

#define _(s)  gettext(s)
#define N_(s) s

/* `lang` is "vi", "en" or NULL (then MOTCUA_LANG, then Vietnamese). `locale_dir` holds vi/LC_MESSAGES/motcua.mo. */
void i18n_init(const char *lang, const char *locale_dir);

/* The language in force: "vi" or "en". */
const char *i18n_language(void);

#endif
