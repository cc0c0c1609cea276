"""One notebook: what is believed, what is not, and what is said of it."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest

from dophu.catalogue.issues import DophuError
from dophu.runs.execute import check_parameters, clean_notebook, run_notebook
from dophu.runs.graph import find_notebooks, run_notebooks
from dophu.runs.job import Job
from dophu.runs.kernels import Kernels

CANARY = "Giàng A Páo 011219000123"
PARAMETERS = dict.fromkeys(("campaign", "as_of", "out", "language"), "Tủa Chùa")


def execute(source: Path, **more) -> Job:
    job = Job(source, source.parent / "out" / source.name, PARAMETERS, **more)
    with Kernels() as kernels:
        run_notebook(job, kernels, kernels.start(), lambda: None)
    return job


@pytest.mark.parametrize(
    ("cell", "stated"),
    [
        (f"raise ValueError('{CANARY}')", "lỗi ValueError ở dòng 1 của ô"),
        (f"x = {{}}\nx['{CANARY}']", "lỗi KeyError ở dòng 2 của ô"),
        (f"if '{CANARY}'", "lỗi SyntaxError ở dòng 1 của ô"),
        ("import sys\nsys.exit(0)", "lỗi SystemExit ở dòng 2 của ô"),
        ("import os\nos._exit(0)", "tiến trình tính toán bị dừng đột ngột"),
        (
            f"from dophu.dates import whole_month\nwhole_month('{CANARY}', 1)",
            "lỗi TypeError tại dophu.dates:",
        ),
    ],
)
def test_a_notebook_that_fails_is_named_with_its_cell_and_never_its_text(
    office, cell, stated
):
    source = office.notebook("20_gaps", "first = 1", cell, "last = 1")
    with pytest.raises(DophuError, match="CH-02 Sổ tay 20_gaps.ipynb dừng") as caught:
        execute(source)
    text = str(caught.value)
    assert "ở ô lệnh số 3: " + stated in text
    assert CANARY not in text
    assert "papermill" in text and '-r campaign "Tủa Chùa"' in text
    assert not (source.parent / "out").exists()


def test_a_cell_over_its_time_is_a_failure(office):
    source = office.notebook("20_gaps", "import time; time.sleep(60)")
    with pytest.raises(DophuError, match="chạy quá 1 giây"):
        execute(source, timeout=1)


def test_an_error_of_the_kit_comes_through_with_its_own_words(office):
    source = office.notebook("20_gaps", "import dophu; dophu.load(campaign)")
    with pytest.raises(DophuError, match="do lỗi nêu ở trên") as caught:
        execute(source)
    assert [issue.code for issue in caught.value.issues] == ["CD-01", "CH-02"]
    assert caught.value.say("en").startswith("CD-01 No campaign.toml in the folder")


def test_a_warning_is_kept_without_its_text(office):
    cell = f"import warnings; warnings.warn('{CANARY}')"
    job = execute(office.notebook("20_gaps", f"text = {cell!r}", "exec(text)"))
    outputs = [
        o for c in nbformat.read(job.target, 4).cells for o in c.get("outputs", ())
    ]
    assert "UserWarning" in outputs[0].text
    assert CANARY not in outputs[0].text


def test_what_is_kept_has_no_path_no_time_and_is_the_same_again(office, tmp_path):
    source = office.notebook("20_gaps", "print(campaign, repr(campaign))")
    path = str(tmp_path / "Nguyễn")
    texts = []
    for _ in range(2):
        job = Job(
            source, source.parent / "out.ipynb", {**PARAMETERS, "campaign": path},
            shown={"campaign": "thẻ"}, names={path: "thẻ"},
        )  # fmt: skip
        with Kernels() as kernels:
            run_notebook(job, kernels, kernels.start(), lambda: None)
        texts.append(job.target.read_text(encoding="utf-8"))
    assert texts[0] == texts[1]
    assert str(tmp_path) not in texts[0]
    cells = nbformat.reads(texts[0], 4).cells
    assert cells[2].source == '# Parameters\ncampaign = "thẻ"'
    assert cells[3].outputs[0].text == "thẻ 'thẻ'\n"
    assert "papermill" not in json.loads(texts[0])["metadata"]
    assert not list(source.parent.glob("*.part*"))


def test_a_parameter_that_the_notebook_lacks_stops_before_any_cell(office):
    source = office.notebook("20_gaps", "1", parameters='campaign: str = ""')
    issues = check_parameters(source, PARAMETERS)
    assert [issue.details["name"] for issue in issues] == ["as_of", "out", "language"]
    assert "các tham số: campaign" in issues[0].message("vi")


def test_a_folder_with_braces_in_its_name_is_only_a_folder(office, tmp_path):
    source = office.notebook("20_gaps", "1")
    odd = tmp_path / "{x}" / source.name
    odd.parent.mkdir()
    odd.write_bytes(source.read_bytes())
    assert check_parameters(odd, PARAMETERS) == []


def test_the_kernel_is_this_python_whatever_is_installed_as_python3(office):
    cell = "import sys, dophu\nprint(sys.executable)\nprint(dophu.__file__)"
    job = execute(office.notebook("20_gaps", cell))
    import sys

    import dophu

    reported = nbformat.read(job.target, 4).cells[3].outputs[0].text.splitlines()
    assert reported == [sys.executable, dophu.__file__]


def test_nothing_is_executed_before_the_first_notebook_is_done(office, tmp_path):
    mark = tmp_path / "first"
    wait = f"import time; time.sleep(1); open({str(mark)!r}, 'w').close()"
    office.notebook("10_rosters", wait)
    for name in ("20_gaps", "30_progress", "40_briefing"):
        office.notebook(name, f"import os; assert os.path.exists({str(mark)!r})")
    office.notebook("90_explore", "raise ValueError")
    asked_for = office.notebook("80_asked_for", "raise ValueError")
    asked_for.write_text(
        asked_for.read_text("utf-8").replace('"parameters"', '"on-demand"'), "utf-8"
    )
    found = find_notebooks(office.notebooks)
    jobs = [Job(n.path, tmp_path / n.path.name, PARAMETERS) for n in found]
    done = []
    with Kernels() as kernels:
        run_notebooks(jobs, kernels, lambda job: done.append(job.source.stem))
    assert done[0] == "10_rosters"
    assert sorted(done) == ["10_rosters", "20_gaps", "30_progress", "40_briefing"]


def test_every_notebook_that_failed_is_named(office, tmp_path):
    for name in ("10_rosters", "30_progress"):
        office.notebook(name, "1")
    office.notebook("20_gaps", "1 / 0")
    office.notebook("40_briefing", "1 / 0")
    found = find_notebooks(office.notebooks)
    jobs = [Job(n.path, tmp_path / n.path.name, PARAMETERS) for n in found]
    with (
        Kernels() as kernels,
        pytest.raises(DophuError, match="ZeroDivision") as caught,
    ):
        run_notebooks(jobs, kernels, lambda _job: None)
    named = sorted(issue.details["notebook"] for issue in caught.value.issues)
    assert named == ["20_gaps.ipynb", "40_briefing.ipynb"]


def test_a_kernel_that_does_not_start_is_tried_once_more(office, tmp_path):
    source = office.notebook("20_gaps", "1")
    job = Job(source, tmp_path / "out.ipynb", PARAMETERS)
    with Kernels() as kernels:
        dead = kernels.start()
        dead.shutdown_kernel(now=True)
        run_notebook(job, kernels, dead, lambda: None)
    assert job.target.is_file()


def test_a_notebooks_folder_that_lacks_one_is_an_error(office):
    (office.notebooks / "40_briefing.ipynb").unlink()
    with pytest.raises(DophuError, match="CH-01 .*40_briefing"):
        find_notebooks(office.notebooks)
    with pytest.raises(DophuError, match="CH-01 "):
        find_notebooks(office.notebooks / "nowhere")


def test_a_file_that_is_no_notebook_is_named(office):
    path = office.notebooks / "20_gaps.ipynb"
    path.write_text('{"cells": [', encoding="utf-8")
    with pytest.raises(DophuError, match="CH-13 20_gaps.ipynb: Tệp này không phải"):
        check_parameters(path, PARAMETERS)


def test_what_a_cell_prints_is_one_text_however_a_slow_kernel_parts_it():
    def printed(*parts):
        outputs = [nbformat.v4.new_output("stream", text=part) for part in parts]
        result = nbformat.v4.new_output("execute_result", {"text/plain": "1"})
        warned = nbformat.v4.new_output("stream", name="stderr", text="w")
        cell = nbformat.v4.new_code_cell("x", outputs=[*outputs, warned, result])
        notebook = nbformat.v4.new_notebook(cells=[cell])
        return clean_notebook(notebook, SimpleNamespace(shown={}, names={}))

    assert printed("a\n", "b\n", "c\n") == printed("a\nb\nc\n")
    assert printed("a\n") != printed("a\nb\n")
