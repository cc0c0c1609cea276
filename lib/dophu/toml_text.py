"""Reads TOML: by tomli, which is compiled, else by the parser that Python has.

The kit's words are TOML: without a parser not even ``dophu doctor`` could say that one
is missing.
"""

from __future__ import annotations

try:
    from tomli import TOMLDecodeError, loads
except ImportError:  # gone, or its compiled part does not load here
    from tomllib import TOMLDecodeError, loads

__all__ = ["TOMLDecodeError", "loads"]
