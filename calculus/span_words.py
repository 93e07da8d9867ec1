"""The words that tell mathematics from English in a request: which are functions, operators, numbers, units."""

from __future__ import annotations

import re


def words(text: str) -> frozenset[str]:
    """The words of a text as a set."""
    return frozenset(text.split())


FUNCTIONS = words(
    "sin cos tan sec csc cot cosec arcsin arccos arctan arccot arcsec arccsc asin acos atan sinh cosh tanh sech "
    "csch coth arcsinh arccosh arctanh arsinh arcosh artanh asinh acosh atanh tg ctg lg "
    "arctg ln log exp sqrt cbrt abs sgn sign floor ceil"
)
"""Names of functions as mathematics writes them."""

CONSTANTS = words("pi infinity inf oo infty")

WORD_FUNCTIONS: dict[tuple[str, ...], str] = {
    ("square", "root"): "sqrt",
    ("sqrt",): "sqrt",
    ("squareroot",): "sqrt",
    ("cube", "root"): "cbrt",
    ("cuberoot",): "cbrt",
    ("third", "root"): "cbrt",
    ("fourth", "root"): "fourthroot",
    ("fifth", "root"): "fifthroot",
    ("sixth", "root"): "sixthroot",
    ("arc", "sine"): "asin",
    ("arc", "cosine"): "acos",
    ("arc", "tangent"): "atan",
    ("cubic", "root"): "cbrt",
    ("root",): "sqrt",
    ("sine",): "sin",
    ("cosine",): "cos",
    ("cotangent",): "cot",
    ("cosecant",): "csc",
    ("tangent",): "tan",
    ("secant",): "sec",
    ("arcsine",): "asin",
    ("arccosine",): "acos",
    ("arctangent",): "atan",
    ("inverse", "sine"): "asin",
    ("inverse", "cosine"): "acos",
    ("inverse", "tangent"): "atan",
    ("inverse", "sin"): "asin",
    ("inverse", "cos"): "acos",
    ("inverse", "tan"): "atan",
    ("hyperbolic", "sine"): "sinh",
    ("hyperbolic", "cosine"): "cosh",
    ("hyperbolic", "tangent"): "tanh",
    ("natural", "log"): "ln",
    ("natural", "logarithm"): "ln",
    ("logarithm",): "log",
    ("exponential",): "exp",
    ("absolute", "value"): "abs",
    ("modulus",): "abs",
    ("reciprocal",): "reciprocal",
    ("square",): "square",
    ("cube",): "cube",
}
"""Functions in words; the longest match counts, and most of them want "of" behind them."""

NEEDS_OF = frozenset(
    {"modulus", "tangent", "secant", "root", "square", "cube", "exponential", "reciprocal", "logarithm"}
)
"""Words that are a function only with "of" behind them."""

ONLY_INSIDE = frozenset({"tangent", "secant"})
"""Words that are a function only where mathematics is under way: "the tangent of x^2" is nearly always the line."""

INFIXES = tuple(
    tuple(phrase.split())
    for phrase in (
        "raised to the power of",
        "raised to the power",
        "raised to the",
        "raised to",
        "to the power of",
        "to the power",
        "to the",
        "all divided by",
        "divided by",
        "multiplied by",
        "all over",
        "over",
        "times",
        "plus",
        "minus",
    )
)
"""Operators in words, the longest first."""

POSTFIXES = words("squared cubed")

NUMBER_WORDS = words(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
)

ORDINALS = words("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth")

FRACTION_WORDS = {
    "half": 2,
    "halves": 2,
    "third": 3,
    "thirds": 3,
    "quarter": 4,
    "quarters": 4,
    "fourth": 4,
    "fourths": 4,
    "fifth": 5,
    "fifths": 5,
    "sixth": 6,
    "sixths": 6,
    "eighth": 8,
    "eighths": 8,
}

BARE_FUNCTIONS = {
    "sin": "sin", "cos": "cos", "tan": "tan", "ln": "ln", "log": "log", "exp": "exp", "sqrt": "sqrt", "sinh": "sinh",
    "cosh": "cosh", "tanh": "tanh", "arctan": "atan", "arcsin": "asin", "arccos": "acos", "sine": "sin",
    "cosine": "cos", "arctangent": "atan", "arcsine": "asin", "arccosine": "acos",
}  # fmt: skip
"""Functions that a request may name without their variable: "the derivative of sine"."""

BARE_CONTEXT = words("function outer inner of to differentiate for graph plot animate the show draw = about")
"""What stands before a function without its variable."""

FILLERS = frozenset({"the", "of", "quantity", "power"})

SHORT_ENGLISH = words(
    "a an any as ask at ay be bet but buy by bye cat cut eat ex eye get guy gut hat he hey hut key kt let lit lt "
    "may me met mt my net nut oz pay pet put py quay ray rat sat say set sex she sky so st stay su sub sum tax "
    "tea ten test tex text that the them then they this thx tie tin tn to try tv ty um un up us use ux uk vs vet "
    "wax way we wet why yay ya ye yes yet yo you zap pts cute next exact ext btw pt xs xx xxx aye gym mum hum sun "
    "bus pus yup yum nt ut em en er "
    "act ant apt art ate aus aux ave awe bat bay cry cub cup est et mat new num pub que raw rub run saw spy sur svp "
    "tab tap tub une uns var was web wer zu zum zur van"
)
"""Short words that are never a product of variables outside of mathematical delimiters."""

GLUED_ENGLISH = words(
    "cost costs costa sect cosy cote tank tans tansy loge logy logs sine sines cosine expect expert export text "
    "sint vlog vlogs tant abs"
)
"""Words that look like a function name and its variable and are English."""

