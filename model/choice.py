"""Which of a model's candidates count: those that the words of the request rule out go, those that say the same add up.

Everything here looks at the words and at the pointing form alone, so that evaluation chooses exactly as answering does.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from derivanim.model.said import contradicted, settled
from derivanim.model.subjects import other_rule_named, rule_named, rules_named
from derivanim.pointing.form import MARKER, Target
from derivanim.slots.base import PRESENTATION

Item = TypeVar("Item")

# How many spans of which kinds a question needs to make sense: (kinds, at least, at most).
_NEEDED: dict[str, tuple[str, int, int]] = {
    "two_functions": ("EFQC", 2, 99),
    "two_points": ("NPI", 2, 99),
    "no_function": ("EQC", 0, 0),
    "no_equation": ("Q", 0, 0),
    "no_point": ("NPI", 0, 99),
    "no_interval": ("I", 0, 0),
    "which_variable": ("EFQC", 1, 99),
}
_MOST = re.compile(
    r"\bmax(?:im\w*)?\b|\blargest\b|\bbiggest\b|\bhighest\b|\bgreatest\b|\bpeak\b|\bmost and least\b|\bmassim", re.I
)
_LEAST = re.compile(r"\bmin(?:im\w*)?\b|\bsmallest\b|(?<!at )\bleast\b|\blowest\b|\bcheapest\b", re.I)
_BOTH = re.compile(r"\bextrem|\bboth\b|\bonly\b", re.I)
# "with the working": the steps are wanted
_WORKED = re.compile(r"\bwith (?:the |all |full |every |complete )*(?:steps?|workings?|lines?|derivation)\b", re.I)

# A model that is as sure as this of a rule has reasons that no list of words holds.
_SURE = 0.85


def possible(answers: Sequence[tuple[Target, float]], text: str) -> list[bool]:
    """For each of a model's answers to a request with markers, with its probability, whether the words allow it."""
    targets = [target for target, _ in answers]
    return [not _impossible(target, probability, targets, text) for target, probability in answers]


def _impossible(target: Target, probability: float, targets: Sequence[Target], text: str) -> bool:
    template = str(target["template"])
    if template == "unclear":
        return not _makes_sense(str(target["question"]), text)
    if other_rule_named(template, text) or contradicted(settled(target, text), text):
        return True
    others = {str(other["template"]) for other in targets if other.get("function") == target.get("function")}
    if template == "derivative_overview":
        # "chain rule for E1" asks for that rule and not for any steps
        return rules_named(text) in [{other} for other in others]
    if "derivative_overview" not in others or rule_named(template, text) is not False:
        return False
    # Where nothing hints at a rule or a graph, the steps of the whole are what was asked for
    return probability < _SURE or template == "derivative_graph"


def _makes_sense(question: str, text: str) -> bool:
    """Whether a question fits what the request holds: one function leaves no choice between two."""
    kinds, least, most = _NEEDED.get(question, ("", 0, 0))
    return least <= len({marker for marker in MARKER.findall(text) if marker[0] in kinds}) <= most


def together(items: Iterable[tuple[Item, Hashable, float]]) -> list[tuple[Item, float]]:
    """The first item of each key with the sum of the probabilities of all of them, most probable first."""
    firsts: dict[Hashable, Item] = {}
    sums: dict[Hashable, float] = {}
    for item, key, probability in items:
        firsts.setdefault(key, item)
        sums[key] = sums.get(key, 0.0) + probability
    ranked = sorted(firsts, key=lambda key: -sums[key])
    return [(firsts[key], min(1.0, sums[key])) for key in ranked]


def mathematics(fields: Mapping[str, Any]) -> Hashable:
    """What a target or a slot object shows, whatever its title, pace and colour."""
    shown = {name: tuple(v) if isinstance(v, list) else v for name, v in fields.items() if name not in PRESENTATION}
    return frozenset(shown.items())


def worded(target: Target, text: str) -> Target:
    """The target with the goal, the colour, the order and the units that the words say, where they leave no choice."""
    fields = dict(target)
    if fields.get("template") == "optimization":
        most, least = bool(_MOST.search(text)), bool(_LEAST.search(text))
        if most and least and not re.search(r"\bonly\b", text, re.I):
            fields.pop("goal", None)
        elif (most or least) and not _BOTH.search(text):
            fields["goal"] = "maximum" if most else "minimum"
        elif not (most or least) and re.search(r"\boptimi[sz]", text, re.I):
            fields.pop("goal", None)
    if fields.get("steps") == "false" and _WORKED.search(text):
        del fields["steps"]
    if "color" in fields and not re.search(rf"\b{fields['color']}", text, re.I):
        del fields["color"]
    return settled(fields, text)
