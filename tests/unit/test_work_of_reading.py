"""Reading and matching: how often things are done, which must not outgrow the lists.

Counts, not times: the same on any machine. Each is taken at two sizes; what is done by
distinct texts stays, what is done by rows grows with them, nothing grows faster.
"""

import sys
from collections import Counter
from datetime import date

import pytest

from dophu.campaign.config import read_campaign
from dophu.child_names import name_key
from dophu.engine import connect, register_columns
from dophu.persons.comparison_keys import Frequencies, letter_bits, make_records
from dophu.persons.model import scoring_sql
from dophu.persons.record import Person
from dophu.persons.scoring import FREQUENCIES, TYPES, score_pairs
from dophu.reader.sandbox import Reader
from dophu.sample import SampleSpec, write_sample
from dophu.snapshots import look
from dophu.snapshots.making import make_date, make_snapshot

DATES = (date(2024, 7, 11), date(2024, 7, 18))
CHILDREN, TIMES = 240, 3


@pytest.fixture(scope="module")
def campaigns(tmp_path_factory):
    """Campaigns of one shape: 4 hamlets, and three times as many children a hamlet."""
    made = {}
    for times in (1, TIMES):
        folder = tmp_path_factory.mktemp("work") / f"{times}"
        spec = SampleSpec(children=CHILDREN * times, hamlets=4, dates=DATES)
        write_sample(spec, folder)
        made[times] = read_campaign(folder)
    return made


@pytest.fixture
def count(monkeypatch):
    """Count the calls of functions, named as they are looked up, while work is done."""

    def counted(names, work):
        calls = Counter()
        with monkeypatch.context() as patch:
            for name in names:
                home, _, function = name.rpartition(".")
                owner = sys.modules.get(home)
                if owner is None:  # a method
                    module, _, of = home.rpartition(".")
                    owner = getattr(sys.modules[module], of)
                patch.setattr(
                    owner, function, _counting(getattr(owner, function), name, calls)
                )
            work()
        return calls

    return counted


def _counting(real, name, calls):
    def called(*given, **named):
        calls[name] += 1
        return real(*given, **named)

    return called


ONCE_A_FILE = (
    "dophu.rosters.lists.opened_files.read_plain", "dophu.reader.sandbox.Reader.read",
)  # fmt: skip
ONCE_A_SHEET = ("dophu.rosters.read_grid", "dophu.rosters.sheets.next_pages.read_rows")
ONCE_A_DATE = (
    "dophu.persons.scoring.connect", "dophu.snapshots.store.connect",
    "dophu.persons.scoring._register", "dophu.snapshots.making.match_persons",
    "dophu.snapshots.making.read_lists", "dophu.snapshots.making.find_inputs",
)  # fmt: skip


def test_files_sheets_and_queries_do_not_grow_with_rows(campaigns, count):
    found = {}
    for times, campaign in campaigns.items():
        names = (*ONCE_A_FILE, *ONCE_A_SHEET, *ONCE_A_DATE)
        found[times] = count(names, lambda c=campaign: make_snapshot(c, DATES[-1]))
    assert all(found[1][n] for n in (*ONCE_A_FILE, *ONCE_A_SHEET, *ONCE_A_DATE[-3:]))
    files = sum(
        1
        for folder in ("rosters", "enrolments")
        for path in (campaigns[1].folder / folder).rglob("*")
        if path.is_file()
    )
    for name in ONCE_A_FILE:
        assert found[1][name] == found[TIMES][name] == files, name
    for name in ONCE_A_SHEET:
        assert found[1][name] == found[TIMES][name], name
    for name in ONCE_A_DATE:
        # A step without a candidate asks nothing: a few more at the larger size.
        assert found[TIMES][name] <= 12 * len(DATES), name


def test_a_stored_date_is_opened_and_not_read_again(campaigns, count):
    campaign = campaigns[1]
    make_snapshot(campaign, DATES[-1])
    names = (*ONCE_A_FILE, "dophu.snapshots.making.match_persons")
    assert not count(names, lambda: look(campaign, DATES[-1]))
    names = ("dophu.snapshots.making.read_people",)
    opened = count(names, lambda: look(campaign, DATES[-1]))
    assert opened[names[0]] == 3  # children, records to recognise, possible links


