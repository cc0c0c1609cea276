"""Children in every column, some wrongly: they are in lists/ and nowhere else."""

from __future__ import annotations

import re

from dophu import cli
from dophu.runs.traces import Sought, find_in
from tests.campaigns import HEADING
from tests.runs.offices import write_notebook

MORE = tuple(
    f"{n},Lò Văn Thứ {n},0{n % 9 + 1}/03/{2017 + n % 2 * 4},99921700{n:04},"
    f"{('Tổ dân phố Mẫu 1', 'Thôn Ví Dụ 2')[n // 2 % 2]},"
    f"{('chưa', 'đã cấp', 'chưa')[n % 3]},,"
    for n in range(8, 208)
)
"""So many others that a public edition may be made."""

NAMES = [f"Vàng Thị Canary{chr(ord('a') + n)}" for n in range(7)]
FILE = "Hoàng Văn Tệptên"
"""How the list itself is called: an internal edition has to say which file it means."""
NUMBERS = [f"99931{n}765432" for n in range(7)]
BIRTHS = [f"1{n}/09/2015" for n in range(7)]
PHONES = [f"0987 65{n} 321" for n in range(7)]

ROWS = (
    f"1,{NAMES[0]},{BIRTHS[0]},{NUMBERS[0]},Tổ dân phố Mẫu 1,chưa,{NAMES[0]} ốm,"
    f"{PHONES[0]}",
    f"2,{NAMES[1]},{NAMES[1]},{NUMBERS[1]},Tổ dân phố Mẫu 1,chưa,,{PHONES[1]}",
    f"3,{NAMES[2]},{BIRTHS[2]},{NUMBERS[2]}99,Tổ dân phố Mẫu 1,{NAMES[2]},,{PHONES[2]}",
    f"4,{NAMES[3]},{BIRTHS[3]},{NAMES[3]},{NAMES[3]},chưa,,{PHONES[3]}",
    f"5,{NUMBERS[4]},{BIRTHS[4]},{NUMBERS[4]},Thôn Ví Dụ 2,đã cấp,,{PHONES[4]}",
    f"6,{NAMES[5]},31/02/2015,{NUMBERS[5]},Thôn Ví Dụ 2,,{BIRTHS[5]},{PHONES[5]}",
    f"7,{NAMES[6]},{BIRTHS[6]},{NUMBERS[6]},Thôn Ví Dụ 2,chưa,{NUMBERS[6]},{PHONES[6]}",
)


def test_no_child_leaves_its_place_whatever_is_wrong_with_its_row(office, capfd):
    path = office.roster("2024-07-18", *ROWS)
    rows = (*ROWS, *MORE)
    heading = HEADING.replace("\n", ",Điện thoại của bố\n")
    path = path.rename(path.with_name(f"{FILE}.csv"))
    path.write_text(heading + "\n".join(rows) + "\n", encoding="utf-8")
    home = office.campaign.parent
    own = office.campaign / "notebooks" / "50_own.ipynb"
    write_notebook(own, f"import pandas\npandas.to_numeric(pandas.Series({NAMES}))")
    assert cli.main(["check", str(office.campaign)]) == 2
    assert cli.main(office.command()) == 2
    edition = office.unit / "2024-07-18"
    assert cli.main(["publish", str(edition), "--hamlets"]) in (0, 2)
    assert [*(office.reports / "cong_khai").rglob("*.html")]
    up = ("--reports", str(office.reports), "--out", str(home / "gửi lên"))
    assert cli.main(["rollup", str(office.campaign), *up]) in (0, 2)
    assert cli.main(["verify", str(edition)]) == 0
    reported = capfd.readouterr()
    screen = home / "screen.txt"
    screen.write_text(reported.out + reported.err, encoding="utf-8")
    sought = Sought(NAMES, [*NUMBERS, *PHONES])
    assert (sought.names, sought.numbers) == (7, 14)
    sent = office.campaign / "rosters", office.campaign / "notebooks"
    apart = (edition / "lists", office.campaign / "snapshots", *sent)
    searched, found, inside = 0, [], []
    for file in (p for p in home.rglob("*") if p.is_file() and p.name != ".lock"):
        private = any(folder in file.parents for folder in apart)
        days = re.search("|".join(BIRTHS).encode(), file.read_bytes())
        if find_in(file, sought) or (days and not private):
            (inside if private else found).append(file.relative_to(home).as_posix())
        searched += not private
    assert searched > 20 and len(inside) > 3
    assert found == []
    # What goes out names no file, whoever it is called after.
    out = [p for p in home.rglob("*") if {"cong_khai", "gửi lên"} & {*p.parts}]
    named = [p.name for p in out if p.is_file() and find_in(p, Sought([FILE], []))]
    assert len(out) > 4 and named == []
