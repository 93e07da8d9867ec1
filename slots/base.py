"""What all slot objects share: frozen fields, mathematics read by the one parser, and what a schema must offer.

A slot object holds what a request says and what a model claims, nothing that can be computed. `claims()` lists what
the animation will assert, `examine()` refuses what cannot be shown, `scene()` computes what its program needs.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal, Self

import sympy
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator

from derivanim.calculus.printing import to_source
from derivanim.calculus.reader import read_expression, read_number
from derivanim.calculus.symbols import symbol
from derivanim.errors import ExpressionError, MathError, UnclearError
from derivanim.slots import words

MAX_TEXT = 400  # characters of a field
Pace = Literal["slow", "normal", "fast"]
Color = Literal["blue", "red", "orange", "yellow", "green", "teal", "purple", "pink", "white"]
Title = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_TEXT)]
Name = Annotated[str, StringConstraints(pattern=r"^[A-Za-z]{1,7}$")]
Level = Literal["foundation", "conceptual", "application", "advanced"]
Theme = Literal["dark", "light", "colorblind"]
Aspect = Literal["16:9", "9:16", "1:1"]
PRESENTATION = ("title", "pace", "color", "theme", "aspect", "steps", "language", "math")


def _number_text(value: object) -> object:
    """Numbers of JSON as text, so that `"point": 1` and `"point": "1"` are the same."""
    if not isinstance(value, int | float) or isinstance(value, bool):
        return value
    # Through Decimal, because Python writes large and small floats as 1e+308, and in mathematics e is a number.
    return format(Decimal(repr(value)), "f")


def _canonical_number(text: str) -> str:
    value = read(read_number, text)
    if not (value.is_real and value.is_finite):
        raise ValueError(f"a real number was expected, not {text!r}")
    return to_source(value)


def _known_language(code: str) -> str:
    if code not in words.languages():
        raise ValueError(f"there are no words in {code!r}; allowed: {', '.join(words.languages())}")
    return code


Language = Annotated[str, AfterValidator(_known_language)]
Number = Annotated[Text, BeforeValidator(_number_text), AfterValidator(_canonical_number)]


def _ordered(ends: tuple[str, str]) -> tuple[str, str]:
    low, high = (read_number(end) for end in ends)
    if not low < high:
        raise ValueError(f"an interval goes from the smaller to the larger number, not from {ends[0]} to {ends[1]}")
    return ends


Interval = Annotated[tuple[Number, Number], AfterValidator(_ordered)]


def read(reader: Any, text: str, **options: Any) -> Any:
    """Call a reader of calculus; what it cannot read becomes the ValueError that Pydantic reports."""
    try:
        return reader(text, **options)
    except (ExpressionError, UnclearError) as error:
        raise ValueError(str(error)) from error


def variables_of(*texts: Any) -> list[str]:
    """The names of the variables in these texts; none where a text cannot be read, which is said with its field."""
    try:
        parts = [read_expression(text).expression for text in texts if isinstance(text, str)]
    except (ExpressionError, UnclearError):
        return []
    return sorted({str(name) for part in parts if isinstance(part, sympy.Expr) for name in part.free_symbols})


class Slots(BaseModel):
    """The root of all schemas; `template` names the schema and is fixed by each child."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_max_length=MAX_TEXT, hide_input_in_errors=True)

    LEVEL: ClassVar[Level]
    SUMMARY: ClassVar[str]
    EXAMPLES: ClassVar[tuple[dict[str, Any], ...]]
    DRAWS: ClassVar[bool] = True

    template: str

    def claims(self) -> list[Any]:
        """What the animation asserts, as claims of `calculus.claims`."""
        return []

    def completed(self) -> Self:
        """These slots with the optional claims that SymPy can fill in."""
        return self

    def examine(self) -> None:
        """Raise MathError, in one sentence, where the animation would be wrong or impossible."""

    def scene(self) -> dict[str, Any]:
        """All values of the program, as plain data; heavy, so call it under a budget."""
        return {}

    def replaced(self, **changes: Any) -> Self:
        """A validated copy with other values in some fields."""
        return type(self).model_validate(self.model_dump() | changes)

    def _settle(self, *fields: str, **options: Any) -> None:
        """Replace the expressions in these fields, where given, by the canonical text, once: frozen for all others."""
        for field in fields:
            text = getattr(self, field, None)
            if text is None:
                continue
            try:
                expression = read(read_expression, text, **options).expression
            except ValueError as error:
                raise ValueError(f"{field}: {error}") from error
            if not isinstance(expression, sympy.Expr):
                raise ValueError(f"{field}: an expression was expected, not {text!r}")
            object.__setattr__(self, field, to_source(expression))

    def as_dict(self) -> dict[str, Any]:
        """The JSON object without what is left at its default; template first, presentation last."""
        data = self.model_dump(mode="json", exclude_defaults=True, exclude={"template"})
        last = {name: data.pop(name) for name in PRESENTATION if name in data}
        return {"template": self.template} | data | last


