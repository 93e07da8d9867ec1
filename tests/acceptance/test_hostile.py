"""Hostile inputs end in time, in one clear line, and touch nothing: no canary file, no listener, no process left."""

import ast
import ctypes
import json
import os
import re
import signal
import socket
import subprocess
import sys
import textwrap
import threading
import time
from pathlib import Path

import psutil
import pytest
import yaml

from derivanim.animate import code_text, slots
from derivanim.batch import one_line
from derivanim.errors import DerivanimError

CASES = yaml.safe_load(Path(__file__).with_name("hostile.yaml").read_text("utf-8"))
SECRET = "canary-secret-9c1f"
SECONDS = 60  # for a process of its own, on a busy machine
PROGRAM_SECONDS = 10
PROGRESS = re.compile(r"derivanim: (reading the request|writing the program|rendering|rows)\b|note: ")
PASSWORDS = re.compile(r"root:[^:\s]*:0:0")
FORBIDDEN = {"system", "__import__", "eval", "exec", "open", "popen", "__class__", "__globals__", "os", "subprocess"}
SCENE = "from manim import *\n\n\nclass Sample(Scene):\n    def construct(self):\n        self.add(Dot())\n"
PR_SET_CHILD_SUBREAPER = 36


class Canary:
    """A folder with a file, and a listener, that nothing may touch."""

    def __init__(self, root: Path) -> None:
        self.folder = root / "canary"
        self.work = root / "work"
        self.folder.mkdir()
        self.work.mkdir()
        (self.folder / "precious.txt").write_text("precious")
        (self.work / "scene.py").write_text(SCENE)
        (self.work / "rows.jsonl").write_text('{"id": 1, "expression": "x^2"}\n')
        (self.work / "binary.json").write_bytes(bytes(range(256)))
        self.contacts = 0
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.root = root
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            self.contacts += 1
            connection.close()

    def filled(self, text: str) -> str:
        """The text with the canary's own places in it."""
        for name, value in {"CANARY": self.folder, "PORT": self.port, "WORK": self.work}.items():
            text = text.replace(f"@{name}@", str(value))
        return text

    def check(self) -> None:
        """Fail where anything was touched."""
        assert ["precious.txt"] == sorted(path.name for path in self.folder.iterdir())
        assert "precious" == (self.folder / "precious.txt").read_text()
        assert ["canary", "work"] == sorted(path.name for path in self.root.iterdir())
        assert 0 == self.contacts


@pytest.fixture
def canary(tmp_path, monkeypatch):
    """The canary of one case; what was touched is looked at behind the case."""
    (tmp_path / "case").mkdir()
    made = Canary(tmp_path / "case")
    monkeypatch.setenv("DERIVANIM_TEST_SECRET", SECRET)
    monkeypatch.chdir(made.work)
    yield made
    made.listener.close()
    made.check()


@pytest.fixture(scope="module", autouse=True)
def orphans():
    """Processes that a command leaves behind become our children, so that they can be seen."""
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    yield
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 0, 0, 0, 0)


def cases(door, *, via=None):
    """The cases of a door as parameters; `via` picks those of one way."""
    chosen = [case for case in CASES if case["door"] == door and via in (None, case.get("via", "call"))]
    return [pytest.param(case, id=case["id"], marks=[pytest.mark.slow] if case.get("slow") else []) for case in chosen]


def text_of(case, canary) -> str:
    """The text of a case, repeated as often as it says."""
    text = case.get("before", "") + case["text"] * case.get("times", 1) + case.get("after", "")
    if case.get("escaped"):
        text = re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), text)
    return canary.filled(text)


def running(children) -> list[psutil.Process]:
    """Those that are alive; a child that has ended and waits to be collected is not."""
    alive = []
    for child in children:
        try:
            if child.status() != psutil.STATUS_ZOMBIE:
                alive.append(child)
        except psutil.NoSuchProcess:
            continue
    return alive


