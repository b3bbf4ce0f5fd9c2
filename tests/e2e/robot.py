"""robot.py BOOK MS PROGRAM: one visit typed into the real desk on a pseudo-terminal, a key every MS milliseconds, without
looking at the screen. The citizen has no card with her. Prints how many keys it took besides the letters of names and
addresses; ends when the book holds the dossier. All people here are invented."""
import os
import pty
import select
import sqlite3
import sys
import time

ENTER, F2, F8, F10 = ["\r"], ["\0332"], ["\0338"], ["\0330"]
NAMES = ("Nguyễn Thị Hoa", "Thôn 3, Xã Đăk Tô", "Trần Minh An")
VISIT = [
    ENTER,  # signs in
    F2,  # a new intake
    "062185001234", ENTER, NAMES[0], ENTER, "15081985", ENTER, "2", ENTER, NAMES[1], ENTER, ENTER, "0912345678", ENTER,
    "ks", ENTER,  # birth registration
    ENTER,  # the paper of the hospital is here
    F8, "1", ENTER,  # she is the mother
    NAMES[2], ENTER, "02012026", ENTER, "1", ENTER, "1", ENTER,
    F10, F10, F10,
]


def dossiers(book):
    db = sqlite3.connect("file:%s/book.db?mode=ro" % book, uri=True)
    try:
        return db.execute("SELECT count(*) FROM dossier").fetchone()[0]
    finally:
        db.close()


def main():
    book, pause, program = sys.argv[1], float(sys.argv[2]) / 1000, sys.argv[3]
    pid, line = pty.fork()
    if pid == 0:
        os.environ.update(TERM="xterm-256color", LINES="24", COLUMNS="80")
        os.execv(program, [program, "--book", book, "desk"])
    keys = [(key, part in NAMES) for part in VISIT for key in part]
    typed, deadline = 0, time.monotonic() + 60
    while time.monotonic() < deadline and dossiers(book) == 0:
        readable, _, _ = select.select([line], [], [], pause if typed < len(keys) else 0.05)
        if readable:
            os.read(line, 65536)
        if typed < len(keys):
            os.write(line, keys[typed][0].encode())
            typed += 1
    os.kill(pid, 9)
    os.waitpid(pid, 0)
    print(sum(not name for _, name in keys))
    return 0 if dossiers(book) == 1 else 1


sys.exit(main())
