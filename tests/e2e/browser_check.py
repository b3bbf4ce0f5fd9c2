#!/usr/bin/env python3
"""browser_check.py BROWSER URL PAYLOAD_FILE [PICTURES] - the citizens' pages in a real browser, without its window.

Speaks the DevTools protocol over a pipe (no port, no library). The pages are looked at as a telephone (360x740, touch)
and as a wall (1920x1080): nothing hangs over the edge, letters and buttons are large enough, the sheet of styles was
taken, nothing was refused or failed. The receipt is looked up by typing and pressing, as a citizen does it.
Prints "ok - ..." and "not ok - ..." lines; with PICTURES (a directory) it leaves screenshots there.
"""
import base64
import json
import os
import subprocess
import sys
import tempfile
import time

PHONE = {"width": 360, "height": 740, "deviceScaleFactor": 2, "mobile": True}
WALL = {"width": 1920, "height": 1080, "deviceScaleFactor": 1, "mobile": False}
DEADLINE = 60



def verdict(sentence, good, why=""):
    print(("ok - " if good else "not ok - ") + sentence + ("" if good else "\n# %s" % why))


class Browser:
    def __init__(self, program, home):
        to_child, self.out = os.pipe()
        self.into, from_child = os.pipe()

        def lay_pipes():  # the browser reads 3 and writes 4
            a, b = os.dup(to_child), os.dup(from_child)
            os.dup2(a, 3)
            os.dup2(b, 4)
            os.closerange(5, 64)

        self.child = subprocess.Popen(
            [program, "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
             "--disable-background-networking", "--disable-component-update", "--disable-sync", "--hide-scrollbars",
             "--user-data-dir=" + home, "--remote-debugging-pipe", "about:blank"],
            preexec_fn=lay_pipes, close_fds=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(to_child)
        os.close(from_child)
        self.number, self.rest, self.events = 0, b"", []
        page = [t for t in self.call("Target.getTargets")["targetInfos"] if t["type"] == "page"][0]
        self.session = self.call("Target.attachToTarget", targetId=page["targetId"], flatten=True)["sessionId"]
        for domain in ("Page", "Log", "Runtime", "Network"):
            self.page(domain + ".enable")

    def read(self):
        end = time.monotonic() + DEADLINE
        while b"\0" not in self.rest:
            piece = os.read(self.into, 1 << 20)
            if not piece or time.monotonic() > end:
                raise SystemExit("not ok - the browser answers")
            self.rest += piece
        message, self.rest = self.rest.split(b"\0", 1)
        return json.loads(message)

    def call(self, method, session=None, **params):
        self.number += 1
        message = {"id": self.number, "method": method, "params": params}
        if session:
            message["sessionId"] = session
        os.write(self.out, json.dumps(message).encode() + b"\0")
        while True:
            answer = self.read()
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise SystemExit("not ok - %s: %s" % (method, answer["error"]))
                return answer["result"]
            self.events.append(answer)

    def page(self, method, **params):
        return self.call(method, session=self.session, **params)

    def wait(self, name):
        while True:
            for i, event in enumerate(self.events):
                if event.get("method") == name:
                    del self.events[:i + 1]
                    return
            self.events.append(self.read())

    def go(self, url):
        self.page("Page.navigate", url=url)
        self.wait("Page.loadEventFired")

    def value(self, expression):
        return self.page("Runtime.evaluate", expression=expression, returnByValue=True)["result"].get("value")

    def device(self, device):
        self.page("Emulation.setDeviceMetricsOverride", **device)
        self.page("Emulation.setTouchEmulationEnabled", enabled=device["mobile"])

    def picture(self, directory, name):
        if directory:
            data = self.page("Page.captureScreenshot", format="png")["data"]
            with open(os.path.join(directory, name + ".png"), "wb") as out:
                out.write(base64.b64decode(data))

    def complaints(self):
        bad = [e["params"]["entry"]["text"] for e in self.events if e.get("method") == "Log.entryAdded"]
        return [text for text in bad if "favicon" not in text]

    def close(self):
        try:
            self.call("Browser.close")
        finally:
            self.child.wait(timeout=20)


def look(b, name, device, pictures, least_font):
    b.picture(pictures, name)
    wide = b.value("document.documentElement.scrollWidth")
    verdict("%s: nothing hangs over the edge" % name, wide is not None and wide <= device["width"], "width %s" % wide)
    font = b.value("Math.min(...[...document.querySelectorAll('body *')].filter(n => n.innerText)"
                   ".map(n => parseFloat(getComputedStyle(n).fontSize)))")
    verdict("%s: the smallest letters have %d px or more" % (name, least_font), font and font >= least_font, font)
    styled = b.value("[...document.styleSheets].some(s => s.cssRules.length > 10)")
    verdict("%s: the sheet of styles was taken" % name, styled is True)


def whole_numbers(b, name):
    """A number broken over two lines is no number."""
    broken = b.value("[...document.querySelectorAll('.no, .next span, th')].filter(n => { const r = document.createRange();"
                     " r.selectNodeContents(n); return r.getClientRects().length !== 1 }).map(n => n.innerText).join()")
    verdict("%s: every number stands on one line" % name, broken == "", broken)


def main():
    program, url, payload_file = sys.argv[1:4]
    pictures = sys.argv[4] if len(sys.argv) > 4 else None
    with open(payload_file) as f:
        payload = f.read().strip()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        b = Browser(program, home)
        b.device(WALL)
        b.go(url + "/board")
        look(b, "board-wall", WALL, pictures, 16)
        whole_numbers(b, "board-wall")
        tall = b.value("document.documentElement.scrollHeight")
        verdict("board-wall: all of it is seen without scrolling", tall is not None and tall <= 1080, tall)
        big = b.value("parseFloat(getComputedStyle(document.querySelector('tr.now td')).fontSize)")
        verdict("board-wall: the number called just now is read across a room (48 px)", big and big >= 48, big)
        b.device(PHONE)
        b.go(url + "/board")
        look(b, "board-phone", PHONE, pictures, 12)
        whole_numbers(b, "board-phone")
        again = b.value("document.querySelector('meta[http-equiv=refresh]').content")
        verdict("board-phone: it reloads itself", again == "5", again)
        b.go(url + "/")
        look(b, "form-phone", PHONE, pictures, 16)
        touch = b.value("document.querySelector('button').getBoundingClientRect().height")
        verdict("form-phone: the button is large enough for a thumb", touch and touch >= 44, touch)
        b.value("document.querySelector('textarea').value = %s" % json.dumps(payload))
        b.value("document.querySelector('button').click()")
        b.wait("Page.loadEventFired")
        look(b, "found-phone", PHONE, pictures, 16)
        shown = b.value("document.body.innerText") or ""
        code = payload.split("|")[1] if "|" in payload else "?"
        verdict("found-phone: the receipt's dossier is shown", code in shown, shown[:200])
        verdict("found-phone: initials stand for the name", "N.T.H." in shown and "Nguyễn" not in shown, shown[:200])
        b.device(WALL)
        b.go(url + "/")
        look(b, "form-wall", WALL, pictures, 16)
        complaints = b.complaints()
        verdict("the browser refused nothing and no page failed", not complaints, complaints)
        b.close()


if __name__ == "__main__":
    main()
