"""The page in headless Chromium: requests, console, print on A4, axe-core."""

from __future__ import annotations

import asyncio
import base64
import json
import os
import re
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path
from typing import Any

from tornado.websocket import WebSocketClientConnection, websocket_connect

A4 = {"paperWidth": 8.27, "paperHeight": 11.69, "preferCSSPageSize": True}
STARTING, SETTLING = 30, 1.5
"""Seconds that Chromium may take to start, and that a page is given to ask for more."""

SERIOUS = ("serious", "critical")


def look_at_page(browser: Path, page: Path, out: Path) -> tuple[list[str], list[str]]:
    """Open a page, print it to ``index.pdf``; give its faults, and what was done.

    A fault is a request to anything but the file itself, a word on the console, or
    what axe-core calls serious; without npm axe-core is left out, and that is said.
    """
    with tempfile.TemporaryDirectory() as folder:
        command = [
            str(browser), "--headless=new", "--remote-debugging-port=0",
            f"--user-data-dir={folder}", "--no-first-run", "--disable-gpu",
        ]  # fmt: skip
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            command.append("--no-sandbox")
        process = subprocess.Popen([*command, "about:blank"], stderr=subprocess.DEVNULL)
        try:
            return asyncio.run(_look(Path(folder), page, out))
        finally:
            process.terminate()
            process.wait()


async def _look(profile: Path, page: Path, out: Path) -> tuple[list[str], list[str]]:
    from tornado.httpclient import AsyncHTTPClient

    listing = profile / "DevToolsActivePort"
    for _ in range(10 * STARTING):
        if listing.is_file() and listing.read_text().strip():
            break
        await asyncio.sleep(0.1)
    port = listing.read_text().split()[0]
    answer = await AsyncHTTPClient().fetch(f"http://127.0.0.1:{port}/json")
    target = next(t for t in json.loads(answer.body) if t["type"] == "page")
    most = 1 << 28  # bytes of a message: a PDF is one
    connection = await websocket_connect(
        target["webSocketDebuggerUrl"], max_message_size=most
    )
    tab = _Tab(connection)
    for domain in ("Network", "Page", "Runtime", "Log"):
        await tab.ask(f"{domain}.enable")
    await tab.ask("Page.navigate", url=page.resolve().as_uri())
    await asyncio.sleep(SETTLING)
    printed = await tab.ask("Page.printToPDF", printBackground=True, **A4)
    (out / "index.pdf").write_bytes(base64.b64decode(printed["data"]))
    notes = [f"index.html: {len(tab.requests)} requests"]
    faults = [f"asks for {url[:80]}" for url in tab.requests if not _is_own(url, page)]
    axe = await asyncio.to_thread(_axe)
    if not axe:
        notes.append("skipped: axe-core (npm not found, or no network)")
    else:
        found = await tab.evaluate(axe + "; axe.run().then(r => JSON.stringify(r))")
        result = json.loads(found)
        notes.append(f"axe-core: {len(result['passes'])} rules passed")
        for wrong in result["violations"]:
            words = (
                f"axe {wrong['impact']}: {wrong['id']}, {len(wrong['nodes'])} places"
            )
            (faults if wrong["impact"] in SERIOUS else notes).append(words)
    return faults + tab.console, notes


def _is_own(url: str, page: Path) -> bool:
    return url.startswith("data:") or url == page.resolve().as_uri()


def _axe() -> str:
    """Give axe-core's source as npm has it; empty where it cannot be had."""
    if not shutil.which("npm"):
        return ""
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            ["npm", "pack", "axe-core@4", "--silent"],
            cwd=folder, capture_output=True, text=True, check=False,
        )  # fmt: skip
        packed = sorted(Path(folder).glob("axe-core-*.tgz"))
        if done.returncode or not packed:
            return ""
        with tarfile.open(packed[0]) as files:
            source = files.extractfile("package/axe.min.js")
            return source.read().decode("utf-8") if source else ""


class _Tab:
    """A page of the browser, asked over its debugging protocol."""

    def __init__(self, connection: WebSocketClientConnection) -> None:
        self.connection, self.number = connection, 0
        self.requests: list[str] = []
        self.console: list[str] = []

    async def ask(self, method: str, **parameters: Any) -> Any:
        self.number += 1
        asked = {"id": self.number, "method": method, "params": parameters}
        await self.connection.write_message(json.dumps(asked))
        while True:
            reported = json.loads(await self.connection.read_message() or "{}")
            if reported.get("id") == self.number:
                return reported.get("result", {})
            self._note(reported)

    def _note(self, reported: dict[str, Any]) -> None:
        method, about = reported.get("method", ""), reported.get("params", {})
        if method == "Network.requestWillBeSent":
            self.requests.append(about["request"]["url"])
        elif method == "Runtime.exceptionThrown":
            self.console.append("console: an exception")
        elif method == "Log.entryAdded":
            text = re.sub(r"\s+", " ", about["entry"]["text"])
            self.console.append(f"console: {text[:120]}")

    async def evaluate(self, code: str) -> str:
        answer = await self.ask(
            "Runtime.evaluate", expression=code, awaitPromise=True, returnByValue=True
        )
        return answer["result"]["value"]
