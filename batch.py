"""Rows of JSON in, rows of JSON out: one for each, in order, whatever the row holds."""

from __future__ import annotations

import hashlib
import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from derivanim.errors import DerivanimError, UnclearError, UnsupportedError

if TYPE_CHECKING:
    from derivanim.animate import Derived, Report
    from derivanim.model.backend import Backend
    from derivanim.slots.check import Checked

Row = dict[str, Any]
Work = Callable[[Row], Row]
"""From the fields of one row to the fields of its answer; raises DerivanimError for a row that cannot be answered."""

LINE_LIMIT = 100_000  # bytes


def run(source: str, output: str, work: Work, *, progress: Report) -> None:
    """Answer every row of `source` into `output`; - is standard input or output.

    A file is written beside its place and renamed when it is whole. What an interrupted run had done stays there as
    FILE.partial, and the next run with the same rows goes on after it.
    """
    with ExitStack() as stack:
        lines: BinaryIO = sys.stdin.buffer if source == "-" else stack.enter_context(_opened(source))
        if output == "-":
            for _, row in _answers(lines, work, progress, []):
                sys.stdout.write(row + "\n")
                sys.stdout.flush()
            return
        partial, whole = Path(output + ".partial"), Path(output + ".whole")
        if not partial.parent.is_dir():
            raise DerivanimError(f"there is no folder {str(partial.parent)!r} for the output.", "Make it first.")
        done = _finished(partial)
        with partial.open("w", encoding="utf-8") as file:
            for digest, row in _answers(lines, work, progress, done):
                file.write(f"{digest} {row}\n")
                file.flush()
        whole.write_text("".join(row + "\n" for _, row in _finished(partial)), "utf-8")
        whole.replace(output)
        partial.unlink()


def _opened(source: str) -> BinaryIO:
    path = Path(source)
    if not path.is_file():
        raise DerivanimError(
            f"there is no file {source!r} to read rows from.", "Give a file with one JSON object a line, or -."
        )
    return path.open("rb")


def _finished(partial: Path) -> list[tuple[str, str]]:
    """What an interrupted run left: the digest of each row in, and the row out."""
    if not partial.is_file():
        return []
    lines = partial.read_text("utf-8").split("\n")[:-1]  # what stands behind the last line break was cut off
    return [(digest, row) for digest, _, row in (line.partition(" ") for line in lines)]


