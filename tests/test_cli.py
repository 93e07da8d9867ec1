"""The command line as people use it: help, pipes, wrong arguments, exit codes."""

import json
import subprocess
import sys

import pytest

HEAVY = ("torch", "transformers", "sympy", "manim", "numpy", "pydantic", "jinja2", "rich", "lark")


def derivanim(*arguments: str, stdin: str | bytes = "", cwd=None) -> subprocess.CompletedProcess:
    """Run the real command in a process of its own."""
    data = stdin if isinstance(stdin, bytes) else stdin.encode()
    command = [sys.executable, "-m", "derivanim.cli", *arguments]
    done = subprocess.run(command, input=data, capture_output=True, cwd=cwd, timeout=120, check=False)
    done.stdout, done.stderr = done.stdout.decode(), done.stderr.decode()
    return done


@pytest.mark.parametrize("arguments", [["--help"], ["animate", "--help"], ["templates", "--help"], ["--version"]])
def test_help_imports_nothing_heavy(arguments):
    """Help answers at once, since it loads neither SymPy nor torch nor Manim."""
    look = (
        "import sys\nfrom derivanim import cli\n"
        f"sys.argv = ['derivanim', *{arguments!r}]\n"
        "try:\n    cli.main()\nexcept SystemExit as end:\n    assert end.code == 0\n"
        f"print('loaded', [name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)

    assert "loaded []" == done.stdout.splitlines()[-1]
    assert len(done.stdout.splitlines()) > 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["animate"],
        ["slots"],
        ["check"],
        ["differentiate"],
        ["render", "no-such-file.json"],
        ["animate", "x", "--quality", "z"],
        ["differentiate", "x", "--order", "0"],
        ["differentiate", "x", "--order", "two"],
        ["differentiate", "--batch", "rows.jsonl"],
        ["animate", "tangent to x^2 at 1", "--fps", "0"],
    ],
)
def test_wrong_use_ends_with_2_and_says_how(arguments, tmp_path):
    """A usage error ends with exit code 2, prints nothing on standard output and writes nothing."""
    done = derivanim(*arguments, cwd=tmp_path)

    assert (2, "") == (done.returncode, done.stdout)
    assert "Error:" in done.stderr
    assert [] == list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("expression", "derivative"),
    [
        ("x^2", "2*x"),
        ("-x^2", "-2*x"),
        (r"\frac{1}{2}x^2", "x"),
        ("sin 2x", "2*cos(2*x)"),
        ("t³", "3*t**2"),
        ("x squared", "2*x"),
    ],
)
def test_differentiate_prints_the_derivative_last(expression, derivative):
    """The last line of standard output holds the derivative, whatever the notation."""
    done = derivanim("differentiate", expression)

    assert (0, derivative) == (done.returncode, done.stdout.splitlines()[-1].split()[-1])


def test_differentiate_reads_standard_input():
    """A dash reads the expression from a pipe."""
    assert "2*x" == json.loads(derivanim("differentiate", "-", "--json", stdin="x^2\n").stdout)["derivative"]


def test_a_wrong_expression_shows_its_place():
    """Exit code 1, one line that says what is wrong, and a caret below the place."""
    done = derivanim("differentiate", "x + )")
    lines = done.stderr.splitlines()

    assert (1, "") == (done.returncode, done.stdout)
    assert lines[0].startswith("derivanim: ")
    assert "^" in lines[-1]
    assert lines[-2].index(")") == lines[-1].index("^")


def test_several_variables_ask_which_one():
    """An expression with two symbols and no variable is a question, exit code 3."""
    done = derivanim("differentiate", "x^2 y")

    assert 3 == done.returncode
    assert "variable" in done.stderr


def test_the_variable_can_be_named():
    """--variable chooses among several symbols; the others are constants."""
    assert "2*x*y" == derivanim("differentiate", "x^2 y", "--variable", "x").stdout.split()[-1]


def test_the_order_is_counted():
    """--order 2 is the second derivative."""
    assert "6*x" == derivanim("differentiate", "x^3", "--order", "2").stdout.split()[-1]


