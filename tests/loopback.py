"""No test asks the network: what connects off this computer fails, and says so."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable
from typing import Any


class OffThisComputer(AssertionError):
    """A test, or what it tests, wanted to connect elsewhere."""


def is_here(family: int, address: Any) -> bool:
    """Test whether an address is of this computer; a name must be resolved first."""
    if family not in (socket.AF_INET, socket.AF_INET6):
        return True  # a socket of the system's own
    host = address[0] if isinstance(address, tuple) and address else ""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def guarded(way: Callable[..., Any]) -> Callable[..., Any]:
    """Have a socket's way to reach somebody refuse who is not here."""

    def reach(self: socket.socket, *arguments: Any) -> Any:
        if arguments and not is_here(self.family, arguments[-1]):
            raise OffThisComputer("a test reached for the network")
        return way(self, *arguments)

    return reach


WAYS = ("connect", "connect_ex", "sendto")
"""How a socket reaches another; the address is the last that each is given."""
