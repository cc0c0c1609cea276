"""Campaigns at their edges: nearly nothing to count, or nothing left to do."""

from __future__ import annotations

from collections.abc import Callable

from tests.campaigns import Folder, campaign_toml

FIRST, BEFORE, LAST = "2024-07-04", "2024-07-11", "2024-07-18"
ONE, TWO = "TDP M1", "Thôn Ví Dụ 2"
GIVEN = ("An", "Bình", "Chi", "Dũng", "Giang", "Hà", "Khánh", "Lan", "Minh", "Nga")

State = Callable[[Folder], None]
STATES: dict[str, State] = {}
"""What fills a folder, by what is the case in it."""


def state(fill: State) -> State:
    """Name a state by the function that fills a folder with it."""
    STATES[fill.__name__.replace("_", " ")] = fill
    return fill


def children(
    count: int, hamlet: str = TWO, status: str = "chưa", reason: str = "", year=2015
) -> list[str]:
    """Write rows of children of one hamlet, of all ages from a year on."""
    family = "Lò" if hamlet == ONE else "Vừ"
    return [
        f"{n + 1},{family} Thị {GIVEN[n]},{n + 3:02}/{n + 2:02}/{year + n % 7},,"
        f"{hamlet},{status},{reason}"
        for n in range(count)
    ]


def groups(*edges: int) -> str:
    """Write a campaign.toml with age groups between some ages."""
    head = campaign_toml().split("[[age_groups]]")[0]
    return head + "".join(
        f'[[age_groups]]\ncode = "from_{a}"\nfrom_years = {a}\nbelow_years = {b}\n'
        for a, b in zip(edges, edges[1:], strict=False)
    )


def sessions(days: str, age_groups: str = '"under_6", "6_to_13"') -> str:
    """Write a campaign.toml with sessions on some days, of three places each."""
    return campaign_toml() + (
        f'[sessions]\ndays = [{days}]\n[[sessions.venues]]\nname = "Trụ sở"\n'
        f"age_groups = [{age_groups}]\nplaces = 3\n"
    )


@state
def everybody_is_done(folder: Folder) -> None:
    folder.roster(FIRST, *children(9), *children(8, ONE))
    folder.roster(LAST, *children(9, status="đã làm"), *children(8, ONE, "đã cấp"))


@state
def no_list_is_understood(folder: Folder) -> None:
    folder.write(f"rosters/{LAST}/a.csv", "a,b,c\n1,2,3\n")


@state
def it_is_the_first_date(folder: Folder) -> None:
    folder.roster(LAST, *children(9), *children(8, ONE, "đã làm"))


@state
def nobody_is_done(folder: Folder) -> None:
    folder.roster(FIRST, *children(9), *children(7, ONE))
    folder.roster(LAST, *children(9), *children(8, ONE))


@state
def everybody_was_done_before(folder: Folder) -> None:
    for day in (FIRST, LAST):
        folder.roster(day, *children(9, status="đã làm"), *children(8, ONE, "đã cấp"))


@state
def everybody_is_done_and_sessions_are_left(folder: Folder) -> None:
    everybody_is_done(folder)
    folder.write("campaign.toml", sessions("2024-07-20, 2024-07-22"))


@state
def there_is_one_child(folder: Folder) -> None:
    folder.roster(LAST, *children(1))


@state
def the_one_child_is_done(folder: Folder) -> None:
    folder.roster(LAST, *children(1, status="đã cấp"))


@state
def there_is_one_hamlet(folder: Folder) -> None:
    head = "hamlet_id,name,aliases,officer,valid_from,valid_to\n"
    folder.write("hamlets.csv", head + "H2,Thôn Ví Dụ 2,,,,\n")
    folder.roster(FIRST, *children(9))
    folder.roster(LAST, *children(9, status="đã làm")[:4], *children(9)[4:])


@state
def there_is_one_age_group(folder: Folder) -> None:
    it_is_the_first_date(folder)
    folder.write("campaign.toml", groups(0, 14))


@state
def there_are_four_age_groups(folder: Folder) -> None:
    nobody_is_done(folder)
    folder.write("campaign.toml", groups(0, 3, 6, 10, 14))


@state
def a_hamlet_never_sent(folder: Folder) -> None:
    for day in (FIRST, LAST):
        folder.roster(day, *children(9))


@state
def a_hamlet_is_silent_now(folder: Folder) -> None:
    folder.roster(FIRST, *children(9), *children(8, ONE))
    folder.roster(LAST, *children(9, status="đã làm"))


@state
def the_deadline_is_today(folder: Folder) -> None:
    nobody_is_done(folder)
    folder.write("campaign.toml", campaign_toml(LAST))


@state
def the_deadline_is_past(folder: Folder) -> None:
    nobody_is_done(folder)
    folder.write("campaign.toml", campaign_toml("2024-07-10"))


@state
def the_deadline_is_past_and_all_are_done(folder: Folder) -> None:
    everybody_is_done(folder)
    folder.write("campaign.toml", campaign_toml("2024-07-10"))


@state
def all_are_to_be_verified(folder: Folder) -> None:
    folder.roster(FIRST, *children(9), *children(8, ONE))
    folder.roster(LAST, *children(1, year=2011), *children(1, ONE, year=2011))


@state
def all_have_one_reason(folder: Folder) -> None:
    folder.roster(FIRST, *children(9, reason="về quê"))
    folder.roster(LAST, *children(9, reason="về quê"), *children(8, ONE, "", "về quê"))


@state
def there_are_too_few_places(folder: Folder) -> None:
    nobody_is_done(folder)
    folder.write("campaign.toml", sessions("2024-07-20, 2024-07-22"))


@state
def sessions_are_over(folder: Folder) -> None:
    nobody_is_done(folder)
    folder.write("campaign.toml", sessions("2024-07-10"))


@state
def sessions_are_for_one_age_group(folder: Folder) -> None:
    nobody_is_done(folder)
    folder.write("campaign.toml", sessions("2024-07-20", '"6_to_13"'))


@state
def no_age_is_known(folder: Folder) -> None:
    rows = (row.split(",") for row in children(9))
    folder.roster(LAST, *(",".join([*r[:2], "", *r[3:]]) for r in rows))


@state
def nobody_is_of_the_ages(folder: Folder) -> None:
    folder.roster(LAST, *children(9, year=1980))


@state
def everybody_has_left(folder: Folder) -> None:
    folder.roster(FIRST, *children(9))
    folder.roster(LAST, *children(9, status="đã chuyển đi"))


@state
def fewer_are_done_than_before(folder: Folder) -> None:
    folder.roster(FIRST, *children(9, status="đã làm"))
    folder.roster(BEFORE, *children(9, status="đã làm"))
    folder.roster(LAST, *children(9))
