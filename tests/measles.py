"""A small campaign of measles vaccination; every child in it is invented."""

from __future__ import annotations

from pathlib import Path

HAMLETS = """hamlet_id,name,aliases,officer,valid_from,valid_to
H1,Tổ dân phố Mẫu 1,,,,
H2,Thôn Ví Dụ 2,,,,
H3,Bản Minh Họa 3,,,,
"""
HEADING = (
    "STT,Họ và tên,Ngày sinh,Số định danh,Thôn,Kết quả tiêm,Ngày tiêm,Lý do chưa tiêm\n"
)
FAMILY, MIDDLE, GIVEN = "Lò Vàng Quàng Giàng".split(), "Văn Thị".split(), "ABCDEFGHIJ"
STATES = ("đã tiêm", "đã tiêm mũi 1", "hoãn tiêm", "chưa tiêm", "chưa tiêm", "tuỳ")
REASONS = ("", "sốt", "về quê", "gia đình không đồng ý", "chưa rõ lắm", "bố mẹ đi vắng")


def campaign_toml(language: str, counts: str, deadline: str) -> str:
    """Write a campaign of the drive, with sessions and two age groups."""
    return f"""
[campaign]
name = "Tiêm vắc xin sởi cho trẻ em"
unit = "99999"
unit_name = "Xã Mẫu"
drive = "measles"
start = 2024-07-01
deadline = {deadline}
language = "{language}"
counts_as_enrolled = {counts}
simulated = true

[[age_groups]]
code = "under_6"
from_years = 0
below_years = 6
venue = "Trạm y tế xã"

[[age_groups]]
code = "6_to_13"
from_years = 6
below_years = 14
venue = "Trường tiểu học"

[sessions]
days = [2024-07-19, 2024-07-20, 2024-07-24]

[[sessions.venues]]
name = "Trạm y tế xã"
age_groups = ["under_6"]
places = 5
"""


def child(number: int, done: int) -> str:
    """Write the row of a child of a hamlet; of the first ``done`` the dose is given."""
    hamlet = ("Tổ dân phố Mẫu 1", "Thôn Ví Dụ 2")[number % 2]
    name = f"{FAMILY[number % 4]} {MIDDLE[number % 2]} {GIVEN[number % 10]}"
    year, month, day = 2010 + number % 13, 1 + number % 12, 1 + number % 28
    state = number % 6 if number >= done else 0
    given = f"{1 + number % 17:02}/07/2024" if STATES[state] == "đã tiêm" else ""
    reason = REASONS[number % 6] if state > 1 else ""
    personal = f"9992{year % 100:02}{number:06}"
    born = f"{day:02}/{month:02}/{year}"
    cells = (number + 1, name, born, personal, hamlet, STATES[state], given, reason)
    return ",".join(map(str, cells))


def write_campaign(
    folder: Path,
    language: str = "vi",
    counts: str = '["applied", "issued"]',
    deadline: str = "2024-07-31",
) -> Path:
    """Write two dates of lists, in which much is to be told.

    A hamlet never sends; a word and reasons are not understood; two rows may be one
    child; a list of results has a child of no list, and one dated after the lists.
    """
    folder.mkdir(parents=True)
    toml = campaign_toml(language, counts, deadline)
    (folder / "campaign.toml").write_text(toml, encoding="utf-8")
    (folder / "hamlets.csv").write_text(HAMLETS, encoding="utf-8")
    for day, children, done in (("2024-07-11", 52, 8), ("2024-07-18", 60, 20)):
        rows = [child(number, done) for number in range(children)]
        again = "99,Lò Văn Â,05/05/2014,,Tổ dân phố Mẫu 1,chưa tiêm,,"
        first = "98,Lò Văn A,05/05/2014,,Tổ dân phố Mẫu 1,chưa tiêm,,"
        off = "97,Vàng Thị Hai,31/02/2015,12345678,Thôn Lạ,đã tiêm,30/08/2024,"
        text = HEADING + "\n".join([*rows, first, again, off]) + "\n"
        write(folder / "rosters" / day / "danh_sach.csv", text)
        results = [child(n, 99) for n in (1, 30)]
        stranger = "7,Quàng Văn Lạ,01/01/2016,999216999999,Thôn Ví Dụ 2,đã tiêm,,"
        text = HEADING + "\n".join([*results, stranger]) + "\n"
        write(folder / "enrolments" / day / "tram_y_te.csv", text)
    return folder


def write(path: Path, text: str) -> None:
    """Write a list of a date."""
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
