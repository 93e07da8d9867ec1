"""Words: every language says what English says, with the same values, and knows every rule that calculus names."""

import re
from functools import cache

import pytest
import sympy
from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

from derivanim.calculus.differentiate import differentiate
from derivanim.calculus.outer import OUTER
from derivanim.calculus.reader import read_expression
from derivanim.calculus.rules import RULES, Composition
from derivanim.errors import SlotError, TemplateError
from derivanim.slots import words
from derivanim.slots.folders import OWN
from derivanim.slots.registry import load, templates
from derivanim.templates.layout import LAYOUTS
from derivanim.templates.typesetting import measure

LANGUAGES = sorted(path.stem for path in (OWN / "words").glob("*.ftl"))
OTHERS = [code for code in LANGUAGES if code != words.ENGLISH]
MARKUP = re.compile(r"\$[^$]*\$")

FUNCTIONS = """
    7 | pi | x | -x | 3*x + 2 | x**2 | x**5 - 4*x**3 + x | (2*x + 1)**7 | x**(-3) | 1/x | sqrt(x) | cbrt(x) | x**(2/3)
    sqrt(1 - x**2) | exp(x) | exp(-x**2) | 2**x | 10**(3*x) | x*exp(x) | log(x) | log(x**2 + 1) | x*log(x) | x**x
    x**sin(x) | (1 + 1/x)**x | sin(x) | cos(x) | tan(x) | cot(x) | sec(x) | csc(x) | sin(3*x)**2 | x**2*sin(x)
    sin(x)/x | tan(x**2) | asin(x) | acos(x) | atan(x) | acot(x) | asec(x) | acsc(x) | atan(1/x) | sinh(x) | cosh(x)
    tanh(x) | coth(x) | sech(x) | csch(x) | asinh(x) | acosh(x) | atanh(x) | acoth(x) | asech(x) | acsch(x) | cosh(x)**3
    abs(x) | x*abs(x) | abs(sin(x)) | sign(x) | floor(x) | ceiling(x) | max(x, x**2) | min(1, x)
    x*exp(x)*sin(x) | (x**2 + 1)/(x - 1) | 1/(x**2 + 1) | exp(sin(cos(x))) | log(log(x)) | sqrt(x + sqrt(x))
    x**2 if x < 1 else 2*x | (x + 1)**2*(x - 1)**3/(x**2 + 1)**4
"""
EXAMPLES = [text.strip() for text in re.split(r"[|\n]", FUNCTIONS) if text.strip()]


class Variables(Visitor):
    """Collects the variables of a pattern, and the formulas in its text."""

    def __init__(self):
        self.names, self.markup = set(), set()

    def visit_VariableReference(self, node):
        """A variable, in a sentence or as what it is chosen by."""
        self.names.add(node.id.name)

    def visit_TextElement(self, node):
        """A piece of text."""
        self.markup.update(MARKUP.findall(node.value))


@cache
def entries(code):
    """The messages of a file, without its comments."""
    parsed = FluentParser().parse((OWN / "words" / f"{code}.ftl").read_text("utf-8"))
    return [entry for entry in parsed.body if not isinstance(entry, ast.BaseComment)]


@cache
def patterns(code):
    """The pattern of each title and attribute of a file."""
    return {
        (entry.id.name, attribute): pattern
        for entry in entries(code)
        if isinstance(entry, ast.Message)
        for attribute, pattern in [(None, entry.value), *((each.id.name, each.value) for each in entry.attributes)]
    }


def seen(code):
    """The variables and formulas of each title and attribute of a file."""
    found = {}
    for key, pattern in patterns(code).items():
        found[key] = collected = Variables()
        collected.visit(pattern)
    return found


@pytest.fixture
def spoken(monkeypatch, tmp_path):
    """Adds a language to a folder of templates: its code and its file."""

    def add(code, text):
        (tmp_path / "words").mkdir(exist_ok=True)
        (tmp_path / "words" / f"{code}.ftl").write_text(text, encoding="utf-8")
        monkeypatch.setattr(words, "folders", lambda: (OWN, tmp_path))
        forget()

    def forget():
        words.languages.cache_clear()
        words._bundle.cache_clear()

    yield add
    forget()


@pytest.mark.parametrize("code", LANGUAGES)
def test_files_hold_messages_alone(code):
    """Each file parses without junk; no message and no attribute is there twice."""
    assert [] == [entry for entry in entries(code) if not isinstance(entry, ast.Message)]
    names = [entry.id.name for entry in entries(code)]
    assert sorted(set(names)) == sorted(names)
    for entry in entries(code):
        attributes = [each.id.name for each in entry.attributes]
        assert sorted(set(attributes)) == sorted(attributes), entry.id.name


@pytest.mark.parametrize("code", OTHERS)
def test_languages_say_what_english_says(code):
    """Every language has the messages and attributes of English, all of them and no others."""
    assert set(patterns(words.ENGLISH)) == set(patterns(code))


@pytest.mark.parametrize("code", OTHERS)
def test_languages_use_the_values_of_english(code):
    """Every sentence uses exactly the variables and the formulas of the English one."""
    english, found = seen(words.ENGLISH), seen(code)
    shared = english.keys() & found.keys()
    wrong = {
        key: (found[key].names ^ english[key].names, found[key].markup ^ english[key].markup)
        for key in shared
        if (found[key].names, found[key].markup) != (english[key].names, english[key].markup)
    }
    assert {} == wrong


