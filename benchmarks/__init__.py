"""Rates and ratios from one run on one machine: `make bench`, or name the parts.

    python -m benchmarks pages memory

Each part is a module with a `measure` that returns its rows; a part that cannot run
here says why. Figures of two machines are not compared: the limits beside them are
what counts, and how the rows of one run stand to each other.
"""
