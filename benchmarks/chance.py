"""What chance decides in a generated ecosystem, drawn in bulk; the same seed gives the same draws."""

import numpy as np

__all__ = ["Chance"]


class Chance:
    """A seeded source of draws; each draw gives a list as long as asked for."""

    def __init__(self, *seeds: int) -> None:
        """Start from whole numbers, such as a seed and the number of a chunk."""
        self._numbers = np.random.default_rng(seeds)

    def evenly(self, many: int, count: int) -> list[int]:
        """Whole numbers from 0 to ``many`` - 1, all equally likely."""
        return [int(each) for each in self._numbers.integers(0, many, count).tolist()]

    def skewed(self, many: int, count: int) -> list[int]:
        """Whole numbers from 0 to ``many`` - 1, each about as likely as 1 over its rank (Zipf's law)."""
        ranks = np.power(many + 1.0, self._numbers.random(count)).astype(np.int64) - 1
        return [int(each) for each in ranks.tolist()]

    def heavy(self, exponent: float, most: int, count: int) -> list[int]:
        """Whole numbers from 1 to ``most``: mostly 1, with a long tail (Pareto's law, cut)."""
        sizes = np.minimum(np.power(1.0 - self._numbers.random(count), -1.0 / exponent), most)
        return [int(each) for each in sizes.astype(np.int64).tolist()]

    def happens(self, probability: float, count: int) -> list[bool]:
        """Whether it happens."""
        return [bool(each) for each in (self._numbers.random(count) < probability).tolist()]

    def amounts(self, middle: float, spread: float, count: int) -> list[float]:
        """Amounts above zero around a middle one, log-normal."""
        return [
            float(each) for each in (middle * np.exp(spread * self._numbers.standard_normal(count))).tolist()
        ]
