"""What the markers of a request stand for: drawn by template, as plain facts that any notation can write."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from functools import cache

from derivanim.calculus.printing import to_source
from derivanim.calculus.reader import read_number
from derivanim.dataset.draw import Row, Target
from derivanim.dataset.mathematics import curves, families
from derivanim.dataset.mathematics.curves import KINDS
from derivanim.dataset.mathematics.families import FAMILIES
from derivanim.dataset.mathematics.fitting import Places, exact, fit, number
from derivanim.dataset.mathematics.mentions import agrees
from derivanim.dataset.mathematics.notations import expression
from derivanim.dataset.mathematics.situations import measures
from derivanim.dataset.mathematics.stories import possible
from derivanim.dataset.mathematics.suited import SUITED, suited
from derivanim.dataset.mathematics.trees import parse, value
from derivanim.dataset.phrasings import template_of
from derivanim.errors import DerivanimError
from derivanim.pointing.form import MARKER

_SURFACES = frozenset({"partial_derivatives", "tangent_plane", "directional_derivative"})
_REFUSED = frozenset({"unsupported", "unclear"})
_FIELDS = ("point", "interval", "target", "start", "value", "outside", "direction")
_OF_SPACE = re.compile(
    r"gradient|surface|double|iterated|partial|contour|3d|dimension|lagrange|volume|saddle|hessian|plane|several|"
    r"total d|∬|mixed|direction",
    re.I,
)
_VARIABLE = re.compile(
    r"(?<![A-Za-z0-9'\\_])(x|t|q|u|θ|theta) ?(?:=|->|→|is|equals|near|at|approaches|approaching|tends to|tending to|"
    r"goes to|to|about|around|in|for|≥|>=)? ?[NI]\d",
    re.I,
)
_ALONE = re.compile(r"(?<![A-Za-z0-9'\\_^])(?:d?([tqxθ])|theta)(?![A-Za-z0-9_'-])|\(([txq])\)|d/d([txq])")
_TITLES = ("My title", "Slopes", "Tangents for all", "Lesson {n}", "Calculus, week {n}", "Homework {n}",
    "How steep is it?", "Rates of change", "Exercise {n}", "Derivatives made visible", "Mr Lee's class", "Part {n}",
    "Change", "The big picture", "Math is fun", "Unit {n}: slopes", "Class 11{l}", "Look at this",
    "Motion and slope", "Warm-up {n}")  # fmt: skip
_DIRECTIONS = (("3", "4"), ("1", "1"), ("1", "-1"), ("4", "3"), ("-1", "2"), ("1", "2"), ("2", "1"), ("0", "1"), ("1",
    "0"), ("5", "12"), ("2", "-1"), ("-3", "4"), ("1", "3"), ("-1", "1"), ("3", "1"), ("-2", "1"), ("3", "-4"), ("2",
    "3"), ("-1", "-1"), ("12", "5"))  # fmt: skip
_SPARE = ("1", "2", "3", "5", "0.5", "4", "10", "-1", "6", "7", "0.1", "8", "-2", "1/2", "12", "20", "0", "100", "15",
    "9")  # fmt: skip
_NAMES = {"motion": ("s", "s", "x", "h", "p"), "rate_of_change": ("P", "N", "V", "T", "h", "A", "g")}
# The letter that the words give to the function: "dT/dt where T is E1", "interpret h'(N1)".
_LETTER = re.compile(r"\bd([A-Z])/d[tx]|\b([A-Za-z]) is E1|\b([a-z])'\(N1\)")
_DERIVED = re.compile(r"derivative|d/dx|f'|check that you get|differentiat", re.I)
_MORE = 30


@dataclass(frozen=True)
class Fact:
    """What a marker stands for: its kind, expressions of x (or numbers), and what x and the function are called.

    `text` is given where nothing is left to be written.
    """

    kind: str
    parts: tuple[str, ...]
    variable: str = "x"
    name: str = ""
    text: str = ""


@dataclass(frozen=True)
class Content:
    """Facts for all markers, and what the rows of a data set tell of them."""

    facts: dict[str, Fact]
    family: str
    difficulty: float
    key: str


@dataclass(frozen=True)
class _Subject:
    """The mathematics that a request is about, and numbers for its fields."""

    facts: dict[str, Fact]
    places: Places
    family: str
    difficulty: float


def named_variable(text: str) -> str | None:
    """The variable that a request names itself, as in "at t = N1"; None where it names none."""
    found = _VARIABLE.search(text)
    letter = found[1] if found else None
    if letter is None:
        alone = [next(filter(None, match), "theta") for match in _ALONE.findall(text)]
        letter = alone[0] if alone else None
    return None if letter is None else {"θ": "theta"}.get(letter.lower(), letter.lower())


def draw_content(row: Row, values: dict[str, str], rng: random.Random, *, held_out: bool) -> Content | str | None:
    """Facts for a request; None where no family fits it at all, a reason where this draw led nowhere."""
    template, markers = str(row.target["template"]), list(dict.fromkeys(MARKER.findall(row.text)))
    given = {marker: Fact(marker[0], (), text=values[marker]) for marker in markers if marker in values}
    given |= {marker: Fact("T", (), text=_title(rng)) for marker in markers if marker[0] == "T"}
    open_ = [marker for marker in markers if marker not in given]
    if template == "related_rates":
        return None if held_out else _related(row, open_, given, rng)
    if template in _REFUSED:
        return _refused(row, open_, given, rng, held_out)
    subject = _subject(row, given, rng, held_out)
    if not isinstance(subject, _Subject):
        return subject
    facts = given | subject.facts
    if not _place(subject, row.target, facts):
        return "numbers"
    for marker in open_:
        if marker not in facts:
            fact = _further(marker, row, facts, rng)
            if fact is None:
                return "a further function"
            facts[marker] = fact
    facts = {marker: facts[marker] for marker in markers}
    if not distinct(facts):
        return "equal numbers"
    return Content(facts, subject.family, subject.difficulty, _key([facts[m] for m in subject.facts]))


def distinct(facts: dict[str, Fact]) -> bool:
    """Whether no two markers say the same: the finder would give them one name."""
    seen: set[tuple[object, ...]] = set()
    for fact in facts.values():
        if fact.text and fact.kind == "N":
            stands: tuple[object, ...] = (fact.kind, _said(fact.text))
        elif fact.text:
            continue
        elif fact.kind in "NPI":
            stands = (fact.kind, *(round(number(part), 9) if part not in ("oo", "-oo") else part
                for part in fact.parts))  # fmt: skip
        else:
            stands = (fact.kind, *fact.parts)
        if stands in seen:
            return False
        seen.add(stands)
    return True


def _said(text: str) -> float | str:
    try:
        return round(float(read_number(text)), 9)
    except (DerivanimError, TypeError):
        return text


def _key(facts: list[Fact]) -> str:
    texts = []
    for fact in facts:
        texts.append(", ".join(_canonical(part) for part in fact.parts))
    return "; ".join(texts)


@cache
def _canonical(source: str) -> str:
    return to_source(expression(source))


def _title(rng: random.Random) -> str:
    title = rng.choice(_TITLES).format(n=rng.randint(1, 12), l=rng.choice("abc"))
    return rng.choice(('"{}"', '"{}"', "“{}”")).format(title)


# -- subjects


def _subject(row: Row, given: dict[str, Fact], rng: random.Random, held_out: bool) -> _Subject | str | None:
    target, template = row.target, str(row.target["template"])
    names = suited(template, row.text, held_out=held_out, quantity=str(target.get("quantity", "cost")))
    if not names:
        return None
    asked = {field: _kind(target[field]) for field in _FIELDS if field in target}
    name = rng.choice(names)
    marker = str(target.get("function", target.get("equation", target.get("curve"))))
    if name in KINDS:
        return _curve(marker, name, target, asked, row.text, rng)
    family = FAMILIES[name]
    for _ in range(_MORE):
        drawn = family.draw(rng)
        if not agrees(template, row.text, drawn.source):
            continue
        places = fit(template, drawn, rng, asked)
        if places is None or (fixed := _fixed(target, given, places)) is None:
            continue
        if not possible(template, row.text, drawn.source, places):
            continue
        variable = _variable(row, template, rng)
        fact = Fact("E", (drawn.source,), variable, _name(row, template, variable, rng))
        if template == "constant_rule":
            if marker[0] == "N":
                fact = Fact("N", (drawn.source,))
            elif not fact.name:
                fact = Fact("E", (drawn.source,), variable, "y") if rng.random() < 0.4 else Fact("E", (drawn.source,),
                    variable, rng.choice("fgh"))  # fmt: skip
        return _Subject({marker: fact}, fixed, name, families.difficulty(drawn.source, family.level))
    return "no numbers fit"


def _kind(pointer: object) -> str:
    """N, P, I or, for two markers, NN."""
    return "".join(str(part)[0] for part in pointer) if isinstance(pointer, list | tuple) else str(pointer)[0]


def _fixed(target: Target, given: dict[str, Fact], places: Places) -> Places | None:
    """The places, where they agree with what the words have settled, as in "as x goes to infinity"."""
    for field, parts in places.items():
        pointer = target.get(field)
        if isinstance(pointer, str) and pointer in given:
            said = given[pointer].text.replace("infinity", "oo").replace("∞", "oo")
            wanted = {"zero": "0"}.get(said, said)
            if wanted != parts[0]:
                return None
    settled = {field for field, pointer in target.items() if isinstance(pointer, str) and pointer in given}
    return {field: parts for field, parts in places.items() if field not in settled}


def _curve(
    marker: str, name: str, target: Target, asked: dict[str, str], text: str, rng: random.Random
) -> _Subject | str:
    kind = KINDS[name]
    drawn = kind.draw(rng)
    parts, variable = drawn.parts, {"C": "t", "Q": "x,y", "F": "x,y", "E": "theta"}[kind.marker]
    if "point" in asked and not drawn.places:
        return "no place"
    place = rng.choice(drawn.places) if drawn.places else ()
    fact_name = ""
    if kind.marker == "E":
        variable = named_variable(text) or ("theta" if rng.random() < 0.92 else "t")
        variable = variable if variable in ("theta", "t") else "theta"
        fact_name = "r" if rng.random() < 0.6 else ""
    elif kind.marker in "CF" and rng.random() < 0.12 and not re.search(r"\b[xyztuv]\b", text):
        letters = {"C": (("s",), ("u",)), "F": (("u", "v"), ("s", "t"))}[kind.marker]
        chosen = rng.choice(letters)
        old = ("t",) if kind.marker == "C" else ("x", "y")
        parts = tuple(_replaced(part, dict(zip(old, chosen, strict=True))) for part in parts)
        variable = ",".join(chosen)
    places: Places = {"point": place} if "point" in asked else {}
    if "direction" in asked:
        directions = [pair for pair in _DIRECTIONS if pair != place]
        places["direction"] = place if target["direction"] == target["point"] else rng.choice(directions)
        if places["direction"] == ("0", "0"):
            return "no direction"
    return _Subject({marker: Fact(kind.marker, parts, variable, fact_name)}, places, name, curves.difficulty(drawn,
        kind.level))  # fmt: skip


def _replaced(source: str, names: dict[str, str]) -> str:
    return re.sub(r"\b(?:" + "|".join(names) + r")\b", lambda match: names[match.group()], source)


def _place(subject: _Subject, target: Target, facts: dict[str, Fact]) -> bool:
    """Gives the markers of the fields their numbers; a pair stands for a point of the curve."""
    function = next(iter(subject.facts.values()))
    for field, fitted in subject.places.items():
        pointer, parts = target.get(field), fitted
        if pointer is None:
            continue
        pointers = list(pointer) if isinstance(pointer, list | tuple) else [pointer]
        if len(pointers) == len(parts) and len(parts) > 1:
            for each, part in zip(pointers, parts, strict=True):
                if each in facts and facts[each].parts != (part,):
                    return False
                facts[each] = Fact("N", (part,))
            continue
        marker = str(pointers[0])
        if marker[0] == "P" and len(parts) == 1:
            height = exact(value(parse(function.parts[0]), x=number(parts[0])))
            if height is None:
                return False
            parts = (parts[0], height)
        if marker in facts and facts[marker].parts and facts[marker].parts != parts:
            return False
        facts.setdefault(marker, Fact(marker[0], parts, function.variable if marker[0] == "I" else "x"))
    return True


def _variable(row: Row, template: str, rng: random.Random) -> str:
    said = named_variable(row.text)
    if said is not None:
        return said
    usual = {"motion": "tttttx", "rate_of_change": "tttx", "marginal_analysis": "xxq"}.get(template)
    return rng.choice(usual) if usual else rng.choice("xxxxxxxxxxxxttuxs")


def _name(row: Row, template: str, variable: str, rng: random.Random) -> str:
    """What the function is called; empty for f, for y and for no name at all."""
    if template in _NAMES and (said := _LETTER.search(row.text)):
        return str(next(filter(None, said.groups())))
    if re.search(r"\bf(?:'|\(x\))", row.text):  # the words call it f already
        return ""
    if rng.random() < 0.8 if template not in _NAMES and template != "marginal_analysis" else rng.random() < 0.45:
        return ""
    if template == "marginal_analysis":
        return {"cost": "C", "revenue": "R", "profit": "P"}[str(row.target.get("quantity", "cost"))]
    name = rng.choice(_NAMES.get(template, ("g", "g", "h", "p")))
    return name if name != variable else ""


# -- what is beside the subject


def _further(marker: str, row: Row, facts: dict[str, Fact], rng: random.Random) -> Fact | None:
    """A number, interval or pair that no field points at, or a derivative that the request mentions."""
    if marker[0] == "E":
        function = facts.get(str(row.target.get("function")))
        if function is None or not _DERIVED.search(row.text) or function.kind != "E":
            return None
        source = _derivative(function.parts[0])
        return None if source is None else Fact("E", (source,), function.variable)
    return _any(marker, rng) if marker[0] in "NIP" else None


def _derivative(source: str) -> str | None:
    """The derivative in a form that the printers know; None where it is long or has other functions in it."""
    wanted = expression(source)
    text = to_source(wanted.diff(*wanted.free_symbols)) if wanted.free_symbols else "0"
    try:
        tree = parse(text)
        return text if len(text) < 50 and value(tree, x=0.7137) is not None else None
    except (SyntaxError, KeyError, AssertionError):
        return None


def _any(marker: str, rng: random.Random) -> Fact:
    a = rng.randint(-5, 5)
    if marker[0] == "N":
        return Fact("N", (rng.choice((*_SPARE, str(rng.randint(1, 30)))),))
    if marker[0] == "I":
        return Fact("I", (str(a), str(a + rng.randint(1, 6))))
    return Fact("P", (str(a), str(rng.randint(-6, 6))))


def _refused(
    row: Row, markers: list[str], given: dict[str, Fact], rng: random.Random, held_out: bool
) -> Content | str | None:
    """Any mathematics: no animation is made of it."""
    facts, family, hardest = dict(given), "", 0.0
    variable = named_variable(row.text) or rng.choice("xxxxxxxt")
    for marker in markers:
        if marker[0] in "NIP":
            facts[marker] = _any(marker, rng)
            continue
        name = _refused_family(marker[0], row, rng, held_out)
        if marker[0] == "E":
            drawn = FAMILIES[name].draw(rng)
            facts[marker] = Fact("E", (drawn.source,), variable)
            hardest = max(hardest, families.difficulty(drawn.source, FAMILIES[name].level))
        else:
            curve = KINDS[name].draw(rng)
            facts[marker] = Fact(marker[0], curve.parts, {"C": "t", "Q": "x,y"}.get(marker[0], ""
                if "parameter" in name else "x,y"))  # fmt: skip
            hardest = max(hardest, curves.difficulty(curve, KINDS[name].level))
        family = family or name
    if held_out and not family:
        return None
    facts = {marker: facts[marker] for marker in dict.fromkeys(MARKER.findall(row.text))}
    if not distinct(facts):
        return "equal numbers"
    return Content(facts, family, hardest, _key([fact for fact in facts.values() if fact.kind in "EFQC"
        and not fact.text]))  # fmt: skip


def _refused_family(kind: str, row: Row, rng: random.Random, held_out: bool) -> str:
    if kind == "E":
        # Words that were made incomplete still speak of the functions that they spoke of.
        names = [name for name in suited(template_of(row.phrasing), row.text, held_out=held_out) if name in FAMILIES]
        return rng.choice(names or suited(str(row.target["template"]), row.text, held_out=held_out))
    wanted = [name for name, found in KINDS.items() if found.marker == kind and found.held_out == held_out]
    if kind == "F":
        spatial = row.target.get("question") != "which_variable" and bool(_OF_SPACE.search(row.text)
            or row.target.get("question") == "no_point")  # fmt: skip
        wanted = [name for name in wanted if ("parameter" in name) != spatial]
    return rng.choice(wanted)


def _related(row: Row, markers: list[str], given: dict[str, Fact], rng: random.Random) -> Content | str:
    """Numbers of a situation, and any others that its words mention."""
    fields = {field: str(pointer) for field, pointer in row.target.items() if isinstance(pointer, str)
        and re.fullmatch(r"N\d", pointer)}  # fmt: skip
    situation, found = str(row.target["situation"]), measures(row.target, fields, rng, row.text)
    if found is None:
        return "no such numbers"
    facts = given | {fields[field]: Fact("N", (source,)) for field, source in found.items()}
    facts |= {marker: _any(marker, rng) for marker in markers if marker not in facts}
    if not distinct(facts):
        return "equal numbers"
    said = ", ".join(f"{field} {source}" for field, source in sorted(found.items()))
    return Content(facts, situation, 0.45 + 0.05 * len(found), f"{situation}: {said}")


assert set(SUITED) >= _SURFACES | _REFUSED
