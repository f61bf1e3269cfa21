"""The cases of the battery that are fast, in this process; `python -m tests.battery` runs them all, each in its own."""

import pytest

from tests.battery.case import faults
from tests.battery.runner import GROUPS, all_cases

CASES = all_cases()
QUICK = [(group, case) for group in GROUPS for case in CASES[group] if not case.big]


def test_there_are_enough_cases_and_no_two_of_a_name():
    names = [(group, case.name) for group, cases in CASES.items() for case in cases]
    assert len(names) == len(set(names)) >= 900


@pytest.mark.parametrize("case", [pytest.param(case, id=f"{group}: {case.name}") for group, case in QUICK])
def test_what_must_survive_survives_and_what_is_hidden_does_not(case):
    assert faults(case) == []
