"""``python -m docs.look EDITION OUT``: render an edition's documents and its page.

Word, PowerPoint and Excel by LibreOffice, the page by Chromium; each page becomes a
picture and all of a document a contact sheet. What is not installed is named and left
out. Nothing here is needed to run the kit.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

from docs.look.browser import look_at_page

DOCUMENTS = ("briefing.docx", "briefing.pptx", "tables.xlsx", "details.xlsx")
RESOLUTION, MOST_PAGES, ACROSS = 110, 24, 4
"""Dots per inch of a page; pages of a document; pages beside each other on a sheet."""


def render(document: Path, out: Path) -> list[Path]:
    """Render a document to a PDF and its first pages to pictures."""
    with tempfile.TemporaryDirectory() as profile:
        run(
            "soffice", f"-env:UserInstallation={Path(profile).as_uri()}", "--headless",
            "--convert-to", "pdf", "--outdir", out, document,
        )  # fmt: skip
    return pictures(out / f"{document.stem}.pdf", document.name.replace(".", "_"))


def pictures(pdf: Path, name: str) -> list[Path]:
    """Turn the first pages of a PDF into pictures beside it."""
    for old in pdf.parent.glob(f"{name}-*.png"):
        old.unlink()
    pages = ("-l", MOST_PAGES, "-r", RESOLUTION, "-png")
    run("pdftoppm", *pages, pdf, pdf.parent / name)
    return sorted(pdf.parent.glob(f"{name}-*.png"))


def contact_sheet(pages: list[Path], path: Path) -> None:
    """Put pages beside and below each other on one picture."""
    opened = [Image.open(page).convert("RGB") for page in pages]
    width = max(page.width for page in opened) // 2
    height = max(page.height for page in opened) // 2
    lines = -(-len(opened) // ACROSS)
    sheet = Image.new("RGB", ((width + 8) * ACROSS, (height + 8) * lines), "#808080")
    for number, page in enumerate(opened):
        page.thumbnail((width, height))
        line, column = divmod(number, ACROSS)
        sheet.paste(page, (column * (width + 8), line * (height + 8)))
    sheet.save(path)


def run(*command: object) -> None:
    """Run a program silently; its failure is an error."""
    subprocess.run([str(part) for part in command], check=True, capture_output=True)


def main(edition: Path, out: Path) -> int:
    """Render everything there is a program for; 1 if the page has a fault."""
    out.mkdir(parents=True, exist_ok=True)
    missing = [name for name in ("soffice", "pdftoppm") if not shutil.which(name)]
    if missing:
        print(f"skipped: Word, PowerPoint and Excel ({', '.join(missing)} not found)")
    for name in () if missing else DOCUMENTS:
        pages = render(edition / name, out)
        sheet = out / f"{name.replace('.', '_')}_sheet.png"
        contact_sheet(pages, sheet)
        print(f"{name}: {len(pages)} pages, {sheet}")
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if browser is None:
        print("skipped: index.html (neither chromium nor google-chrome found)")
        return 0
    faults, notes = look_at_page(Path(browser), edition / "index.html", out)
    print("\n".join([*notes, *(f"FAULT {fault}" for fault in faults)]))
    if not missing:
        pages = pictures(out / "index.pdf", "index_html")
        contact_sheet(pages, out / "index_html_sheet.png")
        print(f"index.html: {len(pages)} printed pages, {out / 'index_html_sheet.png'}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
