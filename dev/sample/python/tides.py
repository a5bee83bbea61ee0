"""Tides at the lighthouse, predicted from two constituents of the moon and the sun."""

from dataclasses import dataclass
from math import cos, pi


@dataclass(frozen=True)
class Constituent:
    amplitude: float  # metres
    period: float  # hours
    phase: float  # hours


MOON = Constituent(amplitude=1.8, period=12.42, phase=3.1)
SUN = Constituent(amplitude=0.6, period=12.0, phase=1.4)


def height(hours: float) -> float:
    """Metres above the mean, at a time in hours since midnight of New Year."""
    return sum(c.amplitude * cos(2 * pi * (hours - c.phase) / c.period) for c in (MOON, SUN))


def next_high_tide(start: float, step: float = 0.1) -> float:
    """The time of the next high tide after `start`, both in hours."""
    time = start
    while not height(time - step) < height(time) > height(time + step):
        time += step
    return time


if __name__ == "__main__":
    print(f"Next high tide: {next_high_tide(0):.1f} h")