def test_batch_through_pipes():
    """Rows come in on standard input and go out on standard output; bad ones are rows with their error."""
    rows = ['{"id": 1, "expression": "x^2"}', "not json", '{"id": 3, "expression": "x +"}']
    rows += ['{"id": 4, "expression": "t^2", "order": 2}']
    done = derivanim("differentiate", "--batch", "-", "--output", "-", stdin="\n".join(rows))
    out = [json.loads(line) for line in done.stdout.splitlines()]

    assert 0 == done.returncode
    assert ["ok", "error", "error", "ok"] == [row["status"] for row in out]
    assert [1, None, 3, 4] == [row["id"] for row in out]
    assert ("2*x", "2") == (out[0]["derivative"], out[3]["derivative"])
    assert out[0]["steps"][0]["rule"]


def test_a_closed_pipe_is_no_error():
    """`derivanim ... | head -0` ends in silence."""
    command = f"{sys.executable} -m derivanim.cli templates list | true"
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False)

    assert (0, "") == (done.returncode, done.stderr)


def test_input_that_is_not_text():
    """Bytes that are no UTF-8 are named, with exit code 1."""
    done = derivanim("differentiate", "-", stdin=b"\xff\xfe")

    assert 1 == done.returncode
    assert "UTF-8" in done.stderr


@pytest.mark.parametrize("text", ["", "   ", "\n"])
def test_an_empty_request(text):
    """An empty request is wrong input, not a puzzle for the model."""
    done = derivanim("slots", "-", stdin=text)

    assert 1 == done.returncode
    assert "empty" in done.stderr


TANGENT = '{"template": "tangent_line", "function": "x^2", "point": 1}'


def test_an_edit(tmp_path):
    """The slots of a file with what the words name changed; the file itself stays."""
    file = tmp_path / "tangent.json"
    file.write_text(TANGENT, "utf-8")
    done = derivanim("slots", "--edit", str(file), "same, at x = 2, in blue")

    assert 0 == done.returncode
    expected = {"template": "tangent_line", "function": "x^2", "point": "2", "color": "blue"}
    assert expected == json.loads(done.stdout)
    assert TANGENT == file.read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "stdin", "code", "words"),
    [
        (["-", "make it prettier"], TANGENT, 3, "prettier"),
        (["-", "at 2"], "{", 1, "not JSON"),
        (["-", ""], TANGENT, 1, "empty"),
        (["-", "at 2"], '{"template": "unclear", "question": "What?"}', 1, "no animation"),
        (["nowhere.json", "at 2"], "", 2, "nowhere.json"),
        (["-", "-"], TANGENT, 2, "standard input"),
        (["-"], TANGENT, 2, "REQUEST"),
    ],
)
def test_an_edit_that_cannot_be_made(arguments, stdin, code, words):
    """A question is an answer on standard output; a malformed or missing object is an error."""
    done = derivanim("slots", "--edit", *arguments, stdin=stdin)

    assert code == done.returncode
    assert words in (done.stdout if code == 3 else done.stderr)


def test_templates_are_listed():
    """Every template of the library stands in the list with its level."""
    rows = json.loads(derivanim("templates", "list", "--json").stdout)

    assert {"tangent_line", "unclear"} <= {row["template"] for row in rows}
    assert sorted(row["template"] for row in rows) == [row["template"] for row in rows]
    assert all(row["level"] and row["summary"] for row in rows)


def test_an_unknown_template_gets_a_suggestion():
    """A misspelt name: exit code 1 and the name that was meant."""
    done = derivanim("templates", "show", "tangent_lin")

    assert 1 == done.returncode
    assert "tangent_line" in done.stderr


def test_the_command_line_page_is_up_to_date():
    """docs/command_line.md holds what --help says now."""
    from pathlib import Path

    script = Path(__file__).parents[1] / ".dev" / "command_line_docs.py"

    assert 0 == subprocess.run([sys.executable, str(script), "--check"], check=False).returncode
