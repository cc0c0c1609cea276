"""A small campaign to try things on; every child in it is invented."""

from __future__ import annotations

from pathlib import Path

HEADING = "STT,Họ và tên,Ngày sinh,Số định danh,Thôn,Tình trạng,Lý do\n"
HAMLETS = """hamlet_id,name,aliases,officer,valid_from,valid_to
H1,Tổ dân phố Mẫu 1,TDP M1,,,
H2,Thôn Ví Dụ 2,,,,
"""


def campaign_toml(deadline: str = "2024-07-31", *, simulated: bool = False) -> str:
    """Write the campaign.toml of the tests, with two age groups."""
    invented = "simulated = true\n" if simulated else ""
    return f"""
[campaign]
name = "Thử"
unit = "99999"
unit_name = "Thị trấn Thử"
deadline = {deadline}
{invented}
[[age_groups]]
code = "under_6"
from_years = 0
below_years = 6

[[age_groups]]
code = "6_to_13"
from_years = 6
below_years = 14
"""


class Folder:
    """A campaign folder that a test fills."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.write("campaign.toml", campaign_toml())
        self.write("hamlets.csv", HAMLETS)

    def write(self, name: str, content: str | bytes) -> Path:
        """Write a file of the campaign."""
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, str):
            content = content.encode("utf-8")
        path.write_bytes(content)
        return path

    def roster(self, day: str, *rows: str, name: str = "a.csv") -> Path:
        """Write a roster with the usual headings."""
        return self.write(f"rosters/{day}/{name}", HEADING + "\n".join(rows) + "\n")

    def enrolment(self, day: str, *rows: str, name: str = "ca.csv") -> Path:
        """Write an enrolment list with the usual headings."""
        return self.write(f"enrolments/{day}/{name}", HEADING + "\n".join(rows) + "\n")
