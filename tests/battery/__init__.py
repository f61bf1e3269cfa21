"""Bad input, made up: every case puts one trouble before, inside or behind an invented story, or is none at all.

`python -m tests.battery` runs each case in a process of its own, with 20 s of CPU time and 1 GiB, and prints a table;
`tests/test_battery.py` runs those that are fast.
"""
