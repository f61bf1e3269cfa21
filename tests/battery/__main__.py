"""Runs the battery: `python -m tests.battery [--quick] [--seconds] [--group NAME] [WORD]...`

Each case runs in a process of its own with 20 s of CPU time and 1 GiB of memory. Printed: a table of the groups, and
under each the cases that are not right; the exit code is 1 if there is any.

  --quick       leave out the big cases
  --group NAME  one group: sizes, encodings, characters, structure, concealed, metadata, foreign, damaged
  --seconds     print the slowest cases too
  WORD          only cases whose names hold one of the words
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter

from tests.battery.runner import GROUPS, all_cases, run


def main(arguments: list[str] | None = None) -> int:
    """Runs what is asked for and prints the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.battery", description=__doc__.partition("\n")[0])
    parser.add_argument("words", nargs="*")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--seconds", action="store_true")
    parser.add_argument("--group", choices=GROUPS, action="append")
    options = parser.parse_args(arguments)
    slow: list[tuple[float, str]] = []
    totals: Counter[str] = Counter()
    print(f"{'group':12}{'cases':>7}{'right':>7}{'seconds':>9}{'slowest':>9}")
    for group, cases in all_cases(tuple(options.group or GROUPS)).items():
        chosen = [case for case in cases if not (options.quick and case.big)]
        chosen = [case for case in chosen if not options.words or any(word in case.name for word in options.words)]
        times, wrong = [], []
        for case in chosen:
            found, seconds = run(case)
            times.append(seconds)
            slow.append((seconds, f"{group}: {case.name}"))
            if found:
                wrong.append(f"    {case.name}: {'; '.join(found[:3])} ({seconds:.1f} s)")
        right = len(chosen) - len(wrong)
        print(f"{group:12}{len(chosen):7}{right:7}{sum(times):9.0f}{max(times, default=0):9.1f}")
        print(*wrong, sep="\n", end="\n" * bool(wrong), flush=True)
        totals.update(cases=len(chosen), right=right)
    print(f"{'all':12}{totals['cases']:7}{totals['right']:7}  {totals['right'] / max(1, totals['cases']):.1%}")
    if options.seconds:
        for seconds, name in sorted(slow, reverse=True)[:20]:
            print(f"{seconds:6.1f} s  {name}")
    return totals["right"] < totals["cases"]


if __name__ == "__main__":
    sys.exit(main())
