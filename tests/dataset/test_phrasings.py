"""The bank of phrasings: its shape, its variety, and how its entries are read."""

import re
from collections import Counter
from itertools import combinations

import pytest
from pydantic import ValidationError

from derivanim.calculus.spans import find_spans
from derivanim.dataset.phrasings import (
    ANSWERED,
    POINTERS,
    PRESENTATION,
    REQUIRED,
    Phrasing,
    Pointers,
    load_phrasings,
    read_phrasings,
    split,
)
from derivanim.errors import DerivanimError
from derivanim.pointing.form import KINDS, MARKER
from derivanim.slots.registry import templates
from derivanim.slots.unclear import QUESTIONS
from derivanim.slots.unsupported import REASONS

WANTED = {"unsupported": 350, "unclear": 200}
FIRST = ("derivative_overview", "tangent_line", "secant_limit", "derivative_graph", "product_rule", "chain_rule",
         "optimization", "implicit_differentiation")  # fmt: skip
MATHEMATICS = {
    "E1": "x^2 sin x", "E2": "cos(3x)", "E3": "e^(-x)", "F1": "k x^2 + c", "Q1": "x^2 + y^2 = 25", "Q2": "x + y = 3",
    "C1": "x = t^2, y = t^3", "N1": "2.5", "N2": "7", "N3": "pi/4", "N4": "-3",
    "I1": "from 0 to 2", "P1": "(3, 4)", "P2": "(1, 2)",
    "P3": "(0, 5)", "T1": '"Lesson"',
}  # fmt: skip


def _words(text):
    return frozenset(re.findall(r"[^\W_]+(?:'[^\W_]+)?|->|=|/|'", text.lower()))


def _read(entry, template="tangent_line"):
    return read_phrasings(f"template: {template}\nphrasings:\n  - {entry}\n", template)[0]


@pytest.mark.parametrize("template", sorted(POINTERS))
def test_every_template_has_enough_phrasings(template):
    """60 for a template, 130 for the most wanted ones, more for the two answers that stand for everything else."""
    assert len(load_phrasings()[template]) >= WANTED.get(template, 130 if template in FIRST else 60)


def test_the_files_are_those_of_the_templates():
    """No file is for a template that nobody knows, and none is missing."""
    assert sorted(POINTERS) == list(load_phrasings())


def test_no_text_has_two_answers():
    """A text appears once in the whole bank, whatever its case and spacing."""
    texts = Counter(" ".join(p.text.lower().split()) for bank in load_phrasings().values() for p in bank)
    assert [] == [text for text, times in texts.items() if times > 1]


@pytest.mark.parametrize("template", sorted(POINTERS))
def test_no_two_phrasings_are_nearly_the_same(template):
    """Among texts of six words or more, no two share nine tenths of their words."""
    texts = [(p.text, _words(p.text)) for p in load_phrasings()[template]]
    near = [
        (a, b)
        for (a, left), (b, right) in combinations(texts, 2)
        if min(len(left), len(right)) >= 6 and len(left & right) >= 0.9 * len(left | right)
    ]
    assert [] == near


@pytest.mark.parametrize("template", sorted(POINTERS))
def test_markers_are_numbered_from_one(template):
    """A text with N2 has N1 too: the reader of requests numbers without gaps."""
    for phrasing in load_phrasings()[template]:
        for kind, numbers in _numbers(phrasing).items():
            assert set(range(1, max(numbers) + 1)) == numbers, (kind, phrasing.text)


def _numbers(phrasing):
    kinds = {}
    for marker in phrasing.markers:
        kinds.setdefault(marker[0], set()).add(int(marker[1]))
    return kinds


@pytest.mark.parametrize("template", sorted(POINTERS))
def test_markers_appear_in_order(template):
    """Markers of one kind are numbered by their place in the text, as the reader of requests numbers them."""
    for phrasing in load_phrasings()[template]:
        for kind in KINDS:
            of_kind = [marker for marker in phrasing.markers if marker[0] == kind]
            assert sorted(of_kind) == of_kind, phrasing.text


@pytest.mark.parametrize("template", sorted(ANSWERED))
def test_wishes_are_there_but_not_the_rule(template):
    """Between 5 and 25 percent of the requests wish for a pace, a colour, a shape and the like."""
    bank = load_phrasings()[template]
    wishing = sum(1 for p in bank if PRESENTATION & set(p.target))
    assert 0.05 <= wishing / len(bank) <= 0.25


@pytest.mark.parametrize(("template", "field"), [("unsupported", "reason"), ("unclear", "question")])
def test_every_code_is_practised(template, field):
    """Each reason and each question has at least four requests."""
    codes = Counter(p.target[field] for p in load_phrasings()[template])
    known = set(Pointers.model_json_schema()["properties"][field]["anyOf"][0]["enum"])
    assert known == {code for code, times in codes.items() if times >= 4}


@pytest.mark.parametrize("template", sorted(POINTERS))
def test_every_side_holds_some_of_every_template(template):
    """The split leaves between 2 and 12 percent of each template for validation, and 4 to 20 percent for the tests."""
    sides = Counter(split(p) for p in load_phrasings()[template])
    assert 0.02 <= sides["validation"] / sides.total() <= 0.12
    assert 0.04 <= sides["test"] / sides.total() <= 0.20


