"""How files are damaged: anywhere, inside a zip's parts, and at their numbers."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from tests.fuzz.seeds import SEEDS, parts_of, zipped

EXTREMES = (b"0", b"-1", b"1048576", b"16777216", b"2147483647", b"4294967295", b"9e99")
PLACES = (b"XFD1048576", b"ZZZ9999999", b"A0", b"XFD1", b"A1048576")


def mutants(count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """Give damaged files of every kind in turn, always the same for a seed."""
    choice = random.Random(seed)
    wholes = {kind: make() for kind, make in SEEDS.items()}
    for number in range(count):
        kind = list(wholes)[number % len(wholes)]
        yield kind, _damaged(wholes[kind], choice)


def _damaged(content: bytes, choice: random.Random) -> bytes:
    # A checksum catches most of what happens to a zip as a whole, so most of its
    # mutants are damaged inside and packed again.
    if content.startswith(b"PK") and choice.random() < 0.8:
        parts = parts_of(content)
        for name in choice.sample(sorted(parts), k=choice.choice((1, 1, 2))):
            parts[name] = _mutated(parts[name], choice)
        if choice.random() < 0.05:
            parts.pop(choice.choice(sorted(parts)))
        return zipped(parts)
    return _mutated(content, choice)


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
