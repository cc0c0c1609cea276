"""The rule that a count is rounded by before anybody outside may see it.

None is published as none; a few are only "at most so many"; more are rounded to the
nearest multiple. Every total is rounded from the true total, never added up from
rounded parts.
"""

from __future__ import annotations

from dataclasses import dataclass

THRESHOLD, BASE = 7, 5
"""As OpenSAFELY has them: 7 and fewer are one band, the rest is to the nearest 5.
Its totals, sums of published parts, are not taken over: they lose half of a small
number of children spread over many hamlets."""

FEW = 40
"""Children below whom a group gets no figure: of a group of one, "at most 7 are left"
reveals who. Tried with 20: a band of coverage then leaves fewer than three values."""

# Of two that are left open every second guess is right.
VALUES = 3
"""Numbers at least that a figure of a hamlet leaves open to who knows its children."""


@dataclass(frozen=True)
class Rule:
    """How coarse figures are; a lower ``threshold`` or ``base`` is looser.

    Examples
    --------
    >>> rule = Rule()
    >>> [str(rule.round(n)) for n in (0, 1, 7, 8, 12, 13, 1032)]
    ['0', '≤7', '≤7', '10', '10', '15', '1030']
    """

    threshold: int = THRESHOLD
    base: int = BASE

    def __post_init__(self) -> None:
        most = self.threshold + 1 + self.base // 2
        if not (0 <= self.threshold <= 99 and 1 <= self.base <= most):
            raise ValueError("threshold is 0 to 99, base 1 to what a few come to")

    @property
    def is_looser(self) -> bool:
        """Test whether it discloses more than the rule the attack was measured on."""
        return self.threshold < THRESHOLD or self.base < BASE

    def round(self, count: int, of: int | None = None) -> Rounded:
        """Round a count; ``of`` are all children, where these may be known to others.

        Where the class of a count is cut so short by ``of`` that who knows it could
        infer the count, as 43 of 43, it is joined to the class below, or the classes.

        Examples
        --------
        >>> str(Rule().round(43, of=43)), str(Rule().round(45, of=45))
        ('40', '45')
        """
        value = self._value(count)
        if of is not None and value > self.threshold:
            low = self._low(value)
            while of - low + 1 < VALUES and low > self.threshold + 1:
                value = self._value(low - 1)
                low = self._low(value)
        return Rounded(value, self)

    def _value(self, count: int) -> int:
        if count <= self.threshold:
            return min(count, 1)  # 1 stands for all of "at most the threshold"
        # One more than a few, 12 of a threshold of 11, is no 10, which is "at most 11".
        first = self.base * (self.threshold // self.base + 1)
        return max(first, self.base * ((count + self.base // 2) // self.base))

    def _low(self, value: int) -> int:
        is_first = value - self.base <= self.threshold
        return self.threshold + 1 if is_first else value - self.base // 2


@dataclass(frozen=True)
class Rounded:
    """A count as it may be seen: which one it was is not kept.

    ``value`` is 0, the rounded count, or 1 for a few.
    """

    value: int
    rule: Rule

    @property
    def is_few(self) -> bool:
        """Test whether it is some, and not more than the threshold."""
        return 0 < self.value <= self.rule.threshold

    @property
    def is_none(self) -> bool:
        """Test whether nobody is left."""
        return self.value == 0

    @property
    def low(self) -> int:
        """The least number of children that is published so."""
        few = self.value <= self.rule.threshold
        return self.value if few else self.rule._low(self.value)

    @property
    def high(self) -> int:
        """The largest number of children that is published so."""
        if self.is_few:
            return self.rule.threshold
        return self.value + (self.rule.base - 1) // 2 if self.value else 0

    def high_of(self, of: int | None) -> int:
        """Give the largest number that who knows all children must reckon with."""
        if of is None:
            return self.high
        # A class that is joined to the one below takes all above it along.
        beyond = self.rule.round(self.high + 1, of)
        return of if beyond.value == self.value else min(self.high, of)

    def __str__(self) -> str:
        """Write it as the CSV file has it: ``0``, ``≤7``, ``1470``."""
        return f"≤{self.rule.threshold}" if self.is_few else str(self.value)

    @classmethod
    def read(cls, text: str, rule: Rule) -> Rounded:
        """Read what was published.

        Examples
        --------
        >>> Rounded.read("≤7", Rule()).is_few, Rounded.read("15", Rule()).high
        (True, 17)
        """
        return cls(1 if text.startswith("≤") else int(text), rule)
