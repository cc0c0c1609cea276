"""The files of a dated folder: what can be a list, what cannot, and what is litter.

Somebody put every file there for a reason, unless the system did: so a file of a kind
that cannot be read is named, and what to ask its sender for depends on its kind.
"""

from __future__ import annotations

from pathlib import Path

from dophu.reader.plain_files import is_inside, why_not_plain

ENDINGS = frozenset(
    (".xlsx", ".xlsm", ".xltx", ".xltm", ".xls", ".xlt", ".xlsb", ".ods", ".ots",
     ".csv", ".tsv", ".txt")
)  # fmt: skip
"""Endings of files that can be lists."""

LOCK_FILE = "open_elsewhere"
"""Why the file is passed over that a program keeps beside a workbook it has open."""

OTHER_KIND = "kind_other"
"""Why a file is not read whose ending is in no list here."""

KINDS = {
    "kind_word": ".doc .docx .docm .dot .dotx .odt .rtf .pages .wps",
    "kind_pdf": ".pdf .xps .oxps .djvu",
    "kind_image": (
        ".jpg .jpeg .jfif .png .gif .bmp .tif .tiff .webp .heic .heif .avif .svg .psd"
    ),
    "kind_archive": ".zip .rar .7z .gz .tgz .tar .bz2 .xz .zipx .cab .iso",
    "kind_mail": ".msg .eml .oft .pst .ost .mbox .vcf",
    "kind_slides": ".ppt .pptx .pptm .pps .ppsx .odp .key",
    "kind_link": ".lnk .url .webloc .gsheet .gdoc .website",
    "kind_download": ".part .partial .crdownload .download .opdownload",
}
"""Kinds of files that cannot be lists, as phrases of the issue catalogue."""

KIND_OF = {ending: kind for kind, some in KINDS.items() for ending in some.split()}

LITTER = frozenset(
    ("thumbs.db", "ehthumbs.db", "desktop.ini", ".ds_store", ".localized", ".directory",
     ".gitkeep", ".gitignore", "icon\r")
)  # fmt: skip
"""What operating systems and git leave in a folder, in lower case."""


def find_files(folder: Path, root: Path | None = None) -> list[tuple[Path, str]]:
    """List the files of a dated folder, each with why it is not read, or ''.

    Sub-folders are searched too; the order is by path, the same on every system. What
    leads out of ``root`` is named, no more: where none is given, out of the campaign's
    folder, which is two above.
    """
    root = root or folder.parents[1]
    if folder.exists() and not is_inside(folder, root):
        return [(folder, "link")]
    found = sorted(folder.rglob("*"), key=lambda p: p.relative_to(folder).parts)
    files = (path for path in found if path.is_symlink() or not path.is_dir())
    return [
        (path, why_not_plain(path, root) or why_not_read(path.name))
        for path in files
        if not is_litter(path.name)
    ]


def is_litter(name: str) -> bool:
    """Test whether a file is none that somebody sent: the system's own, or temporary.

    Examples
    --------
    >>> [is_litter(name) for name in ("Thumbs.db", "._a.xlsx", "a.xlsx", "a.docx")]
    [True, True, False, False]
    """
    small = name.casefold()
    # What macOS keeps of a file beside it begins with `._`.
    return small in LITTER or small.startswith("._") or small.endswith(".tmp")


def why_not_read(name: str) -> str:
    """Give a phrase of the catalogue for why a file cannot be a list, '' if it can.

    Examples
    --------
    >>> [why_not_read(name) for name in ("a.XLSX", "~$a.xlsx", "a.docx", "a")]
    ['', 'open_elsewhere', 'kind_word', 'kind_other']
    """
    # Excel's file beside an open workbook, and LibreOffice's.
    if name.startswith(("~$", ".~lock")):
        return LOCK_FILE
    ending = Path(name).suffix.lower()
    return "" if ending in ENDINGS else KIND_OF.get(ending, OTHER_KIND)