def _answers(lines: BinaryIO, work: Work, progress: Report, done: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    for number, line in enumerate(lines):
        digest = hashlib.sha256(line.rstrip(b"\n")).hexdigest()[:16]
        # A row of the interrupted run is kept as long as the rows in are the same; from the first other on, none is.
        if number < len(done) and done[number][0] == digest:
            yield done[number]
            continue
        done = []
        progress("rows", number + 1, 0)
        started = time.perf_counter()
        row, problem = _parsed(line)
        answer = {"status": "error", "message": problem} if problem else _attempt(work, row)
        out = {"id": row.get("id"), **answer, "seconds": round(time.perf_counter() - started, 3)}
        yield digest, json.dumps(out, ensure_ascii=False)


def _parsed(line: bytes) -> tuple[Row, str]:
    """The row that a line holds, or an empty one and what is wrong with it."""
    if len(line) > LINE_LIMIT:
        return {}, f"the row has {len(line)} bytes; at most {LINE_LIMIT} are read"
    try:
        row = json.loads(line.decode("utf-8-sig"), parse_constant=_no_constant)
    except UnicodeDecodeError:
        return {}, "the row is not UTF-8 text"
    except RecursionError:
        return {}, "the row is nested too deeply"
    except ValueError as error:
        return {}, f"the row is not JSON: {error}"
    if not isinstance(row, dict):
        return {}, f"a row is a JSON object, not {type(row).__name__}"
    return row, ""


def _no_constant(name: str) -> float:
    raise ValueError(f"{name} is not a number of JSON")


def _attempt(work: Work, row: Row) -> Row:
    try:
        return work(row)
    except UnsupportedError as error:
        return {"status": "unsupported", "message": one_line(error)}
    except UnclearError as error:
        return {"status": "unclear", "message": one_line(error)}
    except DerivanimError as error:
        return {"status": "error", "message": one_line(error)}
    except (
        RecursionError,
        MemoryError,
        ValueError,
        TypeError,
        ArithmeticError,
        AttributeError,
        KeyError,
        NotImplementedError,
    ) as error:
        # A bad row is a row with its error, never a stop; a bug of ours in one row must not lose the others.
        return {
            "status": "error",
            "message": f"this is a bug: {type(error).__name__}: {' '.join(str(error).split())[:200]}",
        }


def one_line(error: DerivanimError) -> str:
    """An error and its hint as one printable line."""
    text = " ".join(f"{error} {error.hint or ''}".split())
    return "".join(c if c.isprintable() else "?" for c in text)


def _field(row: Row, name: str, *kinds: type) -> Any:
    if name not in row:
        raise DerivanimError(f"the row has no {name!r}", f"It has {', '.join(map(repr, row)) or 'nothing'}.")
    if not isinstance(row[name], kinds):
        wanted = " or ".join(
            {"str": "a string", "dict": "an object", "int": "a whole number"}[kind.__name__] for kind in kinds
        )
        raise DerivanimError(f"{name!r} must be {wanted}, not {type(row[name]).__name__}")
    return row[name]


def slots_work(*, model: str | Backend, seed: int, on_wrong_math: str) -> Work:
    """Rows with a "request" to rows with "slots" and "claims"."""

    def work(row: Row) -> Row:
        from derivanim.animate import slots

        answer = slots(_field(row, "request", str), model=model, seed=seed, on_wrong_math=on_wrong_math)
        message = answer.slots.get("reason") or answer.slots.get("question") or "; ".join(answer.notes)
        return {
            "status": answer.status,
            "slots": answer.slots,
            "claims": claims_rows(answer.checked),
            "message": message,
        }

    return work


def check_work(*, on_wrong_math: str) -> Work:
    """Rows with "slots" (an object, or a string of JSON as it arrived) to rows with checked "slots" and "claims"."""

    def work(row: Row) -> Row:
        from derivanim.animate import check

        return checked_row(check(_field(row, "slots", dict, str), on_wrong_math=on_wrong_math))

    return work


def differentiate_work() -> Work:
    """Rows with an "expression" to rows with "expression" as read, "derivative", "steps" and "reading"."""

    def work(row: Row) -> Row:
        from derivanim.animate import differentiate

        variable = _field(row, "variable", str) if row.get("variable") is not None else None
        order = _field(row, "order", int) if row.get("order") is not None else 1
        if isinstance(order, bool) or not 1 <= order <= 10:
            raise DerivanimError(f"'order' must be a whole number from 1 to 10, not {order!r}")
        return derivation_row(differentiate(_field(row, "expression", str), variable=variable, order=order))

    return work


def claims_rows(checked: Checked | None) -> list[Row]:
    """Each claim with its verdict, as rows of JSON."""
    if checked is None:
        return []
    return [
        {
            "claim": claim.statement,
            "verdict": str(verdict.status),
            **({"points": verdict.points} if verdict.points is not None else {}),
            **({"counterexample": verdict.counterexample} if verdict.counterexample else {}),
        }
        for claim, verdict in checked.results
    ]


def checked_row(checked: Checked) -> Row:
    """A checked slot object as a row; a refuted claim makes its status an error, with the corrected slots beside it."""
    slots = checked.slots.as_dict()
    refused = slots["template"] if slots["template"] in ("unsupported", "unclear") else None
    status = refused or ("error" if checked.replaced else "ok")
    message = slots.get("reason") or slots.get("question") or "; ".join(checked.replaced)
    return {"status": status, "slots": slots, "claims": claims_rows(checked), "message": message}


def derivation_row(derived: Derived) -> Row:
    """A derivation as a row, every expression in SymPy syntax."""
    from derivanim.calculus.printing import to_source

    derivation = derived.derivation
    steps = [
        {
            "rule": step.rule,
            "before": _shown(step.before),
            "after": _shown(step.after),
            "verdict": str(step.verdict.status),
        }
        for step in derivation.steps
    ]
    row = {
        "status": "ok",
        "expression": derived.source,
        "variable": str(derivation.variable),
        "derivative": to_source(derivation.derivative),
        "steps": steps,
        "message": "",
    }
    if derived.reading:
        row["reading"] = "; ".join(derived.reading)
    if derivation.fails_at:
        row["fails_at"] = [{"point": to_source(point), "reason": reason} for point, reason in derivation.fails_at]
    return row


def _shown(expression: object) -> str:
    # Steps hold unevaluated Derivative(...) nodes, which no text of a person does: SymPy's own printer shows them.
    return str(expression)
