/* gallery.c - every screen and every box of the desk as pictures in Vietnamese: 80x24, 132x40, and mono with
 * its attributes, all from one table of key scripts. All people here are invented.
 *
 * The way to a picture is played once at 80x24; the window then grows and shrinks again, so that a resize
 * must neither lose nor change anything.
 */
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/fs.h"
#include "base/i18n.h"
#include "base/viet.h"
#include "counter.h"
#include "desk/checks.h"
#include "golden.h"

#define KNOWN "062185001234|233112345|Nguyễn Thị Hoa|15081985|Nữ|Thôn 3, Xã Đăk Tô, Tỉnh Quảng Ngãi|10052021"
#define CARD  "062190004321|233112346|Nguyễn Thị Hoa|15081990|Nữ|Thôn 3, Xã Đăk Tô, Tỉnh Quảng Ngãi|10052021"
#define OTHER "062083004417|233104567|Nguyễn Văn Hải|07051983|Nam|Thôn 2, Xã Đăk Tô, Tỉnh Quảng Ngãi|10052021"

#define IN     "Enter\n"
#define INTAKE IN "scan \"" CARD "\"\n"
#define WHAT   INTAKE "text \"0912345678\"\nEnter\n"
#define PAPERS WHAT "text \"khai sinh\"\nEnter\n"
#define FORM   PAPERS "Enter\nF8\nF8\n"
#define DUE    FORM "text \"Trần Minh An\"\nEnter\nF10\n"
#define LIST   IN "F7\n"
#define NUMBERS IN "F4\nF4\n1\n1\nF4\n2\n2\nF4\n3\n1\nF2\n"
#define ONE    IN "text \"0001\"\nEnter\n"

#define TEN  "ệệệệệệệệệệ"
#define LONG TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN

static const struct scene {
    const char *name;
    const char *top;    /* class name of what is on top */
    const char *keys;   /* from the sign-in on */
    const char *denied; /* then these, by somebody who may only read; NULL = none */
    bool restless;      /* a program works behind: message and left pane are covered */
} scenes[] = {
    { "signin", "signin", "" },
    { "signin-wrong", "signin", "Tab\ntext \"sai\"\nEnter\n" },
    { "keytest", "keytest", "F2\nF1\nF10\nHome\n" },
    { "help-signin", "help", "F1\n" },
    { "home", "home", IN },
    { "home-typed", "home", IN "text \"tn khai sinh\"\n" },
    { "home-refused", "home", IN "text \"0777\"\nEnter\n" },
    { "help-home", "help", IN "Shift-F1\n" },
    { "find", "find", IN "text \"nguyen thi thu\"\nEnter\n" },
    { "find-nothing", "find", IN "text \"zzz qqq\"\nEnter\n" },
    { "scanned", "scanned", IN "scan \"8934567890123 hàng hóa\"\n" },
    { "intake-who", "intake", INTAKE },
    { "intake-compare", "intake", IN "scan \"" KNOWN "\"\n" },
    { "intake-who-list", "pick", INTAKE "Up\nF4\n" },
    { "intake-who-help", "field-help", INTAKE "F1\n" },
    { "intake-what", "intake", WHAT "text \"khai sinh\"\n" },
    { "intake-papers", "intake", PAPERS },
    { "intake-papers-help", "field-help", PAPERS "F1\n" },
    { "intake-form", "intake", FORM },
    { "intake-form-help", "field-help", FORM "F1\n" },
    { "intake-form-list", "pick", FORM "Ctrl-G\ntext \"gioi tinh\"\nEnter\nF4\n" },
    { "intake-form-jump", "intake", FORM "Ctrl-G\n" },
    { "intake-fault", "intake", FORM "F10\n" },
    { "shadow", "shadow", FORM "F6\nEnter\n" },
    { "square", "square", FORM "Ctrl-G\ntext 4\nEnter\npaste \"" LONG "\"\nCtrl-Q\n" }, /* no window is large enough */
    { "intake-second-card", "dialog", FORM "scan \"" OTHER "\"\n" },
    { "intake-due", "intake", DUE },
    { "intake-confirm", "dialog", DUE "F10\n" },
    { "intake-trouble", "dialog", DUE "F10\n", "F10\n" },
    { "intake-leave", "dialog", INTAKE "Esc\n" },
    { "receipt-done", "receipt_done", DUE "F10\nF10\n", NULL, true },
    { "work-list", "work_list", LIST },
    { "work-list-filter", "work_list", LIST "F7\ntext \"thu\"\n" },
    { "work-list-marked", "work_list", LIST "x\nc\n" },
    { "move-supplement", "move_ask", LIST "b\nEnter\n" },
    { "dossier", "dossier", ONE },
    { "dossier-why", "dossier", ONE "F2\n" },
    { "dossier-note", "line_ask", ONE "g\n" },
    { "move-refuse", "move_ask", ONE "r\n" },
    { "move-apology", "move_ask", ONE "e\n" },
    { "move-undo", "move_ask", ONE "u\n" },
    { "outbox", "outbox", IN "F5\n" },
    { "outbox-packet", "outbox", IN "F5\nx\nEnter\n" },
    { "supervisor", "supervisor", IN "F8\n" },
    { "duty", "duty", IN "F8\nF6\n" },
    { "duty-holder", "pick", IN "F8\nF6\nF3\n" },
    { "duty-until", "line_ask", IN "F8\nF6\nF2\n1\n" },
    { "signin-desk", "pick", "F4\n" },
    { "lock-held", "lock", PAPERS "Ctrl-L\n" },
    { "reports", "reports", IN "text \"bc\"\nEnter\n" },
    { "tickets", "tickets", IN "F4\n" },
    { "papers", "papers", LIST "F6\n" },
    { "amend", "amend", ONE "s\n" },
    { "drawer", "drawer", IN "text \"kk\"\nEnter\n" },
    { "calls", "calls", IN "text \"goi\"\nEnter\n" },
    { "basis", "basis", IN "text \"? mất thẻ căn cước\"\nEnter\nEnter\n" },
    { "warnings", "warnings", IN "text \"? mất thẻ căn cước\"\nEnter\nF8\n" },
    { "tickets-group", "pick", IN "F4\nF4\n" },
    { "tickets-priority", "pick", IN "F4\nF4\n1\n" },
    { "tickets-line", "tickets", NUMBERS },
    { "tickets-nobody", "tickets", IN "F4\nF2\n" },
    { "tickets-send-on", "pick", NUMBERS "End\nc\nEnter\n" },
    { "tickets-cancel", "dialog", NUMBERS "End\nk\nEnter\n" },
    { "home-called", "home", NUMBERS "Esc\n" },
    { "intake-number", "intake", NUMBERS "Enter\n" },
    { "ask", "ask", IN "text \"?\"\nEnter\n" },
    { "ask-answer", "ask", IN "text \"? mất thẻ căn cước\"\nEnter\n" },
    { "lock", "lock", IN "Ctrl-L\n" },
    { "lock-sign", "lock", IN "Ctrl-L\nF6\n" },
};
#define SCENES (sizeof scenes / sizeof *scenes)