class Presented(Slots):
    """Slots of a template that draws, with the options that all of them share."""

    title: Title | None = Field(None, description="heading in place of the template's own")
    pace: Pace = Field("normal", description="how fast the animation goes")
    color: Color | None = Field(None, description="colour of the function's curve and formula")
    theme: Theme = Field("dark", description="colours of the whole picture")
    aspect: Aspect = Field("16:9", description="shape of the picture: wide, tall or square")
    steps: bool = Field(True, description="whether the derivation is shown line by line, or its result alone")
    language: Language = Field("en", description="language of titles and captions")
    math: Literal["typst", "latex"] = Field("typst", description="what typesets the formulas of the program")

    def say(self, key: str, **values: str) -> str:
        """A caption, or the name of a line, in the language of these slots: an attribute of the template's words."""
        return words.say(self.language, self.template, key, **values)

    def captions(self, *keys: str, **values: str) -> dict[str, str]:
        """The captions of several moments by their keys; each takes the values that it mentions."""
        return {key: self.say(key, **values) for key in keys}

    def heading(self) -> str:
        """The title: the wished one or the template's own."""
        return self.title or words.say(self.language, self.template)


class FunctionSlots(Presented):
    """Slots about one function of one variable."""

    function: Text = Field(description="the function's expression, e.g. x**2*sin(x)")
    variable: Name = Field("x", description="the variable of the function")
    function_name: Name = Field("f", description="the name of the function")

    @model_validator(mode="before")
    @classmethod
    def _infer_variable(cls, data: Any) -> Any:
        """A function of t has the variable t, even where the request did not say so."""
        names = variables_of(data.get("function")) if isinstance(data, dict) and "variable" not in data else []
        return data | {"variable": names[0]} if len(names) == 1 else data

    @model_validator(mode="after")
    def _canonical(self) -> Self:
        self._settle("function", "derivative", variable=self.variable)
        return self

    @property
    def expression(self) -> sympy.Expr:
        """The function as a SymPy expression."""
        return read_expression(self.function, variable=self.variable).expression

    @property
    def symbol(self) -> sympy.Symbol:
        """The variable as a SymPy symbol."""
        return symbol(self.variable)


class DerivativeSlots(FunctionSlots):
    """Slots that may also claim the derivative; the checked object holds the proved one."""

    derivative: Text | None = Field(None, description="the claimed derivative; left out, SymPy computes it")

    def claims(self) -> list[Any]:
        """That `derivative` is the derivative of `function`."""
        from derivanim.calculus.claims import IsDerivative

        if self.derivative is None:
            return []
        claimed = read_expression(self.derivative, variable=self.variable).expression
        return [IsDerivative(self.expression, self.variable, claimed)]

    def completed(self) -> Self:
        """With the derivative that SymPy finds, where none was claimed."""
        return self if self.derivative is not None else self.replaced(derivative=self.proved_derivative())

    def proved_derivative(self) -> str:
        """SymPy's derivative, in its textbook form, as text."""
        from derivanim.calculus.differentiate import differentiate

        derivative = differentiate(self.expression, self.variable).derivative
        if derivative.has(sympy.zoo, sympy.nan, sympy.Derivative):
            raise MathError(f"{self.function} has no derivative that can be written down.")
        source = to_source(derivative)
        if len(source) > MAX_TEXT:
            raise MathError(f"The derivative of {self.function} is too long to show.", "ask for a simpler function")
        return source
