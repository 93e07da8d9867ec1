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

from derivanim.model.loop import Schedule

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
                 base=stage, adapter=replace(stage, prompt_weight=0.0))
t.run(config, Path(sys.argv[1]), lambda line: print(line, flush=True))
"""


def start(script: Path, output: Path) -> subprocess.Popen:
    """Training in a process of its own, which a test may kill."""
    environment = os.environ | {"HF_HUB_OFFLINE": "1", "OMP_NUM_THREADS": "1"}
    return subprocess.Popen(
        [sys.executable, str(script), str(output)], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )


def finish(script: Path, output: Path) -> None:
    """Train to the end."""
    process = start(script, output)
    _, errors = process.communicate(timeout=250)
    assert process.returncode == 0, errors.decode()


def tensors(output: Path) -> dict[str, str]:
    """The hash of every file of tensors to ship."""
    found = sorted((output / "weights").rglob("*.safetensors"))
    return {str(path.relative_to(output)): hashlib.sha256(path.read_bytes()).hexdigest() for path in found}


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_resumes_after_a_kill(tmp_path):
    """kill -9 in the middle of either stage changes no bit of what is shipped."""
    script = tmp_path / "train.py"
    script.write_text(SCRIPT)
    finish(script, tmp_path / "whole")
    killed = tmp_path / "killed"
    for checkpoint in ("base/step-0000006", "slots/step-0000003"):
        process = start(script, killed)
        while not (killed / checkpoint).exists():
            assert process.poll() is None, process.stderr.read().decode()
            time.sleep(0.02)
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stderr.close()
    finish(script, killed)
    assert 2 == len(tensors(killed))
    assert tensors(tmp_path / "whole") == tensors(killed)
    manifest = json.loads((killed / "weights" / "manifest.json").read_text())
    assert 12 == manifest["config"]["base"]["steps"]
    for name, digest in manifest["files"].items():
        assert digest == hashlib.sha256((killed / "weights" / name).read_bytes()).hexdigest()


def test_a_schedule_is_plain_data():
    """A schedule is frozen, so that the configuration that is saved is the one that was used."""
    with pytest.raises(AttributeError):
        Schedule(steps=1, batch=1, rate=1.0).steps = 2
