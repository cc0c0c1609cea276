"""Tables of invented hamlets for the tests of charts; every number is computed."""

from dataclasses import replace
from datetime import date

import pandas as pd

from dophu.ages import AgeGroup, AgeGroups
from dophu.campaign.map_shapes import Outline
from dophu.catalogue.about import About

YOUNG = AgeGroup("under_6", 0, 6, {"vi": "Dưới 6 tuổi", "en": "Under 6"})
OLD = AgeGroup(
    "6_to_13", 6, 14, {"vi": "Từ đủ 6 đến dưới 14 tuổi", "en": "6 to under 14"}
)
ABOUT = About(
    "Thị trấn Mẫu",
    date(2024, 7, 18),
    date(2024, 7, 31),
    AgeGroups((YOUNG, OLD)),
    simulated=True,
)
LONG = "Khu tái định cư Đồng Ẳng Thử Nghiệm"
KINDS = ("Tổ dân phố Mẫu", "Thôn Mẫu", "Bản Thử Nghiệm")


def equal_groups(number):
    """Give an About with so many age groups of equal width below 15 years."""
    width = 15 // number
    groups = [
        AgeGroup(
            f"group_{n}",
            n * width,
            (n + 1) * width,
            {
                "vi": f"Từ đủ {n * width} đến dưới {(n + 1) * width} tuổi",
                "en": f"{n * width} to under {(n + 1) * width}",
            },
        )
        for n in range(number)
    ]
    return replace(ABOUT, age_groups=AgeGroups(tuple(groups)))


def make_gaps(counts, about=ABOUT):
    """Make a table of gaps from {hamlet: {group: (persons, enrolled)} or None}."""
    rows = []
    for number, (hamlet, groups) in enumerate(counts.items(), start=1):
        for code in (*about.age_groups.codes, "unknown"):
            persons = enrolled = gap = share = pd.NA
            if groups is not None:
                persons, enrolled = groups.get(code, (0, 0))
                gap = persons - enrolled
                share = enrolled / persons if persons else pd.NA
            figures = (persons, enrolled, gap, share, 0, enrolled)
            rows.append((f"H{number:02}", hamlet, code, *figures))
    columns = [
        "hamlet_id", "hamlet", "age_group", "persons", "enrolled", "gap", "coverage",
        "applied", "issued",
    ]  # fmt: skip
    whole = dict.fromkeys(["persons", "enrolled", "gap", "applied", "issued"], "Int64")
    return pd.DataFrame(rows, columns=columns).astype({**whole, "coverage": "Float64"})


def spread(hamlets, about=ABOUT, times=1):
    """Make counts for so many hamlets of all sizes and coverages."""
    counts = {}
    for number in range(hamlets):
        name = f"{KINDS[number % 3]} {number + 1}"
        if number % 16 == 5:
            name = LONG if number < 16 else f"{LONG} {number}"
        groups = {}
        for place, code in enumerate(about.age_groups.codes, start=1):
            persons = times * place * (20 + (37 * number + 23 * place) % 50)
            enrolled = persons * (10 + (29 * number + 83 * place) % 75) // 100
            groups[code] = (persons, enrolled)
        counts[name] = groups
    return counts


DATES = (date(2024, 6, 30), date(2024, 7, 4), date(2024, 7, 11), date(2024, 7, 18))


