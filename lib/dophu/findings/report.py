"""The sentences of a report, each number taken from a cell of a table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from string import Formatter

from dophu.catalogue.about import About
from dophu.catalogue.columns import NO_REASON
from dophu.catalogue.indicators import indicators
from dophu.catalogue.numbers import lower_first
from dophu.findings.pace import find_pace_in, word_pace
from dophu.findings.places import share_held
from dophu.tables.figures import ALL, Figure, Figures
from dophu.tables.ranking import SMALL, concentration

NAMED = 3
"""Hamlets or reasons that a sentence names."""


def name_rest(all_of_them: int, about: About, key: str = "rest_row") -> list[str]:
    """Say how many follow those that a sentence names; nothing where none does."""
    rest = all_of_them - NAMED
    return [about.say(key, n=about.count(rest))] if rest > 0 else []


@dataclass(frozen=True)
class Sentence:
    """A sentence and the figures whose numbers it gives."""

    text: str
    figures: tuple[Figure, ...] = ()


class Sentences:
    """The sentences about the figures of one edition.

    Examples
    --------
    >>> from datetime import date
    >>> from dophu.catalogue.about import About
    >>> about = About("Xã Mẫu", date(2024, 7, 18), date(2024, 7, 31))
    >>> row = {"hamlet_id": "H1", "hamlet": "Tổ 1", "age_group": "unknown"}
    >>> counts = {"persons": "9", "enrolled": "4", "gap": "5"}
    >>> stated = Sentences(Figures({"gaps": [{**row, **counts}]}, about))
    >>> [figure.text for figure in stated.overall().figures]
    ['4', '9', '44,4%', '5']
    """

    def __init__(self, figures: Figures) -> None:
        self.figures, self.about = figures, figures.about

    def say(
        self, key: str, group: str = ALL, hamlet: str = ALL, **values: object
    ) -> Sentence:
        """Fill a sentence: a slot named as an indicator takes its figure's text.

        A value that is a figure or a sentence brings its figures along.
        """
        used: list[Figure] = []
        filled: dict[str, object] = {}
        for _, slot, _, _ in Formatter().parse(self.about.text(key)):
            if slot in values:
                value = values[slot]
            elif slot in indicators():
                value = self.figures.get(slot, group, hamlet)
            else:
                continue
            if isinstance(value, Sentence):
                used += value.figures
            elif isinstance(value, Figure):
                used.append(value)
            filled[slot] = value.text if hasattr(value, "text") else value
        words = self.about.heading(key, **filled)
        return Sentence(words, tuple(used))

    def of_indicator(self, key: str) -> Sentence:
        """Say an indicator of all children in its own sentence."""
        words = indicators()[key].words["sentence"][self.about.language]
        slots = [slot for _, slot, _, _ in Formatter().parse(words)]
        used = {slot: self.figures.get(slot) for slot in slots if slot in indicators()}
        texts = {slot: figure.text for slot, figure in used.items()}
        text = indicators()[key].sentence(self.about, **texts)
        return Sentence(text[:1].upper() + text[1:], tuple(used.values()))

    def join(self, items: Iterable[Sentence]) -> Sentence:
        """Join parts of a sentence with commas, or semicolons where they have any."""
        items = list(items)
        figures = tuple(figure for item in items for figure in item.figures)
        texts = [item.text for item in items]
        if any(", " in text for text in texts):
            return Sentence("; ".join(texts), figures)
        return Sentence(self.about.join(texts), figures)

    def overall(self) -> Sentence:
        """Say how many have a card, of how many, and how many are left."""
        total, about = self.figures.get("persons"), self.about
        key = "overall" if self.figures.number("gap") else "overall_done"
        if key == "overall" and about.never_sent:
            key = "overall_lacking"
        nobody = "overall_nobody" if self.figures.sent else "overall_no_list"
        key = key if total.value else nobody
        # "All of them" is no word for one child.
        key += "_one" if key == "overall_done" and total.value == 1 else ""
        unit, date_ = lower_first(about.unit_total), about.date(about.as_of)
        given = self.given()
        lacking = about.places(about.never_sent)
        words = {"unit_low": unit, "of_them": given, "places_count": lacking}
        return self.say(key, as_of=date_, **words)

    def given(self) -> Sentence:
        """Say how many of those who count have the result; nothing where all or none.

        It stands behind what it is of, after a comma.
        """
        known = 0 < self.figures.number("issued") < self.figures.number("enrolled")
        if not (known and self.about.applied_counts):
            return Sentence("")
        stated = self.say("of_them_given")
        return Sentence(f", {lower_first(stated.text)}", stated.figures)

    def by_group(self) -> list[Sentence]:
        """Say the same of every age group; nothing where there is one only."""
        groups = self.figures.groups
        if len(groups) < 2 or not self.figures.number("persons"):
            return []
        items = []
        for code in groups:
            some = self.figures.number("persons", code)
            key = "by_group_item" if some else "by_group_nobody"
            name = lower_first(self.about.group(code))
            item = self.say(key, group=code, group_low=name)
            items.append(Sentence(lower_first(item.text), item.figures))
        figures = tuple(figure for item in items for figure in item.figures)
        text = "; ".join(item.text for item in items)
        return [self.say("by_group", items=Sentence(text, figures))]

    def pace(self) -> list[Sentence]:
        """Say what is needed a day until the deadline, or that it has passed."""
        pace, about = find_pace_in(self.figures.tables, self.about), self.about
        stated = word_pace(pace, about, "report")
        if not pace.is_ahead or not stated:
            return [Sentence(stated)] if stated else []
        # With one day to go the sentence names the gap, not a rate.
        rates = ("days_left", "required_per_day")[: 1 if pace.held else 2]
        keys = rates if pace.days > 1 else ("gap",)
        needed = Sentence(stated, tuple(map(self.figures.get, keys)))
        late = ("achieved_per_day", "left_middle")
        known = [key for key in late if self.figures.get(key).value is not None]
        of_late = list(map(self.of_indicator, known))
        # The first is the pace achieved, if it is known.
        if "no_progress" in pace.names:  # "0 a day" would read as a rate
            of_late[0] = Sentence(about.heading("pace_none_recent"))
        elif pace.held and pace.achieved is not None:
            of_late[0] = Sentence(word_pace(pace, about, "achieved"))
        return [needed, *of_late]

    def places(self) -> list[Sentence]:
        """Say where most children are left, where the share is lowest, who is done."""
        figures = self.figures
        ranked, gaps = self._ranked()
        if not ranked:
            return []
        stated = [self._most(ranked, gaps)]
        worst = self._lowest(ranked)
        if worst:
            name = figures.hamlets[worst]
            stated.append(self.say("lowest", hamlet=worst, name=name))
        done = gaps.count(0)
        if done:
            number, of = self.about.count(done), self.about.count(len(gaps))
            stated.append(self.say("places_done", n=number, of=of))
        return stated

    def few_places(self) -> Sentence | None:
        """Say how few hamlets hold half of the children left, as a title: no names."""
        ranked, gaps = self._ranked()
        if not ranked:
            return None
        kind = "_even" if concentration(gaps).is_even else ""
        kind = "_only" if sum(map(bool, gaps)) == 1 else kind
        return self.say(f"slide_places{kind}", **self._few(gaps))

    def _ranked(self) -> tuple[list[str], list[int]]:
        """Give the hamlets by children left; none where there is nothing to compare."""
        ranked = self.figures.ranked()
        gaps = [self.figures.number("gap", hamlet=hamlet) for hamlet in ranked]
        return (ranked, gaps) if len(ranked) > 1 and any(gaps) else ([], [])

    def _few(self, gaps: list[int]) -> dict[str, str]:
        most = concentration(gaps)
        return {
            "n": self.about.count(most.hamlets),
            "of": self.about.count(most.of),
            "places_count": self.about.places(most.of),
            "share": share_held(most, self.about),
        }

    def _most(self, ranked: list[str], gaps: list[int]) -> Sentence:
        hamlet = ranked[0]
        words = {"hamlet": hamlet, "name": self.figures.hamlets[hamlet]}
        if sum(map(bool, gaps)) == 1:
            return self.say("places_only", **words)
        few = self._few(gaps)
        if concentration(gaps).is_even:
            return self.say("places_even", **words, **few)
        if concentration(gaps).hamlets == 1:
            return self.say("places_one", **words, **few)
        named = [
            self.say("most_in_item", hamlet=hamlet, name=self.figures.hamlets[hamlet])
            for hamlet in ranked[: min(concentration(gaps).hamlets, NAMED)]
        ]
        return self.say("most_in", items=self.join(named), **few)

    def _lowest(self, ranked: list[str]) -> str:
        shares = {}
        for hamlet in ranked:
            persons = self.figures.number("persons", hamlet=hamlet)
            if persons >= SMALL:
                enrolled = self.figures.number("enrolled", hamlet=hamlet)
                shares[hamlet] = Fraction(enrolled, persons)
        least = min(shares.values(), default=None)
        lowest = [hamlet for hamlet, share in shares.items() if share == least]
        # Where several are equally low, none is named alone.
        return lowest[0] if len(lowest) == 1 and len(shares) > 1 else ""

    def missing(self) -> list[Sentence]:
        """Name the hamlets without a list of this date, and what stands for them."""
        about, stated = self.about, []
        carried = [
            self.say("places_carried_item", name=name, date=about.date(last))
            for name, last in about.missing
            if isinstance(last, date)
        ]
        never = [Sentence(name) for name, last in about.missing if last is None]
        for key, items in (("places_carried", carried), ("places_never", never)):
            if items:
                stated.append(self.say(key, items=self.join(items)))
        return stated

    def reasons(self) -> list[Sentence]:
        """Name the most frequent reasons, and of how many children none is known."""
        found, about = self.figures.reasons, self.about
        total = sum(int(reason.value or 0) for reason in found)
        if not total:
            known = self.figures.number("persons")
            return [self.say("reasons_nobody_left" if known else "reasons_nobody")]

        def share(reason: Figure) -> str:
            return about.percent(int(reason.value or 0), total)

        known = [reason for reason in found if reason.group != NO_REASON][:NAMED]
        items = []
        for reason in known:
            label = lower_first(about.reason(reason.group))
            stated = self.say(
                "reasons_item", label_low=label, count=reason, share=share(reason)
            )
            items.append(Sentence(lower_first(stated.text), stated.figures))
        if len(found) == 1 and items:
            label = lower_first(about.reason(known[0].group))
            key = "reasons_same" if total > 1 else "reasons_single"
            return [self.say(key, count=known[0], label_low=label)]
        key = "reasons_most" if len(items) > 1 else "reasons_known"
        stated = [self.say(key, items=self.join(items))] if items else []
        for reason in found:
            if reason.group == NO_REASON:
                whole = "_all_of" if total > 1 else "_one"
                key = f"reasons_unclear{whole if len(found) == 1 else ''}"
                stated.append(self.say(key, count=reason, share=share(reason)))
        return stated

    def ledger(self) -> list[Sentence]:
        """Say how many got a card since the last date; on the first date nothing.

        Then, where it is a tenth of that or more, how many more are left because the
        lists now say otherwise: a "done" that was taken back is no new child.
        """
        rows = self.figures.tables.get("changes", [])
        added, corrected = map(self.figures.number, ("enrolled_now", "corrected"))
        taken_back = corrected > 0 and 10 * corrected >= added
        opened = any(row["opening"] not in ("", "0") for row in rows)
        if not opened and not taken_back:
            return []
        stated = [self.say("flow_sentence" if added else "flow_sentence_none")]
        return [*stated, *([self.say("flow_sentence_corrected")] if taken_back else [])]

    def source(self, statuses: tuple[str, ...], edition: str) -> list[Sentence]:
        """Say what was received, what counts, and where every step stands."""
        about, stated = self.about, []
        for key in ("received", "to_verify"):
            figure = self.figures.get(key)
            if figure.value or key == "received":
                stated.append(self.of_indicator(key))
        counted = [about.say(f"status_{s}").lower() for s in statuses]
        stated.append(self.say("source_rule", statuses=about.join(counted, "or")))
        return [*stated, self.say("source_pages", edition=edition)]
