"""Vietnamese as typed for old fonts and for Windows-1258.

Written independently of the kit: by the key that a typist strikes.
"""

from __future__ import annotations

import unicodedata

TONES = dict(zip("\u0300\u0309\u0303\u0301\u0323", range(5), strict=True))
VNI_TONES = "øûõùï"
VNI_ROUND = "âàåãáä"
VNI_SHORT = "êèúüéë"
TCVN3_CODES = {
    "a": "a B5 B6 B7 B8 B9",
    "ă": "A8 BB BC BD BE C6",
    "â": "A9 C7 C8 C9 CA CB",
    "e": "e CC CE CF D0 D1",
    "ê": "AA D2 D3 D4 D5 D6",
    "i": "i D7 D8 DC DD DE",
    "o": "o DF E1 E2 E3 E4",
    "ô": "AB E5 E6 E7 E8 E9",
    "ơ": "AC EA EB EC ED EE",
    "u": "u EF F1 F2 F3 F4",
    "ư": "AD F5 F6 F7 F8 F9",
    "y": "y FA FB FC FD FE",
}
TCVN3_CAPITALS = dict(zip("ĂÂÊÔƠƯĐđ", "¡¢£¤¥¦§®", strict=True))


def taken_apart(letter: str) -> tuple[str, int]:
    """Give the letter without its tone, and the tone's place from 1, 0 for none."""
    parts = unicodedata.normalize("NFD", letter)
    tone = next((TONES[mark] + 1 for mark in parts if mark in TONES), 0)
    plain = "".join(mark for mark in parts if mark not in TONES)
    return unicodedata.normalize("NFC", plain), tone


def as_tcvn3(name: str) -> str:
    """Write a name as in .VnTime, where a capital with a tone becomes small."""
    written = ""
    for letter in name:
        base, tone = taken_apart(letter)
        if letter.isascii() or letter in TCVN3_CAPITALS:
            written += TCVN3_CAPITALS.get(letter, letter)
        else:
            code = TCVN3_CODES[base.lower()].split()[tone]
            written += bytes.fromhex(code).decode("latin-1")
    return written


def as_vni(name: str) -> str:
    """Write a name as in VNI-Times."""
    written = ""
    for letter in name:
        base, tone = taken_apart(letter.lower())
        if base == "đ":
            typed = "ñ"
        elif base == "i":
            typed = "iìæóíò"[tone]
        elif base in "âêô":
            typed = {"â": "a", "ê": "e", "ô": "o"}[base] + VNI_ROUND[tone]
        elif base == "ă":
            typed = "a" + VNI_SHORT[tone]
        elif (base, tone) == ("y", 5):
            typed = "î"
        else:
            typed = {"ơ": "ô", "ư": "ö"}.get(base, base)
            typed += VNI_TONES[tone - 1] if tone else ""
        written += typed.upper() if letter.isupper() else typed
    return written


def as_windows(text: str) -> bytes:
    """Write text in Windows-1258: a letter with its vowel mark, then its tone."""
    out = b""
    for letter in text:
        try:
            out += letter.encode("cp1258")
        except UnicodeEncodeError:
            marks = unicodedata.normalize("NFD", letter)
            tone = next(m for m in marks if m in "\u0300\u0301\u0303\u0309\u0323")
            base = unicodedata.normalize("NFC", marks.replace(tone, ""))
            out += (base + tone).encode("cp1258")
    return out
