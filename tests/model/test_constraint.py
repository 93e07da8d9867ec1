"""Tests of the grammars that answers must keep."""

import json

import pytest

from derivanim.errors import ModelError
from derivanim.model.constraint import Constrainer, copying_grammar, pointing_grammar
from derivanim.model.decoding import search
from derivanim.model.tokenizer import EOS


@pytest.fixture(scope="module")
def constrainer(vocabulary):
    """A constrainer of the small vocabulary."""
    return Constrainer(vocabulary)


def accepts(constrainer, vocabulary, grammar: str, text: str) -> bool:
    """Whether a whole text keeps a grammar."""
    matcher = constrainer.matcher(grammar)
    tokens = vocabulary.encode(text)
    return matcher.validate_tokens(tokens) == len(tokens) and matcher.consume_tokens(tokens) and matcher.is_accepting()


@pytest.mark.parametrize(
    "answer",
    [
        '{"template":"tangent_line","function":"E1","point":"N2"}',
        '{"template":"tangent_line","function":"E1","point":"N1","title":"T1","pace":"slow","color":"red"}',
        '{"template":"optimization","function":"E1","interval":["N2","N1"],"goal":"minimum"}',
        '{"template":"derivative_overview","function":"E1"}',
        '{"template":"unsupported","reason":"integral"}',
        '{"template":"unclear","question":"no_interval"}',
    ],
)
def test_allowed(constrainer, vocabulary, answer):
    """Answers that point at what the request has are allowed."""
    assert accepts(constrainer, vocabulary, pointing_grammar({"E1", "N1", "N2", "T1"}), answer)


@pytest.mark.parametrize(
    "answer",
    [
        '{"template":"tangent_line","function":"E2","point":"N1"}',
        '{"template":"tangent_line","function":"N1","point":"N1"}',
        '{"template":"tangent_line","function":"E1"}',
        '{"template":"tangent_line","point":"N1","function":"E1"}',
        '{"template":"tangent_line","function":"E1","point":"N1","color":"brown"}',
        '{"template":"optimization","function":"E1","interval":["N1","N1"]}',
        '{"template":"implicit_differentiation","equation":"Q1"}',
        '{"template":"unsupported","reason":"because"}',
        '{"template":"anything"}',
        '{"template":"derivative_overview","function":"E1"',
        '{"template":"derivative_overview","function":"E1"}}',
        "show",
    ],
)
def test_forbidden(constrainer, vocabulary, answer):
    """Markers that are not there or do not fit, missing or foreign fields and other words are not."""
    assert not accepts(constrainer, vocabulary, pointing_grammar({"E1", "N1", "N2", "T1"}), answer)


def test_only_what_a_tokenizer_knows():
    """A template, a field or a word that came after the training is none of the answers."""
    pieces = {'{"template":"tangent_line"', ',"function":"', ',"point":"', ',"color":"red"'}
    grammar = pointing_grammar({"E1", "N1", "I1", "T1"}, pieces)
    assert "tangent_line:" in grammar
    assert "red" in grammar
    for unknown in ("optimization", "chain_rule", "title", "pace", "blue"):
        assert unknown not in grammar


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ('{"template":"tangent_line","function":"x**2*sin(x)","point":"pi/4"}', True),
        ('{"template":"optimization","function":"exp(-x)/(x + 1)","interval":["-1/2","2*pi"]}', True),
        ('{"template":"implicit_differentiation","equation":"x**2 + y**2 = 25","point":["3","-4"]}', True),
        ('{"template":"parametric_tangent","x":"cos(t)","y":"t**2/2 + 1","point":"-pi/6"}', True),
        ('{"template":"lhopital_rule","function":"(exp(x) - 1)/x","point":"-4"}', True),
        ('{"template":"lhopital_rule","function":"log(x)/x","point":"-oo"}', True),
        ('{"template":"differentiability","function":"Piecewise((x**3, x <= 0), (-x**2, True))","point":"0"}', True),
        ('{"template":"polar_tangent","function":"1 + cos(theta)","point":"sqrt(2)"}', True),
        ('{"template":"product_rule","function":"x*sin(x)","derivative":"x*cos(x) + sin(x)","steps":false}', True),
        ('{"template":"unclear","question":"no_point"}', True),
        ('{"template":"unclear","question":"At which point? Please name it, for example x = 1."}', True),
        ('{"template":"unclear","question":"Who are you?"}', False),
        ('{"template":"tangent_line","function":"x**2","point":"1","language":"en"}', False),
        ('{"template":"tangent_line","function":"__import__(x)","point":"1"}', False),
        ('{"template":"tangent_line","function":"x**2","point":"x"}', False),
        ('{"template":"tangent_line","function":"x**2*","point":"1"}', False),
    ],
)
def test_copying(constrainer, vocabulary, answer, expected):
    """The copying form takes expressions in SymPy syntax and numbers, nothing else."""
    assert expected is accepts(constrainer, vocabulary, copying_grammar(), answer)


def test_claims(constrainer, vocabulary):
    """A model that was trained to claim the derivative may write it behind its pointers, and no other one may."""
    text = '{"template":"product_rule","function":"E1","derivative":"x*cos(x) + sin(x)"}'
    assert accepts(constrainer, vocabulary, pointing_grammar({"E1"}, claims=True), text)
    assert not accepts(constrainer, vocabulary, pointing_grammar({"E1"}), text)


def test_whole_pieces_may_come_first(constrainer, vocabulary):
    """The first mask allows the one token that starts an answer of a template."""
    matcher = constrainer.matcher(pointing_grammar({"E1"}))
    allowed = constrainer.allowed(matcher)
    assert allowed[vocabulary.id('{"template":"chain_rule"')]
    assert not allowed[vocabulary.id('{"template":"optimization"')]
    assert not allowed[vocabulary.id(EOS)]


@pytest.mark.parametrize("markers", [set(), {"E1"}, {"E1", "N1", "I1"}, {"Q1", "P1", "T1"}])
def test_a_model_that_knows_nothing_answers_validly(constrainer, vocabulary, tiny, markers):
    """Whatever the weights, a completion is a whole answer about markers of the request."""
    grammar = pointing_grammar(markers)
    found = search(tiny, [1, 2, 3], vocabulary.id(EOS), width=3, longest=200, constrainer=constrainer, grammar=grammar)
    for completion in found:
        text = vocabulary.decode(completion.tokens)
        assert {"template"} <= set(json.loads(text))
        assert accepts(constrainer, vocabulary, grammar, text)
    assert found


def test_a_broken_grammar(constrainer):
    """A grammar that is none is a ModelError, not a matcher that allows nothing."""
    with pytest.raises(ModelError, match="does not compile"):
        constrainer.matcher("start: nothing")