/* The disk and the clock of the machine that runs the tests are nobody's golden. */
static void look(struct check *out, struct session *s)
{
    static const struct check checks[CHECKS] = {
        { 'v', "giờ đúng (ntp)" },
        { 'v', "sao lưu T6 17:12" },
        { 'v', "đĩa còn 41 GB" },
        { '.', "máy in: của hệ thống" },
        { 'v', "gõ dấu: Đăk Tô" },
        { '?', "Cổng chưa trả lời" },
    };
    (void)s;
    memcpy(out, checks, sizeof checks);
}

static bool speak_vietnamese(void)
{
    const char *dir = ROOT_DIR "/build/locale"; /* the words are built with the programs */
    if (access(dir, R_OK))
        return false;
    i18n_init("vi", dir);
    return true;
}

static void wear(struct counter *c, const char *theme)
{
    struct err e = { 0 };
    assert_ok(theme_pick(&c->desk.theme, theme, 256, false, &e), &e);
    desk_paint(&c->desk);
}

/* What differs each time is covered: the head of the journal's chain hangs on salts, and the program that
 * draws the square and prints may answer at any moment. */
static const struct cover {
    const char *behind; /* what stands before it */
    int columns;
    const char *shown;
} covers[] = {
    { "đầu chuỗi ", 9, "0000·0000" },
    { "In       ", 40, "(máy in)" },
};

static void cover(struct canvas *c, const struct cover *cover, int y)
{
    AUTO_BUF row = buf_limit(1 << 16);
    canvas_row_text(c, y, &row);
    char *at = strstr(buf_text(&row), cover->behind);
    if (!at)
        return;
    *at = '\0';
    int x = text_columns(buf_text(&row)) + text_columns(cover->behind);
    canvas_put(c, x, y, cover->columns, ROLE_BASE, cover->shown);
}

static void cover_all(struct canvas *c, bool restless)
{
    for (int y = 0; y < c->h; y++)
        for (size_t i = 0; i < sizeof covers / sizeof *covers; i++)
            cover(c, &covers[i], y);
    if (restless) {
        canvas_put(c, 1, ROW_MESSAGE(c), c->w - 2, ROLE_BASE, "(máy in)");
        canvas_fill(c, 1, ROW_BODY, 36, BODY_ROWS(c), ROLE_BASE, " ");
    }
}