@pytest.mark.parametrize("template", sorted(POINTERS))
def test_the_reader_of_requests_finds_the_markers_again(template):
    """With mathematics in the place of markers, find_spans gives the text back, for all but 2 percent of a sample."""
    bank = load_phrasings()[template][::5]
    lost = [p.text for p in bank if "".join(p.text.split()) != "".join(_found(p).split())]
    assert len(lost) <= max(1, 0.02 * len(bank)), lost


def _found(phrasing):
    values = MATHEMATICS | phrasing.values
    return find_spans(MARKER.sub(lambda match: values[match.group()], phrasing.text)).delexicalised


@pytest.mark.parametrize(
    ("template", "field", "codes"), [("unsupported", "reason", REASONS), ("unclear", "question", QUESTIONS)]
)
def test_codes_are_those_of_the_slots(template, field, codes):
    """The bank uses every code that has a sentence, and no other."""
    assert set(codes) == {p.target[field] for p in load_phrasings()[template]}


@pytest.mark.parametrize("template", sorted(set(POINTERS) & set(templates())))
def test_fields_are_those_of_the_schemas(template):
    """The bank fills fields that the schema has, and says what it requires, a curve's two functions by one marker."""
    members = templates()[template].model_fields
    required = {name for name, info in members.items() if info.is_required()} - {"template"}
    curve = {"curve"} if required >= {"x", "y"} else set()
    assert set(REQUIRED[template]) == (required - {"x", "y"} | curve if curve else required)
    assert set(POINTERS[template]) <= set(members) | curve


def test_split_depends_on_the_text_alone():
    """The same words are on the same side whatever they are the answer to."""
    one = Phrasing(template="unclear", text="hm", slots=Pointers(question="not_readable"))
    other = Phrasing(template="unsupported", text="hm", slots=Pointers(reason="not_mathematics"))
    assert split(one) == split(other)


def test_markers_fill_the_default_fields():
    """A bare text needs no slots: its markers say them."""
    expected = {"template": "tangent_line", "function": "E1", "point": "N1"}
    assert expected == _read('"tangent to E1 at N1"').target


@pytest.mark.parametrize(
    ("entry", "template", "expected"),
    [
        ('"tangent to E1 at P1"', "tangent_line", {"function": "E1", "point": "P1"}),
        ('{text: "grade N1, E1 at N2", slots: {point: N2}}', "tangent_line", {"function": "E1", "point": "N2"}),
        ('{text: "E1 x=N1 T1", slots: {pace: slow}}', "tangent_line",
         {"function": "E1", "point": "N1", "title": "T1", "pace": "slow"}),
        ('{text: "E1, N1 to N2", slots: {interval: [N1, N2]}}', "optimization",
         {"function": "E1", "interval": ["N1", "N2"]}),
        ('{text: "E1 ?", slots: {reason: algebra}}', "unsupported", {"reason": "algebra"}),
        ('{text: "rates of E1, N1 to N2", slots: {interval: [N1, N2]}}', "average_and_instantaneous_rate",
         {"function": "E1", "interval": ["N1", "N2"]}),
        ('{text: "(f^-1) of E1 at x = N1", slots: {point: N1}}', "inverse_function_derivative",
         {"function": "E1", "point": "N1"}),
        ('{text: "second derivative of E1", slots: {order: "2", steps: false}}', "higher_derivatives",
         {"function": "E1", "steps": "false"}),
        ('{text: "C1, t = N1, vertical", slots: {aspect: "9:16"}}', "parametric_tangent",
         {"curve": "C1", "point": "N1", "aspect": "9:16"}),
        ('"slope of F1 at P1 towards P2"', "directional_derivative",
         {"function": "F1", "point": "P1", "direction": "P2"}),
    ],
)  # fmt: skip
def test_slots_add_to_the_defaults_and_replace_them(entry, template, expected):
    """What an entry says wins over what its markers would say."""
    assert {"template": template, **expected} == _read(entry, template).target


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ('"tangent to E1"', "says nothing about: point"),
        ('{text: "E1 at N1", slots: {point: N2}}', "has no marker N2"),
        ('{text: "E1 at N1", slots: {goal: maximum}}', "has no goal"),
        ('{text: "E1 at N1", slots: {pace: brisk}}', "pace"),
        ('{text: "E1 at N1", slots: {speed: slow}}', "speed"),
        ('{text: "E1 at N1", slot: {pace: slow}}', "is no phrasing"),
        ("17", "is no phrasing"),
    ],
)
def test_a_malformed_entry_is_named(entry, message):
    """The error names the file and what is wrong in it."""
    with pytest.raises(DerivanimError, match=r"phrasings/tangent_line\.yaml") as caught:
        _read(entry)
    assert message in str(caught.value)


def test_a_file_names_its_own_template():
    """A file copied under another name is refused."""
    with pytest.raises(DerivanimError, match="names the template 'unclear'"):
        read_phrasings("template: unclear\nphrasings: []\n", "unsupported")


def test_a_phrasing_cannot_be_changed():
    """Phrasings are shared by a cache, so they are frozen."""
    with pytest.raises(ValidationError):
        load_phrasings()["unclear"][0].text = "other"
