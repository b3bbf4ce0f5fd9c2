/* floor.c - the smallest full-screen list there can be: what a terminal program costs before it does
 * anything. */
#include <locale.h>
#include <stdlib.h>

#include <ncurses.h>

int main(void)
{
    setlocale(LC_ALL, "C.UTF-8");
    initscr();
    cbreak();
    noecho();
    keypad(stdscr, TRUE);
    for (int at = 0, key = 0; key != 'q'; key = getch()) {
        if (key == KEY_DOWN && at < LINES - 1)
            at++;
        if (key == KEY_UP && at > 0)
            at--;
        for (int row = 0; row < LINES; row++) {
            attrset(row == at ? A_REVERSE : A_NORMAL);
            mvprintw(row, 0, "%-*.*s", COLS - 1, COLS - 1,
                "H48.25-260105-0001  Nguyễn Thị Hoa  Đăng ký khai sinh  07/01/2026");
        }
        refresh();
    }
    endwin();
    return 0;
}
