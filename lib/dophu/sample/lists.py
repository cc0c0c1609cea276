"""Which lists a date has: who sends which layout, and which children are on it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from random import Random

from dophu.sample.pages import (
    MARK,
    Line,
    ListFile,
    Page,
    foot_lines,
    heading_lines,
    number_lines,
    title_lines,
)
from dophu.sample.spec import AGE_GROUPS, SampleSpec
from dophu.sample.world import Child, World


def lists_of(world: World, day: date, names: list[str]) -> list[ListFile]:
    """Make all the lists of a date, faultless."""
    rng = Random(f"{world.spec.seed}-{day}")
    silent = world.silent.get(day, frozenset())
    files = []
    for kind, hamlets in _dealt(world.spec).items():
        sending = [h for h in hamlets if h not in silent]
        if sending:
            files.append(_MAKERS[kind](world, day, sending, names, rng))
    if any(child.status(day) != "not_yet" for child in world.children):
        files.append(_office_list(world, day, names, rng))
    return files


def _dealt(spec: SampleSpec) -> dict[str, list[int]]:
    size, more = divmod(spec.hamlets, len(spec.formats))
    dealt, first = {}, 0
    for number, kind in enumerate(spec.formats):
        # What does not divide evenly goes to the first kinds.
        count = size + (number < more)
        dealt[kind] = list(range(first, first + count))
        first += count
    return dealt


def _children_lines(world: World, day: date, hamlet: int, rng: Random) -> list[Line]:
    before = max((d for d in world.sent_dates(hamlet) if d < day), default=None)
    children = [c for c in world.of_hamlet(hamlet) if c.on_list(day, before)]
    shown = day - timedelta(days=world.lag_days[hamlet])
    words = world.spec.wording.words
    return [_child_line(child, day, shown, rng, words) for child in children]


def _child_line(
    child: Child, day: date, shown: date, rng: Random, words: Mapping[str, str]
) -> Line:
    status = child.status(shown)
    vague = child.vague_until is not None and day < child.vague_until
    year = child.birth_date.year
    known = (
        (date(year, 1, 1), date(year, 12, 31))
        if vague
        else (child.birth_date, child.birth_date)
    )
    outcome = "person"
    if child.has_left(day):
        outcome = "left"
    elif AGE_GROUPS.group_of(*known, day) is None:
        outcome = "out_of_scope"
    reason = "" if status != "not_yet" else child.reason
    reason = child.left_as if child.has_left(day) else reason
    male = child.sex == "male"
    values = {
        "name": child.name,
        "birth_date": str(year) if vague else child.birth_date,
        "sex": "Nam" if male else "Nữ",
        "male": "x" if male else None,
        "female": None if male else "x",
        "personal_number": child.personal_number or None,
        "mother": child.mother,
        "status": words[status],
        "done": "x" if status != "not_yet" else None,
        "not_done": "x" if status == "not_yet" else None,
        "reason": reason or None,
        # Most offices type the day as text; some cells are Excel's own dates.
        "_typed": rng.random() < 0.7,
    }
    return Line(outcome, "child", values=values, child=child, known=known)


def _letterhead(
    world: World, day: date, hamlets: list[int], names: list[str], rng: Random
) -> ListFile:
    wording = world.spec.wording
    columns, what = wording.columns["letterhead"], wording.titles["letterhead"]
    width = len(columns)
    lines = title_lines(
        f"UBND {world.spec.unit_name.upper()}", what, day, width
    ) + heading_lines(columns)
    lines.append(Line(style="number", cells=[f"({i + 1})" for i in range(width)]))
    body: list[Line] = []
    total = 0
    for hamlet in hamlets:
        children = _children_lines(world, day, hamlet, rng)
        for line in children:
            line.values["hamlet"] = names[hamlet]
        total += len(children)
        sum_line = Line(
            style="total", cells=[None, f"Cộng {names[hamlet]}", len(children)]
        )
        body += [*children, sum_line]
    lines += number_lines(body)
    lines.append(Line(style="total", cells=[None, "Tổng cộng", total]))
    page = Page(
        "Danh sách", columns, lines + foot_lines(day, width), frozenset(hamlets)
    )
    return ListFile(f"rosters/{day}/danh_sach_thi_tran.xlsx", [page])


def _sheets(
    world: World, day: date, hamlets: list[int], names: list[str], rng: Random
) -> ListFile:
    summary = [
        Line(style="title", cells=["TỔNG HỢP"]),
        Line(style="mark", cells=[MARK]),
        Line(style="heading", cells=["TT", "Thôn, bản", "Số trẻ"]),
    ]
    layout = world.spec.wording.columns["sheets"]
    pages = []
    for number, hamlet in enumerate(hamlets, start=1):
        children = _children_lines(world, day, hamlet, rng)
        title = [Line(style="title", cells=[f"Danh sách trẻ em {names[hamlet]}"]),
                 Line(style="mark", cells=[MARK])]  # fmt: skip
        lines = [*title, *heading_lines(layout), *number_lines(children)]
        pages.append(Page(names[hamlet], layout, lines, frozenset({hamlet})))
        summary.append(Line(cells=[number, names[hamlet], len(children)]))
    total = sum(line.cells[2] for line in summary[3:])
    summary.append(Line(style="total", cells=[None, "Tổng cộng", total]))
    columns = (("", "TT", ""), ("", "Thôn, bản", ""), ("", "Số trẻ", ""))
    pages.append(Page("TH", columns, summary))
    return ListFile(f"rosters/{day}/cac_thon_ban.xlsx", pages)


def short_spelling(name: str) -> str:
    """Spell a hamlet as a school would: abbreviated, another numeral.

    Examples
    --------
    >>> short_spelling("Tổ dân phố Mẫu 2"), short_spelling("Bản Minh Họa 3")
    ('TDP Mẫu II', 'Minh Họa 03')
    """
    kind, _, numeral = name.rpartition(" ")
    if not numeral.isdecimal():
        return name
    # Roman numerals are read up to twelve: see ``place_keys.ROMAN``.
    if kind.startswith("Tổ dân phố ") and int(numeral) <= 12:
        roman = "I II III IV V VI VII VIII IX X XI XII".split()  # noqa: SIM905
        return f"{kind.replace('Tổ dân phố', 'TDP')} {roman[int(numeral) - 1]}"
    return f"{kind.split(' ', 1)[-1]} {int(numeral):02d}"


def _csv(
    world: World, day: date, hamlets: list[int], names: list[str], rng: Random
) -> ListFile:
    body: list[Line] = []
    for hamlet in hamlets:
        children = _children_lines(world, day, hamlet, rng)
        for line in children:
            line.values["hamlet"] = short_spelling(names[hamlet])
        body += children
    columns = world.spec.wording.columns["csv"]
    lines = [Line(cells=[MARK]), *heading_lines(columns), *number_lines(body)]
    page = Page("", columns, lines, frozenset(hamlets))
    return ListFile(f"rosters/{day}/dia_ban_con_lai.csv", [page])


def has_office_number(child: Child) -> bool:
    """Test whether the list of those enrolled has the child's number; 4 % come without.

    Whose birth the hamlet knows by the year alone could not be found without.
    """
    named = child.number % 25 > 0 or child.vague_until is not None
    return bool(child.personal_number) and named


def _office_list(world: World, day: date, names: list[str], rng: Random) -> ListFile:
    wording = world.spec.wording
    columns, office = wording.columns["enrolment"], wording.office
    width = len(columns)
    enrolled = [c for c in world.children if c.status(day) != "not_yet"]
    enrolled.sort(key=lambda c: (c.applied, c.number))
    lines = []
    for child in enrolled:
        issued = child.issued if child.issued <= day else None
        values = {
            "name": child.name,
            "birth_date": child.birth_date,
            "sex": "Nam" if child.sex == "male" else "Nữ",
            "personal_number": (
                child.personal_number if has_office_number(child) else None
            ),
            "hamlet": names[child.hamlet],
            "applied_date": child.applied,
            "issued_date": issued,
            "_typed": rng.random() < 0.5,
        }
        known = (child.birth_date, child.birth_date)
        lines.append(Line("merged", "child", values=values, child=child, known=known))
    page = Page(office["sheet"], columns, [
        *title_lines(office["name"], wording.titles["enrolment"], day, width),
        *heading_lines(columns), *number_lines(lines), *foot_lines(day, width),
    ])  # fmt: skip
    return ListFile(f"enrolments/{day}/{office['file']}", [page], "enrolment")


_MAKERS: dict[str, Callable[..., ListFile]] = {
    "letterhead": _letterhead,
    "sheets": _sheets,
    "csv": _csv,
}
