"""How files are damaged: anywhere, inside a zip's parts, and at their numbers."""

from __future__ import annotations

import random
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from tests.fuzz.seeds import SEEDS, parts_of, zipped

EXTREMES = (b"0", b"-1", b"1048576", b"16777216", b"2147483647", b"4294967295", b"9e99")
PLACES = (b"XFD1048576", b"ZZZ9999999", b"A0", b"XFD1", b"A1048576")


def mutants(count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """Give damaged files of every kind in turn, always the same for a seed.

    Half are made from the whole file of their kind, half from the awkward lists.
    """
    choice = random.Random(seed)
    wholes = {kind: make() for kind, make in SEEDS.items()}
    awkward = {kind: _awkward(kind) for kind in wholes}
    for number in range(count):
        kind = list(wholes)[number % len(wholes)]
        lists = awkward[kind] if number // len(wholes) % 2 else []
        whole = choice.choice(lists) if lists else wholes[kind]
        yield kind, _damaged(whole, choice)


def _awkward(kind: str) -> list[bytes]:
    files = sorted((Path(__file__).parents[1] / "awkward" / "lists").glob(f"*.{kind}"))
    return [file.read_bytes() for file in files if file.stat().st_size]


def _damaged(content: bytes, choice: random.Random) -> bytes:
    # A checksum catches most of what happens to a zip as a whole, so most of its
    # mutants are damaged inside and packed again.
    parts = _parts_of(content) if choice.random() < 0.8 else {}
    if parts:
        for name in choice.sample(
            sorted(parts), min(len(parts), choice.choice((1, 1, 2)))
        ):
            parts[name] = _mutated(parts[name], choice)
        if choice.random() < 0.05:
            parts.pop(choice.choice(sorted(parts)))
        return zipped(parts)
    return _mutated(content, choice)


def _parts_of(content: bytes) -> dict[str, bytes]:
    # Some awkward lists are no whole zip to begin with.
    try:
        return parts_of(content)
    except (zipfile.BadZipFile, zipfile.zlib.error):
        return {}


def _mutated(content: bytes, choice: random.Random) -> bytes:
    for _ in range(choice.choice((1, 1, 2, 5, 20))):
        change = choice.choice(_CHANGES)
        content = change(content, choice) or content
    return content


def _flip(content: bytes, choice: random.Random) -> bytes:
    at = choice.randrange(len(content))
    return content[:at] + bytes([choice.randrange(256)]) + content[at + 1 :]


def _number(content: bytes, choice: random.Random) -> bytes:
    at = choice.randrange(len(content))
    size = choice.choice((2, 4))
    value = choice.choice((b"\xff", b"\x00", b"\x7f")) * (size - 1)
    return (
        content[:at] + value + choice.choice((b"\x7f", b"\xff")) + content[at + size :]
    )


def _text(content: bytes, choice: random.Random) -> bytes:
    pattern, values = choice.choice(
        ((rb'"[A-Z]{1,3}\d{1,7}"', PLACES), (rb'"\d+"', EXTREMES))
    )
    found = list(re.finditer(pattern, content))
    if not found:
        return content
    match = choice.choice(found)
    value = b'"%s"' % choice.choice(values)
    return content[: match.start()] + value + content[match.end() :]


def _cut(content: bytes, choice: random.Random) -> bytes:
    at = choice.randrange(len(content))
    return content[:at] + content[at + choice.choice((1, 3, 64, 512)) :]


def _double(content: bytes, choice: random.Random) -> bytes:
    at = choice.randrange(len(content))
    block = content[at : at + choice.choice((1, 16, 512))]
    return content[:at] + block * choice.choice((2, 3, 50)) + content[at:]


def _truncate(content: bytes, choice: random.Random) -> bytes:
    return content[: choice.randrange(1, len(content) + 1)]


_CHANGES = (_flip, _number, _text, _cut, _double) * 5 + (_truncate,)
# Rarely cut short: most of such files end at the first check.