@pytest.mark.parametrize("code", OTHERS)
def test_names_of_lines_fit_into_the_panel(code):
    """A name without values is no wider than the panel, or else than the English one; a comma breaks it."""

    def width(text):
        return max(measure(part, 26, math=False)[0] for part in text.split(", "))

    panel, plain = LAYOUTS["16:9"].panel_width, seen(words.ENGLISH)
    names = [(name, key) for name, key in plain if (name == words.RULES and key) or (key and key.endswith("-line"))]
    for name, key in names:
        if not plain[name, key].names:
            text = words.say(code, name, key)
            assert width(text) <= max(panel, width(words.say(words.ENGLISH, name, key))), text


def test_every_template_has_its_words():
    """A template that draws has a message of its own, and no message is left from one that is gone."""
    drawing = {name for name, schema in templates().items() if schema.DRAWS}
    assert {*drawing, words.SHARED, words.RULES, "units"} == {name for name, _ in patterns(words.ENGLISH)}


def known_rules():
    """The rules that English names, as calculus calls them."""
    return {
        words.say(words.ENGLISH, words.RULES, key) for name, key in patterns(words.ENGLISH) if key and name == "rules"
    }


@pytest.mark.parametrize("text", EXAMPLES)
def test_rules_of_functions_have_words(text):
    """Every name that calculus gives to a step or to a line of a derivation is in English's rules."""
    found = differentiate(read_expression(text, variable="x").expression, "x")
    names = {step.rule for step in found.steps}
    names |= {name for most in (1, 2, 3, 9) for label, _ in found.lines(most) for name in label.split(", ") if name}
    assert names <= known_rules()


def test_rules_of_the_tables_have_words():
    """Every node of RULES and every outer function of OUTER has a name in English's rules."""
    labels = {kind.name for kind in RULES} | {kind.outer_name for kind in RULES if issubclass(kind, Composition)}
    assert (labels | {outer.name for outer in OUTER.values()}) - {""} <= known_rules()
    assert sympy.sin in OUTER


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_rule_has_a_name(code):
    """A rule keeps its English name in English, and has another one elsewhere."""
    for name in known_rules():
        assert (words.rule(code, name) == name) == (code == words.ENGLISH), name


def test_rules_are_named_one_by_one():
    """Names between commas are translated each for itself; what no file knows stays as it is."""
    assert "Potenzregel, Kettenregel" == words.rule("de", "power rule, chain rule")
    assert "rule of thumb" == words.rule("de", "rule of thumb")


def test_missing_words_are_said_in_english(spoken):
    """What a language lacks is said in English: titles, captions and rules."""
    spoken("xx", "tangent_line = Xtangent\n    .line = xline\n")
    assert "xx" in words.languages()
    assert ("Xtangent", "xline") == (words.say("xx", "tangent_line"), words.say("xx", "tangent_line", "line"))
    assert words.say("en", "secant_limit", "row") == words.say("xx", "secant_limit", "row")
    assert words.say("en", "tangent_line", "triangle") == words.say("xx", "tangent_line", "triangle")
    assert "Product rule" == words.say("xx", "product_rule")
    assert "power rule" == words.rule("xx", "power rule")


def test_folders_of_templates_bring_words(spoken):
    """A file of the same language in another folder adds to that of the package."""
    spoken("de", "my_template = Meine Vorlage\n")
    assert "Meine Vorlage" == words.say("de", "my_template")
    assert "Tangente" == words.say("de", "tangent_line")


@pytest.mark.parametrize(
    ("message", "attribute", "values", "told"),
    [
        ("tangent_line", "caption", {}, r"tangent_line\.caption.*where"),
        ("marginal_analysis", "subject", {"where": "2", "variable": "x"}, r"marginal_analysis\.subject.*quantity"),
        ("tangent_line", "no-such-key", {}, r"en\.ftl has no tangent_line with \.no-such-key"),
        ("no_such_template", "no-such-key", {}, r"en\.ftl has no no_such_template"),
    ],
)
@pytest.mark.parametrize("code", LANGUAGES)
def test_what_cannot_be_said_is_an_error(code, message, attribute, values, told):
    """A value that is missing and a key that no language knows are errors that name both."""
    with pytest.raises(TemplateError, match=told):
        words.say(code, message, attribute, **values)


def test_unknown_languages_are_refused():
    """A language without a file is refused with the list of those that have one."""
    with pytest.raises(SlotError, match=f"language: .*no words in 'xx'; allowed: {', '.join(words.languages())}"):
        load({"template": "tangent_line", "function": "x", "point": "1", "language": "xx"})
    assert set(LANGUAGES) <= set(words.languages())


def test_slots_speak_their_language():
    """Titles and captions are in the language of the slots; a title of the request stays."""
    slots = load({"template": "tangent_line", "function": "x^2", "point": "1", "language": "de"})
    assert ("Tangente", "Tangente") == (slots.heading(), slots.say("line"))
    assert "Bei x = 1 ist die Steigung 2." == slots.say("slope-is", where="x = 1", slope="2")
    assert "My title" == slots.replaced(title="My title").heading()
    captions = slots.completed().scene()["captions"]
    assert "Wie steil ist die Kurve bei x = 1?" in captions.values()


@pytest.mark.parametrize(
    ("quantity", "told"),
    [("cost", "Die Grenzkosten"), ("revenue", "Der Grenzerlös"), ("profit", "Der Grenzgewinn")],
)
def test_german_chooses_by_quantity(quantity, told):
    """Where a word bends the sentence, a file chooses between sentences."""
    named = words.say("de", "marginal_analysis", quantity)
    said = words.say("de", "marginal_analysis", "subject", quantity=named, variable="x", where="9")
    assert f"{told} bei x = 9." == said
