"""The mathematics of a slot object decided: what is shown is proved or tested, and what is wrong is replaced."""

from __future__ import annotations

import json
from dataclasses import dataclass

from derivanim.calculus import budget
from derivanim.calculus.claims import Claim, Status, Verdict, check_claims
from derivanim.errors import MathError, SlotError
from derivanim.slots.base import Slots
from derivanim.slots.registry import load

SECONDS = 20.0
Results = tuple[tuple[Claim, Verdict], ...]


@dataclass(frozen=True)
class Checked:
    """Slots whose claims hold, the verdict on each claim, and a sentence for each value that was replaced.

    The refuted claims about replaced values stand first in `results`, with their counterexamples.
    """

    slots: Slots
    results: Results
    replaced: tuple[str, ...] = ()


def check(slots: Slots, on_wrong_math: str = "correct") -> Checked:
    """Decide all claims; a refuted one is replaced by SymPy's value, or with "reject" becomes a MathError.

    MathError, too, for what cannot be shown at all, such as a tangent at a corner; BudgetError where time runs out.
    """
    if on_wrong_math not in ("correct", "reject"):
        raise SlotError(f"on_wrong_math: 'correct' or 'reject', not {on_wrong_math!r}")
    if not slots.DRAWS:
        return Checked(slots, ())
    decided, results = _decide(slots)
    wrong = [(claim, verdict) for claim, verdict in results if verdict.status is Status.refuted]
    if not wrong:
        return Checked(decided, results)
    correctable = {claim.slot for claim, _ in wrong} <= _optional_claims(slots)
    if on_wrong_math == "reject" or not correctable:
        raise MathError("; ".join(_sentence(claim, verdict) for claim, verdict in wrong))
    fields = sorted({claim.slot for claim, _ in wrong if claim.slot is not None})
    decided, results = _decide(slots.replaced(**dict.fromkeys(fields)))
    return Checked(decided, (*wrong, *results), tuple(_replacement(field, slots, decided, wrong) for field in fields))


def _decide(slots: Slots) -> tuple[Slots, Results]:
    data, results = budget.call(decide, json.dumps(slots.as_dict()), seconds=SECONDS)
    return load(data), results


def decide(text: str) -> tuple[str, Results]:
    """The completed slots as JSON, and the verdicts; a function of this module, so that a worker can run it."""
    slots = load(text)
    slots.examine()
    slots = slots.completed()
    return json.dumps(slots.as_dict()), tuple(check_claims(slots.claims(), seconds=SECONDS / 2))


def _optional_claims(slots: Slots) -> set[str | None]:
    """The claimed fields that may be left out, so that SymPy's value can stand in for a wrong one."""
    fields = type(slots).model_fields
    return {name for name in ("derivative",) if name in fields and not fields[name].is_required()}


def _sentence(claim: Claim, verdict: Verdict) -> str:
    return f"{claim.slot}: {claim.statement} is wrong: {verdict.message}"


def _replacement(field: str, before: Slots, after: Slots, wrong: list[tuple[Claim, Verdict]]) -> str:
    reasons = "; ".join(verdict.message for claim, verdict in wrong if claim.slot == field)
    return f"{field}: {getattr(before, field)} was wrong ({reasons}) and became {getattr(after, field)}"
