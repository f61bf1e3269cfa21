"""What becomes of what was found: thresholds and weights, all of them data (data/policy.toml)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

_KEYS = {"action": str, "threshold": float, "weight": float}
_ACTIONS = ("remove", "keep")


@dataclass(frozen=True)
class Rule:
    """What becomes of one label."""

    action: str = "remove"
    threshold: float = 0.5
    """Cut when all the evidence together gives at least this probability."""
    weight: float = 1.0
    """How much a finding's log-odds count beside those of other labels."""


@dataclass(frozen=True)
class Policy:
    """A rule for each label; labels it does not name follow `default`."""

    rules: Mapping[str, Rule]
    default: Rule = Rule()
    name: str = "balanced"

    def rule(self, label: str) -> Rule:
        return self.rules.get(label, self.default)

    def with_rules(self, changes: Mapping[str, Mapping[str, Any]]) -> Policy:
        """A policy with some labels' rules changed: `{"caption": {"action": "keep"}}`.

        Raises:
            TypeError, ValueError: an unknown key, a wrong type or an unknown action.
        """
        rules = dict(self.rules)
        for label, change in changes.items():
            rules[label] = replace(self.rule(label), **_checked(label, change))
        return replace(self, rules=rules)


def _checked(label: str, change: Mapping[str, Any]) -> dict[str, Any]:
    checked: dict[str, Any] = {}
    for key, value in change.items():
        if key not in _KEYS:
            raise ValueError(f"policy for {label!r}: unknown key {key!r}; known: {', '.join(_KEYS)}")
        if key == "action" and value not in _ACTIONS:
            raise ValueError(f"policy for {label!r}: unknown action {value!r}; known: {', '.join(_ACTIONS)}")
        if key != "action" and (isinstance(value, bool) or not isinstance(value, int | float)):
            raise TypeError(f"policy for {label!r}: {key} is a number, not {type(value).__name__}")
        checked[key] = _KEYS[key](value)
    return checked


@cache
def presets() -> Mapping[str, Policy]:
    """The policies that ship with newsclean, by name: balanced (the default), precision, recall."""
    data = tomllib.loads(files("newsclean").joinpath("data/policy.toml").read_text("utf-8"))
    default = Rule(**_checked("default", data.get("default", {})))
    balanced = Policy({}, default).with_rules(data["labels"])
    return {
        "balanced": balanced,
        **{name: replace(balanced.with_rules(changes), name=name) for name, changes in data["presets"].items()},
    }


def preset(name: str) -> Policy:
    """The preset of that name; an unknown one is a ValueError that lists the known."""
    try:
        return presets()[name]
    except KeyError:
        raise ValueError(f"unknown preset {name!r}; known: {', '.join(presets())}") from None
