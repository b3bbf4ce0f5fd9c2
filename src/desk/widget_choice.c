/* widget_choice.c - see widget_choice.h. */
#include "desk/widget_choice.h"

#include "desk/canvas.h"
#include "desk/frame.h"
#include "desk/keys.h"
#include "desk/mouse.h"

bool choice_key(struct choice *ch, uint32_t code)
{
    if (code >= '1' && code < '1' + (uint32_t)ch->count)
        ch->at = (int)(code - '1');
    else if (code == K_RIGHT && ch->at + 1 < ch->count)
        ch->at++;
    else if (code == K_LEFT && ch->at > 0)
        ch->at--;
    else
        return false;
    return true;
}

int choice_draw(const struct choice *ch, struct canvas *c, int x, int y, bool focused)
{
    int cursor = x + 1;
    for (int i = 0; i < ch->count; i++) {
        bool chosen = i == ch->at;
        if (chosen) {
            frame_pointer(c, x, y);
            cursor = x + 1;
        }
        int end = canvas_printf(c, x + 1, y, chosen ? ROLE_SELECT : ROLE_BASE, "%d %s", i + 1, ch->labels[i]);
        if (focused) /* the table of labels tells two choices apart that stand at one place */
            canvas_place(c, &(struct place){ .x = x + 1, .y = y, .w = end - x - 1, .h = 1,
                                .object = (void *)(uintptr_t)ch->labels, .index = i, .key = '1' + (uint32_t)i });
        x = end + 2;
    }
    if (focused)
        canvas_cursor(c, cursor, y);
    return x;
}

void progress_draw(struct canvas *c, int x, int y, int width, int64_t done, int64_t total)
{
    int full = total > 0 ? (int)(width * (done < total ? done : total) / total) : 0;
    canvas_fill(c, x, y, full, 1, ROLE_METER, "█");
    canvas_fill(c, x + full, y, width - full, 1, ROLE_RULE, "░");
    canvas_printf(c, x + width + 2, y, ROLE_BASE, "%lld/%lld", (long long)done, (long long)total);
}
