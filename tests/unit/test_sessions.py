"""What campaign.toml says of sessions, and what is wrong with it."""

from __future__ import annotations

from datetime import date

import pytest

from dophu.campaign.sessions import read_sessions
from dophu.catalogue.issues import DophuError

GROUPS, HAMLETS = ("under_6", "6_to_13"), ("H1", "H2", "H3")
VENUE = {"name": "UBND", "age_groups": ["under_6"], "places": 40}
DAY, NEXT = date(2024, 7, 20), date(2024, 7, 21)


def read(sessions: object, **back: object):
    return read_sessions(
        {"sessions": sessions, "reachable_from": back}, GROUPS, HAMLETS
    )


def test_a_campaign_that_says_nothing_has_no_sessions():
    found = read_sessions({}, GROUPS, HAMLETS)
    assert (found.all_days, found.venues, found.reachable_from) == (frozenset(), (), {})


def test_a_venue_without_days_of_its_own_is_open_on_all_session_days():
    other = VENUE | {"name": "Trường", "days": [NEXT], "hamlets": ["H2"]}
    found = read({"days": [DAY], "venues": [VENUE, other], "together": [["H1", "H3"]]})
    assert [found.days_of(venue) for venue in found.venues] == [(DAY,), (NEXT,)]
    assert found.all_days == {DAY, NEXT}
    assert found.venues[1].hamlets == ("H2",)
    assert found.together == (("H1", "H3"),)


def test_a_reason_has_the_day_from_which_its_children_can_come():
    assert read({}, VE_QUE_HE=NEXT).reachable_from == {"VE_QUE_HE": NEXT}


@pytest.mark.parametrize(
    ("sessions", "code", "key"),
    [
        ({"dayz": [DAY]}, "CD-03", "sessions.dayz"),
        ({"days": "2024-07-20"}, "CD-05", "sessions.days"),
        ({"days": [DAY], "venues": VENUE}, "CD-05", "sessions.venues"),
        ({"venues": [VENUE]}, "CD-04", "sessions.venues.days"),
        ({"days": [DAY], "venues": [VENUE, VENUE]}, "CD-05", "sessions.venues"),
        ({"together": [["H1", "H9"]]}, "CD-05", "sessions.together"),
        ({"together": [["H1", "H2"], ["H2"]]}, "CD-05", "sessions.together"),
        ({"together": ["H1", "H2"]}, "CD-05", "sessions.together"),
        ([DAY], "CD-05", "sessions"),
    ],
)  # fmt: skip
def test_a_fault_is_named_by_its_key(sessions, code, key):
    with pytest.raises(DophuError) as error:
        read(sessions)
    found = [(issue.code, issue.details["key"]) for issue in error.value.issues]
    assert (code, key) in found
    assert all(f"'{key}'" in error.value.say(language) for language in ("vi", "en"))


@pytest.mark.parametrize(
    ("change", "code", "key"),
    [
        ({"size": 40}, "CD-03", "size"),
        ({"name": ""}, "CD-05", "name"),
        ({"places": 0}, "CD-05", "places"),
        ({"places": True}, "CD-05", "places"),
        ({"age_groups": ["old"]}, "CD-05", "age_groups"),
        ({"hamlets": ["H9"]}, "CD-05", "hamlets"),
        ({"days": [DAY, "21/7"]}, "CD-05", "days"),
    ],
)
def test_a_fault_of_a_venue_is_named_by_its_key(change, code, key):
    with pytest.raises(DophuError) as error:
        read({"days": [DAY], "venues": [VENUE | change]})
    found = [(issue.code, issue.details["key"]) for issue in error.value.issues]
    assert found == [(code, f"sessions.venues.{key}")]


def test_a_venue_must_say_for_whom_and_how_many():
    with pytest.raises(DophuError) as error:
        read({"days": [DAY], "venues": [{"name": "A"}]})
    keys = [issue.details["key"] for issue in error.value.issues]
    assert keys == ["sessions.venues.age_groups", "sessions.venues.places"]


def test_an_unknown_reason_names_the_nearest():
    with pytest.raises(DophuError) as error:
        read({}, VE_QUE=NEXT)
    assert "VE_QUE_HE" in error.value.say("en")
    with pytest.raises(DophuError, match="CD-05"):
        read({}, VE_QUE_HE="21/7")
