"""The guard of the tests bites: nothing leaves this computer, what stays here works."""

from __future__ import annotations

import socket
import urllib.request

import pytest

from tests.loopback import OffThisComputer, is_here

AWAY = ("192.0.2.1", 9)  # for documentation: nobody's


@pytest.mark.parametrize("reach", [
    lambda: socket.create_connection(AWAY, timeout=1),
    lambda: socket.socket().connect_ex(AWAY),
    lambda: socket.socket(type=socket.SOCK_DGRAM).sendto(b"a", AWAY),
    lambda: urllib.request.urlopen("http://192.0.2.1:9/", timeout=1),
])  # fmt: skip
def test_reaching_off_this_computer_fails(reach):
    with pytest.raises(OffThisComputer, match="reached for the network"):
        reach()


def test_this_computer_may_be_asked():
    with socket.create_server(("127.0.0.1", 0)) as server:
        with socket.create_connection(server.getsockname(), timeout=5) as client:
            assert client.getpeername() == server.getsockname()


@pytest.mark.parametrize(("address", "here"), [
    (("127.0.0.1", 1), True), (("127.9.9.9", 1), True), (("localhost", 1), True),
    (("10.0.0.1", 1), False), (("example.org", 80), False), (("", 1), False),
    (("0.0.0.0", 1), False),
])  # fmt: skip
def test_what_counts_as_this_computer(address, here):
    assert is_here(socket.AF_INET, address) is here
