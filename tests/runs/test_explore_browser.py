"""The explorer in a real browser: skipped where playwright, Chromium or Voila lacks."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from dophu.cli.commands import APP, LAB, TEMPLATES
from tests.browser import find_faults

pytestmark = pytest.mark.long
ROOT = Path(__file__).parents[2]
TOKEN = "mở-0123456789".encode().hex()
FIRST, CHILDREN = "Tổ dân phố Mẫu 3", "181 trẻ chưa làm"


class Page:
    """A page, its errors, and what it asked of other computers."""

    def __init__(self, browser) -> None:
        size = {"width": 1280, "height": 1000}
        self.page = browser.new_page(viewport=size, accept_downloads=True)
        self.page.set_default_timeout(90_000)
        self.errors, self.elsewhere = [], []
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("request", self._request)

    def _console(self, message) -> None:
        if message.type == "error":
            self.errors.append(f"{message.text} {message.location['url']}")

    def _request(self, request) -> None:
        asks = request.url.startswith(("http", "ws"))
        if asks and "127.0.0.1" not in request.url:
            self.elsewhere.append(request.url)


@pytest.fixture
def serve(tmp_path):
    """Start a server of Jupyter's at a copy of notebook 90; give its address."""
    started = []
    campaign = tmp_path / "chiến dịch"
    shutil.copytree(ROOT / "data" / "sample", campaign)
    notebook = campaign / "90_explore.ipynb"
    shutil.copyfile(ROOT / "notebooks" / notebook.name, notebook)

    def start(module: str, *options: str) -> tuple[str, Path]:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        own = {
            name: str(tmp_path / name)
            for name in ("JUPYTER_CONFIG_DIR", "JUPYTERLAB_SETTINGS_DIR",
                         "JUPYTERLAB_WORKSPACES_DIR", "JUPYTER_DATA_DIR")
        }  # fmt: skip
        paths = [str(TEMPLATES), os.environ.get("JUPYTER_PATH", "")]
        own["JUPYTER_PATH"] = os.pathsep.join(filter(None, paths))
        ports = {"voila": "Voila.port", "jupyterlab": "ServerApp.port"}
        command = [sys.executable, "-m", module, str(notebook), *options]
        command += [f"--{ports[module]}={port}", "--no-browser"]
        env = {**os.environ, **own, "DOPHU_CAMPAIGN": str(campaign)}
        with (tmp_path / "server.log").open("wb") as log:
            server = subprocess.Popen(command, env=env, stdout=log, stderr=log)
        started.append(server)
        address = f"http://127.0.0.1:{port}"
        for _ in range(600):
            try:
                urllib.request.urlopen(f"{address}/login", timeout=5).close()
                break
            except OSError:
                assert server.poll() is None, (tmp_path / "server.log").read_text()
                time.sleep(0.1)
        return address, notebook

    yield start
    for server in started:
        server.terminate()
        server.wait()


HEADS = "STT,Họ và tên,Ngày sinh,Giới tính,Thôn,KQ lạ\n"
WORD = "đợt hai"
"""A word of a status that nobody knows yet."""


def write_lists(folder: Path) -> list[str]:
    """Write three lists of a date, a column and a word of which nobody knows yet."""
    folder.mkdir()
    for number, hamlet in enumerate(("Mẫu 1", "Mẫu 2", "Mẫu 3"), start=1):
        rows = "".join(
            f"{n},Vàng Thị Canary {chr(96 + n)},{n + 9}/0{number}/2016,Nữ,"
            f"Tổ dân phố {hamlet},{WORD}\n"
            for n in range(1, 7)
        )
        name = f"mẫu {number} ngày 25-7-2024.csv"
        (folder / name).write_text(HEADS + rows, encoding="utf-8")
    return [str(path) for path in sorted(folder.iterdir())]