MULTIPLES = frozenset({"half", "twice"})
"""Words that multiply what follows them."""

RATES = words("m km ft cm mi")
"""Units of length before "/s"."""

UNITS = words(
    "s sec secs second seconds min mins minute minutes hr hrs hour hours h ms fps px p pixel pixels k hz mb gb kb "
    "frames frame st nd rd th d percent pct am pm usd dollars bucks euros times x day days week weeks year years "
    "yr yrs marks mark points pts people kids students pupils slides slide pages page part parts steps step "
    "examples example videos video clips clip gifs animations animation sentences sentence words lines line "
    "functions variables different more ways way dimensional dimensions questions question problems pictures "
    "panels scenes scene colors colours color degree orders seconds-long half-lives level levels credits am/pm ft "
    "feet inch inches cm mm km kg miles mi mph meters metres meter metre m times-faster fold term terms "
    "iteration iterations"
)
"""What follows a number that is not mathematics."""

MEASURED = re.compile(
    r"ladder|\bcon(?:e|es|ical)\b|spher|balloon|bubble|snowball|\btanks?\b|funnel|\bcars?\b|truck|\bbus\b|\btrains?\b"
    r"|\bships?\b|\bboats?\b|plane\b|cyclist|\bbikes?\b|shadow|lamp|street ?light|\bpoles?\b|\bwalls?\b|walk"
    r"|crossroad|intersection|radius|volume|\bwater\b|\bleak|\bdrain|inflat|\bpile\b|\bkites?\b|related rates?"
    r"|how (?:fast|quickly)|rates? of|temperature|coffee|\bcool|\bheat|populat|bacteri|velocit|particle|\bball\b|rocket"
    r"|stone|motion|accelerat|position|displacement|marginal|\bcosts?\b|revenue|profit|\bproduc(?:e|es|ed|ing)\b",
    re.I,
)
"""What a request is about whose numbers have units: "a ladder 5 m long", "after 3 seconds"."""

LENGTH_UNITS = words(
    "m km ft cm mm mi mph kmh kph feet foot inch inches in meters metres meter metre mile miles kilometers kilometres "
    "kilometer centimeters centimetres centimeter yards yard kg grams people dollars euros"
)
COUNTED_UNITS = words("cubic square liters litres liter litre gallons gallon units items pieces bikes phones")
TIME_UNITS = words(
    "s sec secs second seconds min mins minute minutes hr hrs hour hours h day days week weeks month months year years"
)
TIME_CONTEXT = words("at after when = equals is t until till from to between and first")
FILMS = words("video videos clip clips gif gifs animation animations film movie long in into of")
"""What follows seconds that are those of the film."""

LIMIT_CONTEXT = words("-> → => \\to \\rightarrow approaches approaching nears approach")
LIMIT_VERBS = words("goes tends going tending go tend runs")
"""What stands before infinity where it is a number that a variable goes to."""

INCHES = words(". , ; ! ? ) per long high tall deep wide of and across from")
"""What follows "2 in" where that is a length, and not a number with "in red" behind it."""

MAKING = words("after makes making make made sells selling sell sold produces producing produce produced")
"""What stands before a number of things that are made or sold."""

INSERTING = words("put puts putting plug plugs plugging insert inserting substitute substituting")
"""What stands before a number that goes into a function."""

SPEED_WORDS = words("speed faster slower as zoom")
"""What follows "2x" where it is a speed."""

COUNTED = words(
    "grade class section sec chapter ch step steps exercise ex problem prob question q version v part page pages "
    "pg p unit lesson year level calc calculus math maths algebra hw homework week lecture lec topic module no "
    "number figure fig table example item ap ib room form set theorem quiz test exam option stage semester sem "
    "term edition volume vol top method task day episode ep python manim size width height season standard key ks "
    "age aged since fps resolution cs degree order i'm i’m im am sheet worksheet exam paper activity card"
)
"""What stands before a number that is not mathematics."""

NUMBER_CONTEXT = words(
    "at = equals equal is are @ near around approaches approaching toward towards where when through being point "
    "pt points value be nears to minus negative becomes hits reaches about a between and x y t theta u → -> \\to "
    "until from"
)
"""What stands before a number that is mathematics."""

CONNECTIVES = words(
    "in and with please to on at near for thanks thank using then slowly or of by as from where when so but that "
    "which is thx pls plz via if because while also i you can could would make show draw animate use just only the "
    "this it we let find give explain until both all step-by-step nicely now quickly clearly my after before exactly "
    "inclusive"
)
"""What may follow a number in the middle of a sentence without making it a count."""

WORD_NUMBER_CONTEXT = words(
    "at = equals equal is approaches approaching point near to minus negative x y t through being @ value "
    "from between around"
)
"""What stands before a number word, such as "two", that is mathematics."""

INTERVAL_WORDS = words("on over interval domain in range ∈ \\in")

TITLE_WORDS = words(
    "title titled entitled call called calling name named naming caption captioned heading headed label labeled "
    "labelled header headline text says saying reads reading banner subtitle words titling"
)

WORD_MATHS = frozenset(
    {word for phrase in WORD_FUNCTIONS for word in phrase}
    | {word for phrase in INFIXES for word in phrase}
    | POSTFIXES
    | NUMBER_WORDS
    | ORDINALS
    | set(FRACTION_WORDS)
    | FILLERS
    | {"negative", "base"}
    | MULTIPLES
)
"""Words that may stand inside of mathematics in words."""
