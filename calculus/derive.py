"""From text to a derivation: read, choose the variable, differentiate. Run it under a budget."""

from __future__ import annotations

from derivanim.calculus.differentiate import Derivation, differentiate
from derivanim.calculus.printing import to_source
from derivanim.calculus.reader import read_definition
from derivanim.errors import ExpressionError, UnclearError


def derive(text: str, variable: str | None, order: int) -> tuple[str, tuple[str, ...], Derivation]:
    """The expression as read (SymPy syntax), the readings that were a choice, and its derivation.

    Without a `variable` the only symbol is taken, or x where there is none; several ask a question (UnclearError).
    """
    definition = read_definition(text)
    names = sorted(symbol.name for symbol in definition.expression.free_symbols)
    only = names[0] if len(names) == 1 else "x" if not names else None
    chosen = variable if variable is not None else definition.variable or only
    if chosen is None:
        raise UnclearError(f"with respect to which variable: {', '.join(names)}?", f"Say it: --variable {names[-1]}.")
    if not chosen.isidentifier():
        raise ExpressionError(f"{chosen!r} is not the name of a variable; allowed are names such as x, t or theta.")
    return to_source(definition.expression), definition.notes, differentiate(definition.expression, chosen, order)