def hand_in_and_decide(page, campaign: Path, sent: list[str], look) -> None:
    """Hand three lists in, say what a column is, and answer what waits by keys."""
    page.get_by_role("tab", name="Danh sách").click()
    page.get_by_label("Chọn tệp").set_input_files(sent)
    page.locator(".dophu-lists li.new").nth(2).wait_for()
    name = Path(sent[0]).name
    page.locator("tr[data-file]").get_by_role("button", name=name).click()
    heading = page.get_by_label("Hiểu là: F KQ lạ")
    heading.wait_for()
    look("lists")
    assert "Canary" not in page.locator(".dophu-lists").inner_text()
    heading.select_option("status")
    page.locator(".dophu-lists").get_by_text("Đã ghi vào decisions.csv").wait_for()
    page.get_by_role("button", name="Quyết định").click()
    box = page.locator(".dophu-decide")
    box.locator("h2").wait_for()
    for _ in range(9):  # what else waits is put off by a key
        if box.get_by_text(WORD).count():
            break
        before = box.locator("h2").text_content()
        box.focus()
        page.keyboard.press("Enter")
        page.wait_for_function(
            "before => before !== "
            "document.querySelector('.dophu-decide h2').textContent",
            arg=before,
        )
    look("decide")
    box.focus()
    page.keyboard.press("2")  # đã thu nhận, chờ thẻ
    box.get_by_text("Đã ghi vào decisions.csv").wait_for()
    lines = (campaign / "decisions.csv").read_text("utf-8-sig")
    assert f"{WORD},applied" in lines
    box.focus()
    page.keyboard.press("u")
    box.get_by_text("Đã hoàn tác").wait_for()
    assert WORD not in (campaign / "decisions.csv").read_text("utf-8-sig")
    page.get_by_role("tab", name="Xem số liệu").click()
    page.locator(".dophu-picture img").wait_for()
    dates = page.get_by_label("Ngày chốt", exact=True).first
    dates.locator("option", has_text="25/7/2024").wait_for(state="attached")


CLIPBOARD = """async () => {
  const [item] = await navigator.clipboard.read();
  const type = item.types.includes("image/png") ? "image/png" : item.types[0];
  const blob = await item.getType(type);
  const bytes = new Uint8Array(await blob.arrayBuffer());
  return [type, type === "image/png" ? [...bytes.slice(0, 4)] : await blob.text()];
}"""
"""What lies on the clipboard: its type, and the text or the first bytes."""


def copy_what_is_seen(page) -> None:
    """Copy the sentence, the papermill line and the picture; read each again."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.bring_to_front()
    said = page.locator(".dophu-actions [role=status]")

    def copied(button) -> list:
        said.evaluate("box => { box.textContent = ''; }")
        button.click()
        said.get_by_text("Đã chép").wait_for()
        return page.evaluate(CLIPBOARD)

    kind, text = copied(page.get_by_role("button", name="Chép câu"))
    assert kind == "text/plain" and text in page.locator("body").inner_text()
    again = page.locator(".dophu-actions ~ details").last
    again.locator("summary").click()
    line = again.locator("code").last.text_content()
    assert copied(again.get_by_role("button").last) == ["text/plain", line]
    again.locator("summary").click()
    kind, first = copied(page.get_by_role("button", name="Chép ảnh"))
    assert kind == "image/png" and bytes(first) == b"\x89PNG"


BAR = """<html lang="vi"><body><main></main><script type="module">
import part from "./actions.js";
const words = new Proxy({}, { get: (_, name) => name });
const model = { heard: [], on: (name, act) => model.heard.push([name, act]),
  get: (name) => ({ words, sentence: "Còn 12 trẻ.", lines: [["ô", "dophu"]] })[name],
  send: () => model.heard.filter(([name]) => name === "msg:custom").forEach(
    ([, act]) => act({ kind: "file", type: "image/png", name: "a.png" }, [PICTURE])) };
