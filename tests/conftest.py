"""Fixtures of all tests; property tests try the same cases in a gate."""

import atexit
import gc
import os
import signal
import socket

import pytest
from hypothesis import settings

from dophu.runs.kernels import warm_kernels
from tests.browser import axe, browser
from tests.campaigns import Folder
from tests.loopback import WAYS, guarded
from tests.quick import KeptReaders, skip_waiting
from tests.sample_week import SampleWeek, make_sample_week

__all__ = ["axe", "browser"]
"""Fixtures of other modules."""

settings.register_profile("gate", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("gate")


def pytest_configure() -> None:
    """Look for no garbage while tests are collected: there is none, and many objects.

    A second and a half of each process of tests.
    """
    gc.disable()
    # In the background of a shell it is ignored, by what tests start and stop too.
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_collection_finish() -> None:
    """Go on as usual, and never look again at what stays until the end."""
    gc.freeze()
    gc.enable()


@atexit.register
def let_go() -> None:
    """Let what was kept go, or DuckDB's binding lists a page of it as leaked.

    Not earlier, since pytest looks ten times for garbage as it ends.
    """
    gc.unfreeze()


@pytest.fixture
def folder(tmp_path) -> Folder:
    """A campaign folder with two hamlets and no lists, under a Vietnamese path."""
    return Folder(tmp_path / "Chiến dịch thẻ")


@pytest.fixture(scope="session")
def sample_week(tmp_path_factory) -> SampleWeek:
    """The week of README's first command; run once, however many processes test."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    return make_sample_week(shared / "sample_week")


@pytest.fixture(scope="session")
def warm():
    """Import once a process of tests what the kernels of their runs need."""
    with warm_kernels():
        yield


@pytest.fixture(autouse=True, scope="session")
def kept_readers():
    """Serve this process's tests by few readers, and let no write wait for the disk."""
    readers = KeptReaders()
    with pytest.MonkeyPatch.context() as patch:
        readers.put(patch)
        patch.setattr(os, "fsync", skip_waiting)
        yield readers
        readers.stop()


@pytest.fixture
def fresh_readers(kept_readers, monkeypatch):
    """Start a process for every reader of a test, and end it."""
    monkeypatch.setattr(kept_readers, "on", False)


@pytest.fixture(autouse=True, scope="session")
def no_network():
    """Keep every test in this process from the network; this computer may be asked."""
    with pytest.MonkeyPatch.context() as patch:
        for way in WAYS:
            patch.setattr(socket.socket, way, guarded(getattr(socket.socket, way)))
        yield


@pytest.fixture
def umask_0():
    """Have files be made for everybody to read and write unless they are closed."""
    before = os.umask(0)
    yield
    os.umask(before)