def make_history(counts, about=ABOUT, dates=DATES, lacking=()):
    """Make gaps by date that end at counts; fewer children have a card before.

    The hamlets of ``lacking``, by place, have no figures on the first date.
    """
    tables = []
    for number, day in enumerate(dates):
        then = {}
        for place, (hamlet, groups) in enumerate(counts.items()):
            if groups is not None:
                # Not the same share of the way everywhere: some hamlets stand still.
                done = len(dates) - 1 - number
                speed = (0, 5, 20, 31)[place % 4] if done else 0
                groups = {
                    code: (persons, enrolled * (100 - min(100, speed * done)) // 100)
                    for code, (persons, enrolled) in groups.items()
                }
            if number == 0 and place in lacking and len(dates) > 1:
                groups = None
            then[hamlet] = groups
        tables.append(make_gaps(then, about).assign(as_of=day))
    return pd.concat(tables, ignore_index=True)


def make_pace(
    gap,
    days=13,
    required=-1.0,
    achieved=61.5,
    ends=(527, 671, 818),
    state="behind",
):
    """Make the table of pace of a unit; by default what is needed is computed."""
    if required == -1.0:
        required = gap / days if days > 0 else pd.NA
    row = ("all", "", "all", gap, days, required, achieved, *ends, state)
    columns = [
        "hamlet_id", "hamlet", "age_group", "gap", "days_left", "required_per_day",
        "achieved_per_day", "left_at_deadline_low", "left_at_deadline",
        "left_at_deadline_high", "state",
    ]  # fmt: skip
    whole = ["gap", "days_left", *columns[7:10]]
    types = dict.fromkeys(whole, "Int64") | dict.fromkeys(columns[5:7], "Float64")
    return pd.DataFrame([row], columns=columns).astype(types)


LEDGER = (
    "opening", "new", "moved_in", "aged_in", "enrolled", "moved_out", "died",
    "aged_out", "corrected", "closing", "to_verify",
)  # fmt: skip


def make_changes(*cells):
    """Make a ledger from {column: children} a hamlet, None: never sent."""
    rows = []
    for number, cell in enumerate(cells, start=1):
        counts = [pd.NA] * len(LEDGER) if cell is None else []
        if cell is not None:
            flows = {**dict.fromkeys(LEDGER, 0), **cell}
            into = sum(flows[c] for c in ("opening", "new", "moved_in", "aged_in"))
            out = sum(flows[c] for c in ("enrolled", "moved_out", "died", "aged_out"))
            flows["closing"] = into - out + flows["corrected"]
            counts = list(flows.values())
        rows.append((f"H{number:02}", f"Thôn Mẫu {number}", "under_6", *counts))
    table = pd.DataFrame(rows, columns=["hamlet_id", "hamlet", "age_group", *LEDGER])
    return table.astype(dict.fromkeys(LEDGER, "Int64"))


def pace_of(history, about=ABOUT, **how):
    """Make a table of pace that goes with a history, if anybody is left."""
    now = history[history["as_of"] == about.as_of]
    if now["gap"].isna().all():
        return None
    gap = int(now["gap"].sum())
    return make_pace(gap, ends=(gap * 3 // 10, gap * 9 // 20, gap * 3 // 5), **how)


def make_reasons(counts):
    """Make a table of reasons from {reason: children}, spread over two hamlets."""
    rows = []
    for code, children in counts.items():
        first = children // 3
        for hamlet, number in (("H01", first), ("H02", children - first)):
            reach = "now" if code == "NHAN_THUC" else "later"
            rows.append(
                (hamlet, f"Thôn Mẫu {hamlet[-1]}", "6_to_13", code, number, reach)
            )
    columns = ["hamlet_id", "hamlet", "age_group", "reason", "children", "reachable"]
    return pd.DataFrame(rows, columns=columns).astype({"children": "Int64"})


def make_reach(gaps, shares=(("NHAN_THUC", "now", 3), ("VE_QUE_HE", "later", 2))):
    """Make the reasons of a table of gaps: of each cell a share a reason, rest unclear.

    A share is one in so many of the cell's children.
    """
    rows = []
    for row in gaps[gaps["gap"].notna()].itertuples():
        rest = int(row.gap)
        for code, when, part in shares:
            children = int(row.gap) // part
            rest -= children
            rows.append(
                (row.hamlet_id, row.hamlet, row.age_group, code, children, when)
            )
        rows.append(
            (row.hamlet_id, row.hamlet, row.age_group, "CHUA_RO", rest, "unknown")
        )
    columns = ["hamlet_id", "hamlet", "age_group", "reason", "children", "reachable"]
    return pd.DataFrame(rows, columns=columns).astype({"children": "Int64"})


def square(x, y, side=1.0):
    """Make the outline of a hamlet that is a square."""
    corners = ((x, y), (x + side, y), (x + side, y + side), (x, y + side), (x, y))
    return Outline((corners,))


def placed(gaps, lacking=()):
    """Put the hamlets of a table on tiles, seven a row, but those lacking."""
    ids = [i for i in dict.fromkeys(gaps["hamlet_id"]) if i not in lacking]
    return {hamlet: square(n % 7, n // 7) for n, hamlet in enumerate(ids)}
