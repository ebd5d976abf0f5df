"""Measurements made by hand: ours beside a reference, in turn, in one run. See docs/benchmarks.md."""
