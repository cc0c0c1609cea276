"""What the scenarios held in simulation: all that may be claimed of them.

Percent of simulated drives in which the range held the children left 13 days
later, the least and the most over four worlds; ``python -m benchmarks pace``
prints them, and a test fails where a world holds less or more.
"""

HELD = {"days": (31, 58), "intervals": (41, 78)}
"""Least and most percent, by what a scenario rests on."""