static bool same_scene(struct counter *c, const struct scene *scene, const char *kind)
{
    char name[120];
    struct canvas picture = { 0 };
    const struct canvas *shown = &c->term->shown;
    snprintf(name, sizeof name, "gallery/%s.%s", scene->name, kind);
    assert_ok(canvas_resize(&picture, shown->w, shown->h, NULL), NULL);
    canvas_copy(&picture, shown);
    cover_all(&picture, scene->restless);
    bool same = picture_same_lit(&picture, &c->desk.theme, name);
    canvas_release(&picture);
    return same;
}

static void enter_scene(struct counter *c, const struct scene *scene)
{
    char book[80];
    struct intake_answer answer;
    static int books;
    snprintf(book, sizeof book, "gallery-%s-%d", scene->name, ++books);
    counter_open(c, book, 80, 24);
    c->shop->of.staff_id = 1; /* a second dossier, as if somebody had received it before the sign-in */
    c->shop->of.role = ROLE_FOUNDER;
    shop_receive(&answer, c->shop, 2345, "1.004873");
    c->shop->of.staff_id = 0;
    c->shop->of.role = ROLE_NONE;
    c->session.look = look;
    counter_play(c, "F5\n"); /* a key the sign-in refuses: the checks are looked at anew with the next tick */
    desk_event(&c->desk, &(struct event){ .kind = EVENT_TICK });
    c->desk.blink = false;
    counter_play(c, scene->keys);
    if (!scene->denied)
        return;
    c->shop->of.role = ROLE_AUDITOR;
    counter_play(c, scene->denied);
}

static bool look_at_three(struct counter *c, const struct scene *scene)
{
    bool same = same_scene(c, scene, "80x24");
    counter_play(c, "size 132x40\n");
    same = same_scene(c, scene, "132x40") && same;
    counter_play(c, "size 80x24\n");
    same = same_scene(c, scene, "80x24") && same;
    wear(c, "mono");
    return same_scene(c, scene, "mono") && same;
}

/* --- what holds for every scene --- */

static bool tell(const struct scene *scene, const char *what, int x, int y)
{
    print_error("%s: %s, column %d row %d\n", scene->name, what, x + 1, y + 1);
    return false;
}

/* A font without the marks: letters and ASCII are all that is left. */
static bool plain_signs_only(struct counter *c, const struct scene *scene)
{
    const struct canvas *shown = &c->term->shown;
    uint32_t code;
    c->desk.theme.glyphs = GLYPHS_ASCII;
    desk_paint(&c->desk);
    for (int i = 0; i < shown->w * shown->h; i++)
        if (glyph_decode(&code, shown->cells[i].text) && code >= 0x7F && !viet_is_letter(code))
            return tell(scene, shown->cells[i].text, i % shown->w, i / shown->w);
    c->desk.theme.glyphs = GLYPHS_FULL;
    desk_paint(&c->desk);
    return true;
}

static bool footer_fits(struct counter *c, const struct scene *scene)
{
    struct canvas scratch = { 0 };
    const struct screen_class *class = c->desk.top->class;
    assert_ok(canvas_resize(&scratch, 80, 24, NULL), NULL);
    int left_out =
        footer_draw(&scratch, 23, class->keys, c->desk.top, class->back ? class->back(c->desk.top) : NULL);
    canvas_release(&scratch);
    return !left_out || tell(scene, "keys have no room in the footer", 0, 23);
}

/* The practice frame lives in the gutters: what the hands learn there holds at the counter. */
static bool practice_moves_nothing(struct counter *c, const struct scene *scene)
{
    struct canvas before = { 0 };
    const struct canvas *shown = &c->term->shown;
    bool same = true;
    assert_ok(canvas_resize(&before, shown->w, shown->h, NULL), NULL);
    canvas_copy(&before, shown);
    c->desk.practice = true;
    desk_paint(&c->desk);
    for (int y = ROW_BODY; y < ROW_SAY(shown) && same; y++)
        for (int x = 1; x < shown->w - 1 && same; x++)
            if (!cell_same(canvas_at(&before, x, y), canvas_at(shown, x, y)))
                same = tell(scene, "practice moved a cell", x, y);
    c->desk.practice = false;
    canvas_release(&before);
    return same;
}

static bool laws_hold(struct counter *c, const struct scene *scene)
{
    bool hold = plain_signs_only(c, scene);
    hold = footer_fits(c, scene) && hold;
    return practice_moves_nothing(c, scene) && hold;
}

