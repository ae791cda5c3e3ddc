"""Benchmarks, run by hand: `python -m tests.bench`. Times belong here and not in tests: machines differ.

Every figure that has something to be compared with is measured beside it, in turns, in the same run.
"""
