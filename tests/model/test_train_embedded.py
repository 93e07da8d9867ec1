"""Tests of training: killed and started again, it ends where it would have ended."""

import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from derivanim.dataset.rows import Example, write
from derivanim.model.loop import Schedule
from derivanim.model.writing import load_writer
from derivanim.slots.registry import load
from derivanim.templates.fill import fill

SCRIPT = """
import sys
from dataclasses import replace
from pathlib import Path
import torch
from derivanim.model import train_embedded as t
from derivanim.model.loop import Schedule
torch.set_num_threads(1)
whole = t.validation_rows
t.validation_rows = lambda seed: whole(seed)[::200]
stage = Schedule(steps=12, batch=4, rate=1e-3, warmup=2, prompt_weight=0.3, checkpoint_every=3, evaluate_every=100)
config = replace(t.Config(), vocabulary=600, vocabulary_rows=300, layers=1, width=32, inner=48, heads=2, rank=2,
                 base=stage, both=stage, adapter=replace(stage, prompt_weight=0.0),
                 code=replace(stage, prompt_weight=0.0))
t.run(config, Path(sys.argv[1]), Path(sys.argv[2]), lambda line: print(line, flush=True))
"""


def examples() -> list[Example]:
    """Rows with the programs of tangents, for want of a whole data set."""
    rows = []
    for number in range(2, 14):
        slots = load({"template": "tangent_line", "function": f"x**{number}", "point": "1"})
        request = f"show the tangent line to x^{number} at x = 1"
        pointers = {"template": "tangent_line", "function": "E1", "point": "N1"}
        rows.append(
            Example(
                f"train-{number}-0", "train", str(number), request, "tangent_line", "foundation", 0.1, "polynomial",
                "calculator", "p", "m", pointers, slots.as_dict(), fill(slots),
            )
        )  # fmt: skip
    return rows


def start(script: Path, data: Path, output: Path) -> subprocess.Popen:
    """Training in a process of its own, which a test may kill."""
    environment = os.environ | {"HF_HUB_OFFLINE": "1", "OMP_NUM_THREADS": "1"}
    command = [sys.executable, str(script), str(data), str(output)]
    return subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def finish(script: Path, data: Path, output: Path) -> None:
    """Train to the end."""
    process = start(script, data, output)
    _, errors = process.communicate(timeout=250)
    assert process.returncode == 0, errors.decode()


def tensors(output: Path) -> dict[str, str]:
    """The hash of every file of tensors to ship."""
    found = sorted((output / "weights").rglob("*.safetensors"))
    return {str(path.relative_to(output)): hashlib.sha256(path.read_bytes()).hexdigest() for path in found}


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_resumes_after_a_kill(tmp_path):
    """kill -9 in the middle of any stage changes no bit of what is shipped."""
    script = tmp_path / "train.py"
    script.write_text(SCRIPT)
    data = tmp_path / "data"
    data.mkdir()
    write(data / "train.jsonl", examples())
    finish(script, data, tmp_path / "whole")
    killed = tmp_path / "killed"
    for checkpoint in ("base/step-0000006", "both/step-0000003", "slots/step-0000003", "code/step-0000006"):
        process = start(script, data, killed)
        while not (killed / checkpoint).exists():
            assert process.poll() is None, process.stderr.read().decode()
            time.sleep(0.02)
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stderr.close()
    finish(script, data, killed)
    files = ["bag", "base/model", "code/adapter_model", "slots/adapter_model"]
    assert [f"weights/{name}.safetensors" for name in files] == list(tensors(killed))
    program = load_writer(killed / "weights").write("show the tangent line to x^2 at x = 1")
    assert isinstance(program, str)
    assert tensors(tmp_path / "whole") == tensors(killed)
    manifest = json.loads((killed / "weights" / "manifest.json").read_text())
    assert 12 == manifest["config"]["base"]["steps"]
    for name, digest in manifest["files"].items():
        assert digest == hashlib.sha256((killed / "weights" / name).read_bytes()).hexdigest()


def test_a_schedule_is_plain_data():
    """A schedule is frozen, so that the configuration that is saved is the one that was used."""
    with pytest.raises(AttributeError):
        Schedule(steps=1, batch=1, rate=1.0).steps = 2
