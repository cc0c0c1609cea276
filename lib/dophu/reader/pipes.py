"""Messages between the parent and the child that reads files: a length, then bytes."""

from __future__ import annotations

import struct
from typing import IO

# Not multiprocessing.connection, whose import takes longer than a file: see the end of
# docs/design.md.
_HEAD = struct.Struct("<Q")


def send(pipe: IO[bytes], content: bytes) -> None:
    """Send one message and see it off."""
    pipe.write(_HEAD.pack(len(content)))
    pipe.write(content)
    pipe.flush()


def receive(pipe: IO[bytes], limit: int) -> bytes:
    """Receive one message; EOFError where it is cut, ValueError past the limit."""
    head = pipe.read(_HEAD.size)
    if len(head) < _HEAD.size:
        raise EOFError
    length = _HEAD.unpack(head)[0]
    # A child that a file took over may announce any length.
    if length > limit:
        raise ValueError
    content = pipe.read(length)
    if len(content) < length:
        raise EOFError
    return content
