"""The page in a browser: sorted, searched, pointed at and painted, at two widths.

The page is driven by a script of the test's own, on a copy whose policy is taken out;
that the page runs under its policy is seen by what its own script has shown.
"""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess

import pytest

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run",
         "--disable-background-networking")  # fmt: skip
DRIVE = """
const said = {};
const names = () => [...document.querySelectorAll(".gaps .hamlets tr")]
  .filter((row) => !row.hidden).map((row) => row.cells[0].textContent.trim());
const left = () => [...document.querySelectorAll(".gaps .hamlets tr")]
  .map((row) => Number([...row.cells].filter((c) => c.className === "left").at(-1)?.dataset.v ?? -1));
said.first = names();
const sort = [...document.querySelectorAll("button.sort")].at(-1);
sort.click(); said.down = left(); said.sorted = sort.closest("th").getAttribute("aria-sort");
sort.click(); said.up = left();
sort.click(); said.again = names();
const find = document.getElementById("find");
find.value = "minh hoa 2"; find.dispatchEvent(new Event("input")); said.found = names();
find.value = ""; find.dispatchEvent(new Event("input")); said.all = names();
const drawing = document.querySelector("#chart-ranked .drawing");
drawing.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight" }));
said.tip = document.getElementById("tip").textContent;
document.body.append(Object.assign(document.createElement("iframe"), { id: "narrow" }));
said.buttons = [...document.querySelectorAll("button.do")].filter((b) => !b.hidden).length;
const anchors = [];
HTMLAnchorElement.prototype.click = function () { anchors.push(this.download); };
document.querySelector("#chart-ranked [data-save-picture]").click();
(async () => {
  for (let n = 0; n < 100 && !anchors.length; n++) await new Promise((f) => setTimeout(f, 50));
  said.saved = anchors;
  const pre = Object.assign(document.createElement("pre"), { id: "said" });
  pre.textContent = JSON.stringify(said);
  document.body.append(pre);
})();
"""  # noqa: E501


@pytest.fixture(scope="module")
def browse(tmp_path_factory):
    """Give what opens a file in a browser and returns what it became."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        pytest.skip("no Chromium on this machine: the page is not driven")
    profile = tmp_path_factory.mktemp("profile")

    def open_page(path, *flags: str) -> str:
        command = [found, *FLAGS, f"--user-data-dir={profile}", *flags,
                   "--virtual-time-budget=8000", "--dump-dom",
                   path.as_uri()]  # fmt: skip
        done = subprocess.run(command, capture_output=True, timeout=600, check=True)
        return done.stdout.decode("utf-8") + done.stderr.decode("utf-8", "replace")

    return open_page


def test_the_page_runs_under_its_policy_and_nothing_is_refused(sample_week, browse):
    shown = browse(sample_week.edition / "index.html", "--enable-logging=stderr")
    assert "CONSOLE" not in shown
    assert re.search(r'<p class="find"><label', shown), "its script ran"


def test_the_table_is_sorted_and_searched_and_a_picture_is_saved(
    sample_week, browse, tmp_path
):
    text = (sample_week.edition / "index.html").read_text(encoding="utf-8")
    text = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", text)
    page = tmp_path / "index.html"
    text = text.replace("</body>", f"<script>{DRIVE}</script></body>")
    page.write_text(text, encoding="utf-8")
    shown = browse(page)
    stated = json.loads(html.unescape(re.search('id="said">(.*?)</pre>', shown)[1]))
    assert stated["sorted"] == "descending"
    assert (
        stated["down"] == sorted(stated["down"], reverse=True)
        and len(stated["down"]) == 17
    )
    assert stated["up"] == sorted(stated["up"])
    assert stated["again"] == stated["all"] == stated["first"]
    assert stated["found"] == ["Bản Minh Họa 2"]
    assert re.fullmatch(r"Tổ dân phố .*: chưa làm \d+ · đã làm .*%\)", stated["tip"])
    assert stated["buttons"] >= 17, "a sentence, and two for each picture"
    assert stated["saved"] == ["chart-ranked.png"]


def test_seventeen_hamlets_are_printed_on_seven_sheets(sample_week, browse, tmp_path):
    printed = tmp_path / "index.pdf"
    page = sample_week.edition / "index.html"
    browse(page, f"--print-to-pdf={printed}", "--no-pdf-header-footer")
    sheets = re.findall(rb"/Type\s*/Page\b", printed.read_bytes())
    assert 3 < len(sheets) <= 7


def test_a_phone_scrolls_the_table_and_not_the_page(sample_week, browse, tmp_path):
    shutil.copy(sample_week.edition / "index.html", tmp_path / "index.html")
    frame = tmp_path / "phone.html"
    frame.write_text(
        "<iframe src='index.html' width='400' height='900' frameborder='0'></iframe>"
        "<pre id='said'></pre><script>onload = () => { const d = frames[0].document;"
        "document.getElementById('said').textContent = "
        "d.documentElement.scrollWidth + ' ' + d.documentElement.clientWidth; };"
        "</script>",
        encoding="utf-8",
    )
    shown = browse(frame, "--allow-file-access-from-files")
    wide, seen = map(int, re.search(r'id="said">(\d+) (\d+)<', shown).groups())
    assert wide <= seen <= 400
