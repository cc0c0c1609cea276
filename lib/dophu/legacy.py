r"""Text from before Unicode: which encoding a column is in, and its letters back.

Old files hold Vietnamese in fonts that draw other letters over Western ones:
TCVN3 (``.VnTime``; ``NguyÔn V¨n``) and VNI (``VNI-Times``; ``Nguyeãn Vaên``).
One cell seldom shows which: ``Hoàng`` is correct, and is ``Hồng`` in VNI. So
:func:`detect_encoding` looks at a whole column, and in doubt answers ``unclear``.

Cells must come as the file has them: TCVN3 writes ``ư`` as U+00AD, which
:func:`dophu.text.clean_text` and most programs take for nothing or for white
space, and what is lost there cannot be found again.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from typing import Literal

Encoding = Literal["unicode", "tcvn3", "vni", "unclear"]

_UNICODE = (
    "aàảãáạ ăằẳẵắặ âầẩẫấậ eèẻẽéẹ êềểễếệ iìỉĩíị "
    "oòỏõóọ ôồổỗốộ ơờởỡớợ uùủũúụ ưừửữứự yỳỷỹýỵ"
)
# TCVN 5712:1993 VN3, letter for letter under the line above; the codes are those
# of glibc's TCVN5712-1, read as Windows-1252 as a spreadsheet does.
_TCVN3 = (
    "aµ¶·¸¹ ¨»¼½¾Æ ©ÇÈÉÊË eÌÎÏÐÑ ªÒÓÔÕÖ i×ØÜÝÞ "
    "oßáâãä «åæçèé ¬êëìíî uïñòóô \u00adõö÷øù yúûüýþ"
)
_TCVN3_LETTERS = dict(zip(_TCVN3, _UNICODE, strict=True)) | dict(
    zip("®¡¢£¤¥¦§", "đĂÂÊÔƠƯĐ", strict=True)
)


def _vni_letters() -> dict[str, str]:
    # VNI writes a letter and then its marks, except for i, đ, ơ, ư and ỵ. The
    # modifiers stand in the order of _UNICODE: none, `, hook, ~, acute, dot.
    tones = ["", *"øûõùï"]
    marks = {"a": tones, "ă": "êèúüéë", "â": "âàåãáä", "ê": "âàåãáä", "ô": "âàåãáä"}
    bases = {"ă": "a", "â": "a", "ê": "e", "ô": "o", "ơ": "ô", "ư": "ö"}
    pairs = {"đ": "ñ"}
    for row in _UNICODE.split():
        base = bases.get(row[0], row[0])
        for letter, mark in zip(row, marks.get(row[0], tones), strict=True):
            pairs[letter] = base + mark
    pairs |= dict(zip("iìỉĩíịỵ", "iìæóíòî", strict=True))
    written = {}
    for letter, pair in pairs.items():
        written[pair] = letter
        written[pair.upper()] = letter.upper()
        if len(pair) == 2:  # the mark is often left small: "Aùnh" beside "AÙnh"
            written[pair[0].upper() + pair[1]] = letter.upper()
    return written


_VNI_LETTERS = _vni_letters()
_VNI_WRITTEN = re.compile("|".join(sorted(_VNI_LETTERS, key=len, reverse=True)))

LETTERS = set(_UNICODE + _UNICODE.upper() + "đĐðÐ") - {" "}
"""The letters of Vietnamese, composed, and the eth that some keyboards type for đ."""
# Latin letters past ASCII with the symbols that TCVN3 makes letters; no spaces,
# dashes or quotation marks.
_ACCENTED = re.compile("[\xa1-\u024f\u0300-\u036f\u1e00-\u1eff]")
# Letters that no legacy font has, so a cell with one of them is Unicode already: those
# of Vietnamese, and of the Central Highlands' languages ("Ayŭn", "Bĕ", "Ƀuôn"). Past
# Latin-1 a font of bytes shows Œ, Š, Ž, Ÿ and ƒ alone.
_BEYOND = re.compile(
    "[\u0300-\u0323\u1e00-\u1eff"
    "\u0100-\u0151\u0154-\u015f\u0162-\u0177\u0179-\u017c\u0180-\u0191\u0193-\u024f]"
)

# A Western symbol inside a word: nothing else writes one there. ® is đ, which
# only begins words; at the end of one it is the sign of a trade mark.
_SYMBOLS = "".join(
    c for c in _TCVN3_LETTERS if ("\x7f" < c < "À" and c != "®") or c in "×÷ßÞþ"
)
_CAPITALS = "".join(c for c in _TCVN3_LETTERS if "À" <= c <= "Ý" and c != "×")
_WORD = "A-Za-z" + re.escape("".join(c for c in _TCVN3_LETTERS if c > "\x7f"))
_TCVN3_SEEN = re.compile(
    f"(?<=[{_WORD}])[{_SYMBOLS}]|[{_SYMBOLS}®](?=[{_WORD}])"
    # A capital after a small letter, or between a consonant and a small letter;
    # after a vowel it may be a VNI mark ("AÊn").
    f"|(?<=[a-z])[{_CAPITALS}]|(?<=[B-DF-HJ-NP-TV-Z])[{_CAPITALS}](?=[a-z])"
)
# Pairs of VNI that neither Unicode (Hoàng, Toán, Loã, soõng) nor TCVN3 (Thuû:
# Thuỷ) writes, its ươ, and its đ before a vowel.
_ONLY_VNI_IF = {"oõ": "(?![ncNC])", "uû": "(?=[a-zA-Z])"}
_VNI_PAIRS = "|".join(
    pair + _ONLY_VNI_IF.get(pair.lower(), "")
    for pair in _VNI_LETTERS
    if len(pair) == 2 and pair.lower() not in {"oà", "oá", "oã"}
)
_VNI_PAIRED = re.compile(_VNI_PAIRS + r"|öô|ÖÔ")
_VNI_SEEN = re.compile(_VNI_PAIRS + r"|öô|ÖÔ|\b[ñÑ](?=[aeiouôöAEIOUÔÖ])")
# Windows-1258 read as Windows-1252 ("NguyêÞn", "thâòy"), and the first letters
# of UTF-8 that lost a byte on the way. Not converted here, only not mistaken.
_OTHER_SEEN = re.compile("[âêôõýã][ÌÒÞìò]|[aey][òì]|á[º»]|Ã[\xa0-¿]|Æ[°¡]|Ä[‘ƒ]")

# Shares of a column's accented cells, measured on names of Kinh, Thái and Mông;
# see tests/unit/test_legacy.py for what they reach by length of the column.
# No correct name there has a sign of an old encoding, so less than half is enough.
_UNICODE_ABOVE = 0.1
_OLD_FROM = 0.4
_STRAY_UP_TO = 0.1
# Of all cells with letters: one Zoë (VNI: Zoẽ) in a long list typed without accents
# does not make a column of VNI.
_OLD_AMONG_ALL = 0.05


def convert(text: str, encoding: Encoding, capitals: bool = False) -> str:
    """Give the Unicode (NFC) text that the old font showed.

    A text with a letter that no old font has is Unicode already and comes back
    as it is, and so does every text of an encoding ``unicode`` or ``unclear``.
    Case stays as stored: TCVN3 has no capitals with a tone, so a name may begin
    with a small letter (``¸nh`` is ``ánh``).

    Parameters
    ----------
    text
        A cell as the file has it, not cleaned.
    encoding
        What :func:`detect_encoding` found for the column.
    capitals
        Whether the font draws capitals only; see :func:`is_capital_font`.

    Examples
    --------
    >>> convert("NguyÔn V¨n Hoµn", "tcvn3"), convert("Tuûa Chuøa", "vni")
    ('Nguyễn Văn Hoàn', 'Tủa Chùa')
    """
    if encoding not in ("unicode", "tcvn3", "vni", "unclear"):
        raise ValueError(f"unknown encoding: {encoding!r}")
    if encoding in ("unicode", "unclear") or _BEYOND.search(_composed(text)):
        return text
    if encoding == "vni":
        text = _VNI_WRITTEN.sub(lambda pair: _VNI_LETTERS[pair[0]], text)
    else:
        text = "".join(_TCVN3_LETTERS.get(letter, letter) for letter in text)
    return text.upper() if capitals else text


def detect_encoding(cells: Iterable[str], font: str = "") -> Encoding:
    """Report in which encoding a whole column of cells is written.

    Blank and unaccented cells have no say, unless hardly any other is there. A
    column of nothing else, or with only letters that are good Vietnamese as they
    stand, is ``unicode``. UTF-8 read as Windows-1252 counts as what
    :func:`repair_mojibake` makes of it.

    Parameters
    ----------
    cells
        The text cells of one column, without its heading, not cleaned. In
        columns of 20 accented cells and more no wrong answer has been seen; in
        one of two or three an old encoding may pass for ``unicode``.
    font
        The font of the column, if known. It decides, unless the letters say
        otherwise: ``ễ`` in a cell of ``.VnTime`` was typed as Unicode.

    Returns
    -------
    Encoding
        ``unclear`` where two encodings stand in one column or the cells fit
        none: nothing should be converted then, and a person asked.

    Examples
    --------
    >>> detect_encoding(["NguyÔn V¨n A", "Lß ThÞ B"])
    'tcvn3'
    >>> detect_encoding(["Hoàng A Páo", "Lò A Dê", "Fàng A Di"])
    'unicode'
    """
    signs: Counter[str] = Counter()
    lettered = 0
    is_paired = False
    for cell in cells:
        if _ACCENTED.search(cell):
            sign = _sign(cell)
            signs[sign] += 1
            if sign == "vni" and not is_paired:
                is_paired = bool(_VNI_PAIRED.search(_composed(repair_mojibake(cell))))
        lettered += any(map(str.isalpha, cell))
    accented = signs.total()
    if not accented:
        return "unicode"
    few = _STRAY_UP_TO * accented
    stray = signs["tcvn3"] + signs["vni"] + signs["other"]
    named = font_encoding(font)
    found: Encoding = "unclear"
    if signs["unicode"] > _UNICODE_ABOVE * accented:
        named = None
        found = "unicode" if stray <= few else "unclear"
    elif stray <= few:
        found = "unicode"
    elif stray >= _OLD_AMONG_ALL * lettered:
        if signs["tcvn3"] >= _OLD_FROM * accented and signs["vni"] <= few:
            found = "tcvn3"
        elif signs["vni"] >= _OLD_FROM * accented and signs["tcvn3"] <= few:
            # "Ñ" alone begins names of the Central Highlands too ("Y Ñun").
            found = "vni" if is_paired else "unclear"
    if named is None or found == named:
        return found
    # Only the other old encoding, plainly seen, can gainsay an old font.
    return "unclear" if found in ("tcvn3", "vni") else named


def _sign(cell: str) -> str:
    # No letter beyond Latin-1 is read wrongly from bytes: nearly every Unicode text.
    if _BEYOND.search(_composed(cell)):
        return "unicode"
    cell = _composed(repair_mojibake(cell))
    if _BEYOND.search(cell):
        return "unicode"
    if _OTHER_SEEN.search(cell):
        return "other"
    if _TCVN3_SEEN.search(cell):
        return "tcvn3"
    if _VNI_SEEN.search(cell):
        return "vni"
    plain = all(c.isascii() or c in LETTERS or not c.isalpha() for c in cell)
    return "any" if plain else "other"


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def font_encoding(font: str) -> Literal["tcvn3", "vni"] | None:
    """Give the encoding that a font's name stands for, None for any other font.

    Examples
    --------
    >>> font_encoding(".VnTimeH"), font_encoding("VNI-Times"), font_encoding("Arial")
    ('tcvn3', 'vni', None)
    """
    name = font.strip().casefold()
    if name.startswith(".vn"):
        return "tcvn3"
    return "vni" if name.startswith("vni-") else None


def is_capital_font(font: str) -> bool:
    """Test whether a font draws capitals only: a TCVN3 font whose name ends in H.

    Examples
    --------
    >>> is_capital_font(".VnTimeH"), is_capital_font(".VnTime")
    (True, False)
    """
    return font_encoding(font) == "tcvn3" and font.strip().endswith("H")


def repair_mojibake(text: str) -> str:
    """Give back a text whose UTF-8 was read as Windows-1252 or Latin-1.

    Only what is valid UTF-8 to its last byte is changed, which no correct
    Vietnamese word is, nor one of TCVN3 or VNI. Safe for a single cell.

    Examples
    --------
    >>> repair_mojibake("Nguyá»…n"), repair_mojibake("Lò A Dê")
    ('Nguyễn', 'Lò A Dê')
    """
    while not text.isascii():
        try:
            repaired = b"".join(map(_byte, text)).decode("utf-8")
        except UnicodeError:
            break
        # Two letters of TCVN3 can be the bytes of one, but of another script's.
        if any("\u0370" <= letter < "\u1e00" for letter in repaired):
            break
        text = repaired
    return text


def _byte(letter: str) -> bytes:
    # Windows-1252 leaves five codes empty; readers pass them on as Latin-1 does.
    try:
        return letter.encode("cp1252")
    except UnicodeEncodeError:
        return letter.encode("latin-1")
