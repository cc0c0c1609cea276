"""Lists taken out of an edition for whom they are of, locked with a password or not.

They are those of the edition, byte for byte: what was sent is what was published. An
edition is never changed, and a file that is there is never written over, since somebody
may have filled it in.
"""

from __future__ import annotations

import difflib
import io
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from dophu.campaign.config import Campaign
from dophu.catalogue.issues import DophuError, Issue, phrase
from dophu.catalogue.refusals import writing_to
from dophu.disk import OWNER_FILE, private_folder
from dophu.documents.xlsx.file_names import named_stems
from dophu.runs.checks import read_table
from dophu.runs.editions import patiently
from dophu.runs.record import FILE, check_edition, forgotten, read_record
from dophu.text import comparison_key

OF_HAMLETS = ("hamlets", "letters", "templates")
FOLDERS = (*OF_HAMLETS, "officers")


def choose_lists(
    edition: Path, hamlets: Sequence[str], officers: Sequence[str]
) -> list[str]:
    """Choose lists of an edition, by paths in it; all where nothing is asked for.

    Parameters
    ----------
    edition
        The edition's folder.
    hamlets
        Ids or names of hamlets: of each its list and its letter.
    officers
        Names of officers: of each the list of its hamlets.

    Raises
    ------
    DophuError
        CH-06 if the folder is no edition, CH-07 if it is not as it was published, CH-20
        for a hamlet or an officer that it has no list of.
    """
    if issues := check_edition(edition):
        raise DophuError(issues)
    if gone := forgotten(edition):
        details = {"folder": str(edition), "n": gone["files"], "day": gone["purged"]}
        raise DophuError(Issue("XD-04", details=details))
    files = [path for path, *_ in read_record(edition)["outputs"]]
    named = {name: _under(files, name) for name in FOLDERS}
    if not hamlets and not officers:
        return [path for paths in named.values() for path in paths]
    names = {r["hamlet_id"]: r["hamlet"] for r in read_table(edition, "gaps")}
    stems = dict(zip(names, named_stems(list(names.values())), strict=True))
    asked: list[str] = []
    for wanted in hamlets:
        hamlet = _find(wanted, {**{n: h for h, n in names.items()},
                                **{h: h for h in names}}, "a_hamlet")  # fmt: skip
        stem = stems[hamlet]
        for folder in OF_HAMLETS:
            asked += [p for p in named[folder] if Path(p).stem == stem]
    of_officers = {Path(path).stem: path for path in named["officers"]}
    asked += [_find(wanted, of_officers, "an_officer") for wanted in officers]
    return list(dict.fromkeys(asked))


def _under(files: Iterable[str], folder: str) -> list[str]:
    return [path for path in files if path.startswith(f"lists/{folder}/")]


def _find(wanted: str, known: dict[str, str], what: str) -> str:
    """Find what a name means; an error names the nearest one."""
    by_key: dict[str, set[str]] = {}
    for name, value in known.items():
        by_key.setdefault(comparison_key(name), set()).add(value)
    # As it stands first: two names may differ by case alone.
    found = {known[wanted]} if wanted in known else by_key.get(comparison_key(wanted))
    if found and len(found) == 1:
        return next(iter(found))
    near = difflib.get_close_matches(wanted, known, n=1, cutoff=0) or ["–"]
    details = {"what": phrase(what), "name": wanted, "near": near[0]}
    raise DophuError(Issue("CH-20", details=details))


def write_chosen(
    edition: Path, chosen: Sequence[str], out: Path, password: str = ""
) -> list[Path]:
    """Write lists of an edition to a folder outside it, locked if a password is given.

    Nothing unlocked is on a disk on the way: what is written is what the edition has,
    or that encrypted in memory (AES, as Excel and Word do).

    Raises
    ------
    DophuError
        CH-22 if the folder lies in an edition, CH-19 if another file of the name of one
        is there, CH-04 if it cannot be written.
    """

    def content(path: str) -> bytes:
        plain = (edition / path).read_bytes()
        return _locked(plain, password) if password else plain

    targets = {path.removeprefix("lists/"): path for path in chosen}
    contents = {name: lambda path=path: content(path) for name, path in targets.items()}
    # Encrypted again, the same file comes to other bytes.
    return _write(contents, out, compare=not password)


def _locked(plain: bytes, password: str) -> bytes:
    from msoffcrypto.format.ooxml import OOXMLFile

    locked = io.BytesIO()
    OOXMLFile(io.BytesIO(plain)).encrypt(password, locked)
    return locked.getvalue()


def write_templates(
    campaign: Campaign, out: Path, hamlets: Sequence[str], language: str
) -> list[Path]:
    """Write an empty list for each hamlet, or for those asked for.

    Raises
    ------
    DophuError
        CH-20 for a hamlet that is not there; else as :func:`write_chosen`.
    """
    from dophu.documents.lists.templates import template_contents

    day = max(campaign.dates(), default=campaign.start or campaign.deadline)
    names = campaign.hamlets.on(day).names
    known = {**{name: h for h, name in names.items()}, **{h: h for h in names}}
    chosen = [_find(wanted, known, "a_hamlet") for wanted in hamlets]
    return _write(template_contents(campaign, language, chosen), out)


def _write(
    contents: dict[str, Callable[[], bytes]], out: Path, compare: bool = True
) -> list[Path]:
    """Write files whose names are free, or that are there just so already."""
    if any((folder / FILE).is_file() for folder in (out, *out.absolute().parents)):
        raise DophuError(Issue("CH-22", details={"folder": str(out)}))
    there = [name for name in contents if (out / name).exists()]
    other = [
        name
        for name in there
        if not compare or (out / name).read_bytes() != contents[name]()
    ]
    if other:
        names = ", ".join(other[:5]) + (", …" if len(other) > 5 else "")
        details = {"folder": str(out), "names": names}
        raise DophuError(Issue("CH-19", details=details))
    written = []
    with writing_to(out):
        for name, content in contents.items():
            target = out / name
            if name not in there:
                private_folder(target.parent)
                _write_whole(target, content())
            written.append(target)
    return written


def _write_whole(target: Path, content: bytes) -> None:
    """Write a file that is there whole or not, so that it can be asked for again."""
    part = target.with_name(f".{target.name}.part")
    try:
        part.write_bytes(content)
        part.chmod(OWNER_FILE)
        patiently(lambda: part.replace(target))
    except OSError:
        part.unlink(missing_ok=True)
        raise
