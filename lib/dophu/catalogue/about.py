"""What every chart and page must say of its figures: where, when, of whom."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cached_property

from dophu.ages import UNKNOWN, AgeGroups
from dophu.catalogue.agreement import agree
from dophu.catalogue.drive_texts import DEFAULT_TEXTS, DriveTexts
from dophu.catalogue.numbers import (
    format_count,
    format_date,
    format_day,
    format_percent,
    format_points,
    format_rate,
    format_ratio,
    join_list,
    lower_first,
)
from dophu.catalogue.sentences import NOUNS

# Words for kinds of unit, as they begin a unit's name; the longer ones first, since
# "Thị xã" (a town of district rank) is no "Thị trấn" and "Xã" begins neither.
_KINDS = "thị trấn|thị xã|thành phố|đặc khu|phường|huyện|quận|tỉnh|xã"
_UNIT_TYPES = tuple(_KINDS.split("|"))

OFFICE = re.compile(r"^(ủy ban nhân dân|uỷ ban nhân dân|ubnd)\s+", re.IGNORECASE)
"""What stands before the unit where a campaign names its office."""

STATUS_WORDS = ("is_issued", "is_applied", "is_returned", "is_not_yet")
"""Sentences that other texts may be filled with."""

_SHORT = 40
"""Letters of a filter that a title still has room for; the foot has them all."""


@dataclass(frozen=True)
class About:
    """What is said of a campaign's figures of one day, and in which language.

    ``applied_counts`` says that a child counts before the result is in hand;
    ``missing`` names each hamlet that sent no list for ``as_of``, with the date
    its figures come from (None if it never sent one); ``texts`` are those of the
    campaign's drive, and ``words`` replaces nouns by the campaign's own, by noun and
    language. ``only`` says of which children alone the figures are, where an analyst
    asked for some. ``has_lists`` is False where no hamlet has ever sent a list:
    nobody is left then because nobody is known. ``officers`` names by hamlet id who is
    responsible, where the campaign's documents are to say so. ``all_codes`` are the
    campaign's age groups where ``age_groups`` are some of them; ``issued_by`` is the
    office that documents are of, '' where nobody says.

    Examples
    --------
    >>> about = About("Thị trấn Mẫu", date(2024, 7, 18), date(2024, 7, 31))
    >>> about.children(1472), about.unit_total, about.date(about.deadline)
    ('1.472 trẻ', 'Toàn thị trấn', '31/7/2024')
    """

    unit_name: str
    as_of: date
    deadline: date
    age_groups: AgeGroups = AgeGroups(())
    language: str = "vi"
    simulated: bool = False
    applied_counts: bool = True
    missing: tuple[tuple[str, date | None], ...] = ()
    words: dict[str, dict[str, str]] = field(default_factory=dict, hash=False)
    only: str = ""
    has_lists: bool = True
    officers: dict[str, str] = field(default_factory=dict, hash=False)
    all_codes: tuple[str, ...] = ()
    texts: DriveTexts = DEFAULT_TEXTS
    issued_by: str = ""

    def __post_init__(self) -> None:
        for key in self.words:
            if key not in NOUNS:
                near = difflib.get_close_matches(key, NOUNS, n=1, cutoff=0)[0]
                raise ValueError(f"unknown word {key!r}; the nearest is {near!r}")

    def noun(self, key: str) -> str:
        """Give a noun in the campaign's own words, else in those of its drive."""
        own = self.words.get(key, {}).get(self.language)
        return own or self.texts.noun(key, self.language, self.applied_counts)

    def text(self, key: str) -> str:
        """Give a sentence as it is before it is filled in."""
        return self.texts.sentence(key, self.language)

    def has(self, key: str) -> bool:
        """Test whether there is such a sentence in this drive."""
        return self.texts.has(key)

    def reason(self, code: str) -> str:
        """Give the short label of a reason."""
        return self.texts.reason(code, self.language)

    def say(self, key: str, **values: object) -> str:
        """Fill a sentence with the campaign's nouns and with values.

        A noun that begins with a capital is also there with a small letter, as
        ``<noun>_low``, for use inside a sentence.
        """
        words = self.text(key).format(**(self._nouns | values))
        return agree(words, self._nouns) if self.language == "en" else words

    def heading(self, key: str, **values: object) -> str:
        """Fill a sentence as :meth:`say` does, its first letter a capital.

        A noun of the campaign may stand first, and nouns are written small.

        Examples
        --------
        >>> about = About("Xã Mẫu", date(2024, 7, 18), date(2024, 7, 31))
        >>> about.heading("col_place")
        'Địa bàn'
        """
        text = self.say(key, **values)
        return text[:1].upper() + text[1:]

    def fill(self, text: str, **values: object) -> str:
        """Fill a text of a catalogue as :meth:`say` fills a sentence."""
        return text.format(**(self._nouns | values))

    @cached_property
    def _nouns(self) -> dict[str, object]:
        """Give what any text may be filled with: nouns, and the names of statuses."""
        nouns = {key: self.noun(key) for key in NOUNS}
        for key in STATUS_WORDS:
            nouns[key] = self.text(key)
        return nouns | {f"{key}_low": lower_first(noun) for key, noun in nouns.items()}

    def count(self, number: int) -> str:
        """Write a whole number in the language."""
        return format_count(number, self.language)

    def percent(self, numerator: int, denominator: int, decimals: int = 1) -> str:
        """Write a share as a percentage; words where there is nobody."""
        if denominator == 0:
            return self.say("no_persons")
        return format_percent(numerator, denominator, self.language, decimals)

    def date(self, day: date) -> str:
        """Write a date in the language."""
        return format_date(day, self.language)

    def day(self, day: date) -> str:
        """Write a date short, with its year only where that is not the date's own."""
        return format_day(day, self.language, day.year != self.as_of.year)

    def points(self, change: Fraction) -> str:
        """Write a change of a share in percentage points, signed."""
        return format_points(change, self.language)

    def rate(self, rate: float | Fraction) -> str:
        """Write a pace, children a day."""
        return format_rate(rate, self.language)

    def ratio(self, ratio: float) -> str:
        """Write a ratio with two decimals."""
        return format_ratio(ratio, self.language)

    def join(self, items: list[str], word: str = "and") -> str:
        """Join words with commas and "and", or with "or"."""
        return join_list(items, self.language, word)

    def signed(self, number: int) -> str:
        """Write a difference with its sign: ``+5``, ``−5``, ``±0``."""
        sign = "+" if number > 0 else "−" if number < 0 else "±"
        return f"{sign}{self.count(abs(number))}"

    def children(self, number: int) -> str:
        """Write a number of children, with their noun."""
        return (
            f"{self.count(number)} {self.noun('child' if number == 1 else 'children')}"
        )

    def left(self, number: int) -> str:
        """Write how many are left: at least so many, where a hamlet is not counted."""
        words = self.children(number)
        lacking = number and self.never_sent
        return self.say("at_least", children_count=words) if lacking else words

    def lacking(self, title: str) -> str:
        """Say after a title how many hamlets its figures lack, which sent no list ever.

        Examples
        --------
        >>> never = (("Bản Một", None),)
        >>> about = About(
        ...     "Xã Mẫu", date(2024, 7, 18), date(2024, 7, 31), missing=never
        ... )
        >>> about.lacking(f"{about.left(1376)} chưa làm căn cước")
        'Ít nhất 1.376 trẻ chưa làm căn cước (thiếu 1 địa bàn)'
        """
        if not self.never_sent:
            return title
        title = title[:1].upper() + title[1:]
        places = self.places(self.never_sent)
        return self.say("title_lacking", title=title, places_count=places)

    @property
    def never_sent(self) -> int:
        """How many hamlets never sent a list."""
        return sum(day is None for _, day in self.missing)

    def places(self, number: int) -> str:
        """Write a number of hamlets, with their noun."""
        noun = self.noun("place" if number == 1 else "places")
        return f"{self.count(number)} {noun}"

    def with_officer(self, hamlet_id: str, name: str) -> str:
        """Name a hamlet with its officer, where the campaign's documents say who it is.

        Examples
        --------
        >>> day = date(2024, 7, 18)
        >>> about = About("Xã Mẫu", day, day, officers={"H1": "Bà Mẫu"})
        >>> about.with_officer("H1", "Thôn 1"), about.with_officer("H2", "Thôn 2")
        ('Thôn 1, Bà Mẫu', 'Thôn 2')
        """
        officer = self.officers.get(hamlet_id)
        return (
            self.say("place_officer", name=name, officer=officer) if officer else name
        )

    def group(self, code: str) -> str:
        """Give the name of an age group, ``unknown`` included."""
        if code == UNKNOWN:
            return self.say("age_unknown")
        return self.age_groups.label(code, self.language)

    @property
    def ages(self) -> str:
        """All ages of the campaign in words: under 14, or 6 to under 14."""
        if not len(self.age_groups):
            return ""
        youngest = min(group.from_years for group in self.age_groups)
        below = max(group.below_years for group in self.age_groups)
        if youngest == 0:
            return self.say("ages_below", below=below)
        return self.say("ages_between", youngest=youngest, below=below)

    @property
    def unit_total(self) -> str:
        """Name of the row that adds up all hamlets, by the unit's kind."""
        name = self.unit_name.casefold() + " "
        kinds = [kind for kind in _UNIT_TYPES if name.startswith(kind + " ")]
        return self.say("total_of_kind" if kinds else "total", kind="".join(kinds))

    @property
    def place_name(self) -> str:
        """The unit's name without its kind, as a letter is dated from it."""
        name = OFFICE.sub("", self.unit_name.strip())
        kind = re.match(rf"({_KINDS}) ", name, re.IGNORECASE)
        return name[kind.end() :].strip() if kind else name

    @property
    def deadline_words(self) -> str:
        """Say when the deadline is, or that it has passed."""
        key = "deadline_passed" if self.as_of > self.deadline else "deadline_ahead"
        return self.say(key, deadline=self.date(self.deadline))

    def source(self, hamlets: int | None = None) -> str:
        """Say where the figures come from and up to which day they run."""
        if hamlets is None:
            number, places = "", self.say("places_together")
        else:
            number, places = self.count(hamlets), self.places(hamlets)
        words = " ".join(self.noun("source").format(n=number, places=places).split())
        line = self.say("source_line", words=words, as_of=self.date(self.as_of))
        only = self.say("source_only", only=self.only) if self.only else ""
        return f"{line} {only}".rstrip()

    def titled(self, title: str) -> str:
        """Put before a title of which children alone it speaks, in a few words.

        Else two charts of one page would say one thing by two numbers.

        Examples
        --------
        >>> about = About("Xã Mẫu", date(2024, 7, 18), date(2024, 7, 31), only="Nữ")
        >>> about.titled("còn 695 trẻ chưa làm căn cước")
        'Chỉ tính nữ: còn 695 trẻ chưa làm căn cước'
        """
        if not self.only:
            return title
        few = len(self.only) <= _SHORT
        only = lower_first(self.only)
        return self.say("title_only" if few else "title_some", only=only, title=title)

    def carried_since(self) -> dict[str, date]:
        """Give, by name, the hamlets whose figures are of an earlier day."""
        return {name: day for name, day in self.missing if day is not None}