def left_over(before, seconds=5.0) -> list[str]:
    """Our new descendants that still run after a moment in which they may end; they are ended here."""
    end = time.monotonic() + seconds
    while True:
        new = running(set(psutil.Process().children(recursive=True)) - before)
        if not new or time.monotonic() > end:
            break
        time.sleep(0.05)
    names = []
    for child in new:
        try:
            names.append(" ".join(child.cmdline())[:120])
            child.kill()
        except psutil.NoSuchProcess:
            continue
    return names


def command(arguments, canary, stdin=b"", allowed=(0, 1, 2, 3)) -> subprocess.CompletedProcess:
    """Run the real command; whatever it was given, it keeps the contract of the command line."""
    before = set(psutil.Process().children(recursive=True))
    process = subprocess.Popen(
        [sys.executable, "-m", "derivanim.cli", *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=canary.work,
        start_new_session=True,
    )
    try:
        out, err = process.communicate(stdin, timeout=SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        left_over(before, seconds=1.0)
        pytest.fail(f"the command did not end within {SECONDS} s: {arguments}")
    out, err = out.decode("utf-8", "replace"), err.decode("utf-8", "replace")
    assert [] == left_over(before)
    assert process.returncode in allowed, f"exit code {process.returncode}: {err}"
    harmless(out + err)
    if process.returncode in (1, 3, 4):
        told_once(out, err)
    elif process.returncode == 2:
        assert 1 == sum(line.startswith("Error: ") for line in err.splitlines()), err
    return subprocess.CompletedProcess(arguments, process.returncode, out, err)


def harmless(text) -> None:
    """What is printed is no stack, no bug, no secret, and drives no terminal."""
    assert "Traceback (most recent call last)" not in text
    assert "this is a bug" not in text
    assert SECRET not in text
    assert not PASSWORDS.search(text)
    assert not [c for c in text if not c.isprintable() and c not in "\n\t"], ascii(text)


def told_once(out, err) -> None:
    """One line says what was wrong, with at most two more for a caret; or the answer on standard output says it."""
    lines = [line for line in err.splitlines() if line.strip() and not PROGRESS.match(line)]
    if not lines:
        assert out.strip(), "nothing says what was wrong"
        return
    assert lines[0].startswith("derivanim: "), err
    assert len(lines) == 1 or (len(lines) <= 3 and lines[-1].strip() == "^"), err
    assert len(lines[0]) < 1000, f"{len(lines[0])} characters"


def ends(work, canary, allowed):
    """Call the function behind a door: it returns, or raises an error of the house that keeps the contract."""
    before_files = set(canary.work.iterdir())
    try:
        answer, code = work(), 0
    except DerivanimError as error:
        answer, code = None, error.exit_code
        line = one_line(error)
        harmless(line)
        assert line
        assert len(line) < 1000, f"{len(line)} characters: {line[:300]}"
        assert code in allowed, f"{code}: {line}"
    assert code in allowed, f"it was accepted: {str(answer)[:300]}"
    if code:
        assert before_files == set(canary.work.iterdir())
    return answer


@pytest.mark.parametrize("case", cases("request", via="cli"))
def test_command_takes_hostile_requests(case, canary):
    """`derivanim slots` answers, refuses or asks, in one line, whatever the request holds."""
    text = text_of(case, canary)
    by_pipe = case.get("stdin", False)
    done = command(["slots", "-" if by_pipe else text], canary, text.encode() if by_pipe else b"", case["ends"])

    if done.returncode in (0, 3):
        assert "template" in json.loads(done.stdout)


@pytest.mark.parametrize("case", cases("request", via="call"))
def test_hostile_requests_end_in_an_answer(case, canary):
    """Every request is answered with a checked slot object, or with why there is none."""
    answer = ends(lambda: slots(text_of(case, canary)), canary, {*case["ends"], 0})

    if answer is not None:
        shown = json.dumps(answer.slots)
        assert answer.status in ("unsupported", "unclear") or 0 in case["ends"], shown
        assert SECRET not in shown
        assert not PASSWORDS.search(shown)


@pytest.mark.parametrize("case", cases("slots", via="cli"))
def test_command_checks_hostile_slots(case, canary):
    """`derivanim check` refuses a hostile object from a pipe in one line."""
    command(["check", "-"], canary, text_of(case, canary).encode(), case["ends"])


@pytest.mark.parametrize("case", cases("slots", via="call"))
def test_hostile_slots_are_refused_or_stay_text(case, canary):
    """An object is refused, or its texts stand in the program as literals and nothing else."""
    text = text_of(case, canary)
    answer = ends(lambda: code_text(text), canary, case["ends"])

    if answer is not None:
        tree = ast.parse(answer[0])
        names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        attributes = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        imports = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
        literals = [n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str)]
        assert set() == (names | attributes | imports) & FORBIDDEN
        assert 1 == sum(isinstance(node, ast.ClassDef) for node in ast.walk(tree))
        # The title is Typst text, in which its own characters are escaped by a backslash.
        assert any(case.get("keeps", "") in literal.replace("\\", "") for literal in literals[1:])
        assert "lacks" not in case or case["lacks"] not in answer[0]


@pytest.mark.parametrize("case", cases("arguments"))
def test_hostile_arguments_end_in_one_line(case, canary):
    """Arguments that are code, escapes, folders, devices or impossible places end as the command line promises."""
    before = sorted(canary.work.iterdir())
    sources = [path.read_bytes() for path in before]
    done = command([canary.filled(str(a)) for a in case["arguments"]], canary, allowed=case["ends"])

    if done.returncode:
        assert before == sorted(canary.work.iterdir())
    assert sources == [path.read_bytes() for path in before]


def program_of(case, canary) -> str:
    """The program of a case: the whole file, or a scene around the lines of its construct."""
    if "text" in case:
        return text_of(case, canary)
    text = canary.filled(case["program"])
    if case.get("whole"):
        return text
    head = "from manim import *\n\n\nclass Sample(Scene):\n    def construct(self):\n"
    return head + textwrap.indent(text, " " * 8) + "\n"


@pytest.fixture(scope="module")
def sandbox():
    """The warm sandbox of the programs below; when it is shut down, none of their processes is left."""
    from derivanim.render import layers, shut_down

    if not layers()["enough"]:
        pytest.skip("no sandbox on this machine")
    before = set(psutil.Process().children(recursive=True))
    yield
    shut_down()
    assert [] == left_over(before)


@pytest.mark.timeout(60)
@pytest.mark.parametrize("case", cases("program", via="call"))
def test_hostile_programs_stay_inside(case, canary, sandbox):
    """A hostile program ends within its limits in one clear line, and reaches nothing outside of its folder."""
    from derivanim.render import render

    seconds = case.get("seconds", PROGRAM_SECONDS)
    program = program_of(case, canary)
    output = canary.work / "out.png"
    ends(lambda: render(program, output, quality="l", seconds=seconds, use_cache=False), canary, case["ends"])


@pytest.mark.slow
@pytest.mark.parametrize("case", cases("program", via="cli"))
def test_command_renders_hostile_programs_in_the_sandbox(case, canary):
    """`derivanim render SCENE.py` keeps the same walls."""
    (canary.work / "hostile.py").write_text(program_of(case, canary))

    done = command(["render", "hostile.py", "-o", "out.png", "-q", "l"], canary, allowed=case["ends"])

    assert not (canary.work / "out.png").exists(), done.stderr


@pytest.mark.slow
@pytest.mark.parametrize("case", cases("picture"))
def test_hostile_titles_are_shown_as_they_are(case, canary):
    """A title full of markup renders: it reaches neither Typst nor Pango as a program."""
    done = command(["render", "-", "-o", "out.png", "-q", "l"], canary, text_of(case, canary).encode(), case["ends"])

    assert (canary.work / "out.png").stat().st_size > 0, done.stderr