/* False when a picture differs, or another screen is on top than the table says. */
static bool show(const struct scene *scene)
{
    struct counter c;
    enter_scene(&c, scene);
    bool there = c.desk.top && strcmp(c.desk.top->class->name, scene->top) == 0;
    if (!there)
        print_error("%s: %s is on top, not %s\n", scene->name,
            c.desk.top ? c.desk.top->class->name : "nothing", scene->top);
    bool same = there && look_at_three(&c, scene);
    same = there && laws_hold(&c, scene) && same;
    counter_close(&c);
    return same;
}

TEST(gallery__every_scene__looks_as_its_three_pictures)
{
    int wrong = 0;
    if (!speak_vietnamese())
        skip();
    for (size_t i = 0; i < SCENES; i++)
        wrong += !show(&scenes[i]);
    i18n_init("en", "/nowhere");
    assert_int_equal(wrong, 0);
}

/* --- nothing is left out --- */

extern const struct screen_class *const screen_table[]; /* made from the list of files */

static bool has_scene(const char *class_name)
{
    for (size_t i = 0; i < SCENES; i++)
        if (strcmp(scenes[i].top, class_name) == 0)
            return true;
    print_error("no scene shows \"%s\"\n", class_name);
    return false;
}

/* Boxes stand in no table: their classes are found where they are written, in src/desk/NAME.c. */
static int boxes_without(const char *source)
{
    static const char head[] = "static const struct screen_class", name[] = ".name = \"";
    AUTO_BUF text = buf_limit(1 << 20);
    struct err e = { 0 };
    int missing = 0;
    assert_ok(fs_read(&text, source, 1 << 20, &e), &e);
    for (const char *at = buf_text(&text); (at = strstr(at, head)) && (at = strstr(at, name));) {
        char word[64];
        at += sizeof name - 1;
        snprintf(word, sizeof word, "%.*s", (int)strcspn(at, "\""), at);
        missing += !has_scene(word);
    }
    return missing;
}

static int count_boxes_without(const char *dir)
{
    glob_t found;
    char pattern[4096];
    int missing = 0;
    snprintf(pattern, sizeof pattern, "%s/%s/*.c", test_root(), dir);
    assert_int_equal(glob(pattern, 0, NULL, &found), 0);
    for (size_t i = 0; i < found.gl_pathc; i++)
        missing += boxes_without(found.gl_pathv[i]);
    globfree(&found);
    return missing;
}

TEST(gallery__every_screen_and_box__has_a_scene)
{
    int missing = 0;
    for (const struct screen_class *const *class = screen_table; *class; class ++)
        missing += !has_scene((*class)->name);
    missing += count_boxes_without("src/desk") + count_boxes_without("src/desk/screens");
    assert_int_equal(missing, 0);
}

/* --- the cursor under any keys --- */

/* Numbers from a seed, so that a failure can be played again. */
static unsigned next_random(unsigned *seed)
{
    *seed = *seed * 1103515245u + 12345u;
    return *seed >> 16;
}

static uint32_t random_key(unsigned *seed)
{
    static const uint32_t named[] = { K_ENTER, K_ESC, K_TAB, K_BACK_TAB, K_UP, K_DOWN, K_LEFT, K_RIGHT, K_HOME,
        K_END, K_PAGE_UP, K_PAGE_DOWN, K_F(1), K_F(2), K_F(3), K_F(4), K_F(5), K_F(6), K_F(7), K_F(8), K_SHIFT_F1,
        K_BACKSPACE, K_DELETE, K_CTRL('G'), K_CTRL('Z'), K_CTRL_HOME, K_CTRL_END, K_CTRL('L'), K_CTRL('K'),
        K_INSERT };
    static const char letters[] = "abcdghklmnqrstxy0123456789/ =?";
    unsigned n = next_random(seed);
    if (n % 8 == 0)
        return K_MOUSE_AT(next_random(seed) % 3, next_random(seed) % 80, next_random(seed) % 24);
    return n % 8 < 5 ? named[next_random(seed) % (sizeof named / sizeof *named)]
                     : (uint32_t)letters[next_random(seed) % (sizeof letters - 1)];
}

/* Each picture is looked at by focus.c; nothing else is asked of the desk than to stay on its feet. */
static void stumble(const struct scene *scene, unsigned seed, int keys)
{
    struct counter c;
    enter_scene(&c, scene);
    for (int i = 0; i < keys && !c.desk.quit; i++) {
        desk_key(&c.desk, random_key(&seed));
        if (!c.desk.quit)
            desk_paint(&c.desk);
    }
    counter_close(&c);
}

TEST(gallery__any_keys_from_any_scene__leave_the_cursor_on_the_focus)
{
    for (size_t i = 0; i < SCENES; i++)
        stumble(&scenes[i], (unsigned)i + 1, 150);
}