def test_rows_scanned_grow_as_the_rows_do(campaigns, count):
    """Lines of Python run while a date is read and matched, in the kit itself."""
    lines = {}
    for times, campaign in campaigns.items():
        with Reader() as reader:
            make_date(campaign, DATES[0], None, reader)  # caches of texts are filled
            lines[times] = _calls_in_kit(
                lambda c=campaign, r=reader: make_date(c, DATES[0], None, r)
            )
    assert lines[TIMES] < 1.25 * TIMES * lines[1]


def _calls_in_kit(work):
    calls = 0

    def reported(frame, event, _argument):
        nonlocal calls
        calls += event == "call" and "dophu" in frame.f_code.co_filename

    sys.setprofile(reported)
    try:
        work()
    finally:
        sys.setprofile(None)
    return calls


def child(number, name, mother=""):
    born = date(2018, 7, 5)
    about = {"precision": "day", "sex": "male", "mother": mother or None}
    return Person(f"P{number}", name, name_key(name), "H1", born, born, **about)


def _one_birth(many):
    """Children of one hamlet and birth date: each is a pair with every other."""
    family = ("Mẫu", "Thử", "Giả", "Nháp")
    given = ("Páo", "Dung", "Khánh", "Xuân", "Tý", "Liễu", "Bích", "Sơn", "Hoa", "Quế")
    return [
        child(n, f"{family[n % 4]} {given[n % 10]} {given[n // 10 % 10]} "
                 f"{given[n // 100 % 10]}")
        for n in range(many)
    ]  # fmt: skip


def test_few_pairs_of_one_birth_date_come_to_a_distance_of_names():
    """Letters rule out nearly all pairs of a block, at any size of it."""
    shares = []
    for many in (100, 400):
        people = _one_birth(many)
        frequencies = Frequencies(people, FREQUENCIES)
        bits = make_records(people, frequencies)["letters"]
        near = sum(
            (bits[one] ^ bits[two]).bit_count() <= 2
            for two in range(many)
            for one in range(two)
        )
        shares.append(near / (many * (many - 1) / 2))
    assert max(shares) < 0.1


def test_letters_rule_out_no_pair(monkeypatch):
    """The same pairs with the same weights as without a look at the letters."""
    people = _one_birth(120)
    frequencies = Frequencies(people, FREQUENCIES)
    found = score_pairs(people, None, frequencies, -5.0)
    monkeypatch.setattr("dophu.persons.model._letters_first", lambda match: match[0])
    assert "bit_count" not in scoring_sql("records", -5.0)
    assert found == score_pairs(people, None, frequencies, -5.0)
    assert {pair.levels["name"] for pair in found} - {"same", "different"}


def test_an_edit_changes_two_letters_at_the_most():
    name = "nguyen thi hoa"
    letters = "abchnou y"
    edits = {name[:at] + c + name[at:] for at in range(len(name)) for c in letters}
    edits |= {name[:at] + name[at + 1 :] for at in range(len(name))}
    edits |= {
        name[:at] + c + name[at + 1 :] for at in range(len(name)) for c in letters
    }
    edits |= {
        name[:at] + name[at + 1] + name[at] + name[at + 2 :]
        for at in range(len(name) - 1)
    }
    apart = {(letter_bits(name) ^ letter_bits(other)).bit_count() for other in edits}
    assert max(apart) == 2


def test_what_reads_and_matches_needs_no_pandas(campaigns, tmp_path):
    import subprocess

    code = (
        "import sys, dophu; dophu.load(sys.argv[1]);"
        "sys.exit(bool({'pandas', 'pyarrow', 'narwhals'} & {*sys.modules}))"
    )
    command = [sys.executable, "-c", code, str(campaigns[1].folder)]
    assert subprocess.run(command, check=False).returncode == 0


def test_columns_reach_the_engine_as_they_are():
    columns = {
        "id": [1, 2], "name": ["Mẫu", None],
        "letters": [2**61, 0], "vague": [True, None],
    }  # fmt: skip
    with connect() as connection:
        register_columns(connection, "given", columns)
        names = ", ".join(f"CAST({n} AS {TYPES.get(n, 'VARCHAR')})" for n in columns)
        found = connection.execute(f"SELECT {names} FROM given").fetchall()
    assert found == [(1, "Mẫu", 2**61, True), (2, None, 0, None)]
