/* mask.c - see mask.h. */
#include "report/mask.h"

#include <string.h>

#include "base/text.h"
#include "base/viet.h"

enum rc mask_name(struct buf *out, const char *name)
{
    enum rc rc = RC_OK;
    size_t words = 0;
    for (const char *p = name + strspn(name, " "); *p && !rc; p += strspn(p, " "), words++) {
        size_t len = strcspn(p, " ");
        uint32_t code = 0;
        if (words && utf8_decode(&code, p, len) && !viet_is_letter(code)) { /* "(mẫu)" */
            p += len;
            continue;
        }
        bool whole = words == 0 && p[len + strspn(p + len, " ")];
        if (words)
            rc = buf_putc(out, ' ');
        if (!rc)
            rc = buf_add(out, p, whole ? len : text_grapheme_next(p, len));
        if (!rc && !whole)
            rc = buf_putc(out, '.');
        p += len;
    }
    return rc;
}