part.render({ model, el: document.querySelector("main") });
</script></body></html>"""
"""A page of the bar alone, whose model answers at once with a picture."""


def test_a_copy_is_on_the_clipboard_and_one_refused_is_told(browser):
    picture = (ROOT / "docs" / "pictures" / "reasons.png").read_bytes()
    page = Page(browser).page
    bar = BAR.replace("PICTURE", f"new Uint8Array({[*picture]})")
    script = ROOT / "lib" / "dophu" / "explorer" / "front" / "actions.js"
    page.route("**/a.html", lambda route: route.fulfill(
        body=bar, content_type="text/html; charset=utf-8"))  # fmt: skip
    page.route("**/actions.js", lambda route: route.fulfill(
        path=script, content_type="text/javascript"))  # fmt: skip
    page.goto("http://127.0.0.1:9/a.html")
    said = page.locator(".dophu-actions [role=status]")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    for name, wanted in (("copy_sentence", "Còn 12 trẻ."), ("copy_picture", "PNG")):
        page.get_by_role("button", name=name).click()
        said.get_by_text("copied", exact=True).wait_for()
        kind, found = page.evaluate(CLIPBOARD)
        assert found == wanted or (kind, bytes(found)) == ("image/png", b"\x89PNG")
        said.evaluate("box => { box.textContent = ''; }")
    page.evaluate("""() => {
      const no = async () => { throw new Error("no"); };
      navigator.clipboard.write = navigator.clipboard.writeText = no;
      document.execCommand = () => false; }""")
    for name, told in (("copy_sentence", "not_copied"), ("copy_picture", "refused")):
        page.get_by_role("button", name=name).click()
        said.get_by_text(told, exact=True).wait_for()
    with page.expect_download() as saved:  # and does not go where the copy should
        page.get_by_role("button", name="save_picture").click()
    assert Path(saved.value.path()).read_bytes() == picture


def try_out(page) -> None:
    """Open children, show names, copy, save a picture, and change every control."""
    page.locator(".dophu-picture img").wait_for()
    page.locator(f".dophu-picture button[aria-label='{FIRST}']").click()
    page.get_by_text(CHILDREN).wait_for()
    page.get_by_role("button", name="Hiện họ tên").click()
    page.get_by_role("columnheader", name="Họ và tên").wait_for()
    copy_what_is_seen(page)
    with page.expect_download() as saved:
        page.get_by_role("button", name="Lưu ảnh").click()
    assert Path(saved.value.path()).read_bytes().startswith(b"\x89PNG")
    line = page.locator(".dophu-actions ~ details code").last
    for label in ("Xem theo", "Chỉ số", "Biểu đồ"):
        control = page.get_by_label(label, exact=True).first
        for index in range(control.locator("option").count() - 1, -1, -1):
            if control.evaluate("c => c.selectedIndex") == index:
                continue
            before = line.text_content()
            control.select_option(index=index)
            page.wait_for_function(
                "before => [...document.querySelectorAll("
                "'.dophu-actions ~ details code')].at(-1).textContent !== before",
                arg=before,
            )
    boxes = page.locator(".dophu-choice")
    for index in range(boxes.count()):
        box = boxes.nth(index)
        if not box.is_visible():
            continue
        box.locator("summary").click()
        before = line.text_content()
        box.locator("input[type=checkbox]").first.click()
        if box.locator("input[type=checkbox]").count() > 1:
            page.wait_for_function(
                "before => [...document.querySelectorAll("
                "'.dophu-actions ~ details code')].at(-1).textContent !== before",
                arg=before,
            )
        box.locator("button").first.click()
        box.locator("summary").click()


def click_while_a_change_is_drawn(page) -> None:
    """Change the measure and click a row at once: its children are listed."""
    control = page.get_by_label("Chỉ số", exact=True).first
    control.select_option(index=0)
    row = page.locator(".dophu-table button", has_text=FIRST).first
    row.wait_for()
    for index in (1, 0, 1):
        control.select_option(index=index)
        row.click()
    page.get_by_text(CHILDREN).wait_for()


def test_the_app_is_tried_out_and_asks_nothing_of_the_network(
    browser, axe, serve, tmp_path
):
    pytest.importorskip("voila", reason="Voila is not here")
    options = [word for word in APP if "token" not in word]
    address, _ = serve("voila", *options, f"--token={TOKEN}")
    with urllib.request.urlopen(address, timeout=30) as answer:
        assert "login" in answer.url and b"dophu" not in answer.read()
    tried = Page(browser)
    tried.page.goto(f"{address}/?token={TOKEN}", timeout=120_000)
    tried.page.locator(".dophu-picture img").wait_for()
    tried.page.screenshot(path=tmp_path / "view1280.png", full_page=True)
    click_while_a_change_is_drawn(tried.page)
    try_out(tried.page)
    tried.page.set_viewport_size({"width": 400, "height": 800})
    assert tried.page.evaluate("document.documentElement.scrollWidth") <= 400
    tried.page.screenshot(path=tmp_path / "view400.png", full_page=True)
    assert not find_faults(tried.page, axe)
    tried.page.set_viewport_size({"width": 1280, "height": 1000})
    tried.page.get_by_role("button", name="Nếu như…").click()
    tried.page.locator("table[aria-label='Nếu như…'] tbody tr").first.wait_for()
    assert not find_faults(tried.page, axe)
    assert not tried.errors
    assert not tried.elsewhere


def test_three_lists_are_handed_in_and_decided(browser, axe, serve, tmp_path):
    pytest.importorskip("voila", reason="Voila is not here")
    options = [word for word in APP if "token" not in word]
    address, notebook = serve("voila", *options, f"--token={TOKEN}")
    tried = Page(browser)
    tried.page.goto(f"{address}/?token={TOKEN}", timeout=120_000)

    def look(name: str) -> None:
        for width in (400, 1280):
            tried.page.set_viewport_size({"width": width, "height": 1000})
            wide = tried.page.evaluate("document.documentElement.scrollWidth")
            tried.page.screenshot(path=tmp_path / f"{name}{width}.png", full_page=True)
            assert wide <= width
            assert not find_faults(tried.page, axe)

    sent = write_lists(tmp_path / "sent")
    hand_in_and_decide(tried.page, notebook.parent, sent, look)
    assert not tried.errors
    assert not tried.elsewhere


def test_jupyterlab_is_tried_out_and_saves_no_name(browser, axe, serve, tmp_path):
    options = f"--IdentityProvider.token={TOKEN}", "--allow-root"
    address, notebook = serve("jupyterlab", *LAB, *options)
    tried = Page(browser)
    page = tried.page
    page.goto(f"{address}/lab/tree/{notebook.name}?token={TOKEN}&reset")
    page.locator("#jp-main-statusbar").get_by_text("Idle").wait_for()
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    try_out(page)
    page.wait_for_timeout(1_000)
    page.locator("#jp-main-statusbar").get_by_text("Idle").wait_for()
    page.locator(".dophu-table button", has_text=FIRST).first.click()
    page.get_by_text(CHILDREN).wait_for()
    page.get_by_role("button", name="Hiện họ tên").click()
    page.get_by_role("columnheader", name="Họ và tên").wait_for()
    names = page.locator("table[aria-label='Danh sách trẻ'] tbody tr td:first-child")
    shown = [name for name in names.all_text_contents() if name]
    assert len(shown) == int(CHILDREN.split()[0])
    sent = write_lists(tmp_path / "sent")

    def look(name: str) -> None:
        assert not find_faults(page, axe, ".jp-OutputArea:has(.widget-tab)"), name

    hand_in_and_decide(page, notebook.parent, sent, look)
    look("view")
    shown.append("Canary")
    before = notebook.stat().st_mtime_ns
    page.keyboard.press("Control+s")
    for _ in range(300):
        if notebook.stat().st_mtime_ns != before:
            break
        page.wait_for_timeout(100)
    saved = notebook.read_text(encoding="utf-8")
    assert notebook.stat().st_mtime_ns != before
    assert not [name for name in shown if name in saved]
    # JupyterLab asks its server for a language server, and none is installed.
    assert not [error for error in tried.errors if "/lsp/status" not in error]
    assert not tried.elsewhere
