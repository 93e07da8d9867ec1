"""Fixtures of the backends' tests: the folder of a small random model, and servers on this machine."""

import json
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from derivanim.dataset.rows import Example, write
from derivanim.model.encoding import Style


@pytest.fixture(scope="session")
def random_model(tmp_path_factory) -> Path:
    """The folder of a small random model in DeepSeek-Coder's architecture, with a tokenizer of 1,000 tokens."""
    import torch
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
    from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

    from derivanim.pointing.form import answer_pieces
    from derivanim.slots.unclear import QUESTIONS
    from derivanim.slots.unsupported import REASONS

    # On a busy machine a second thread makes small products many times slower.
    torch.set_num_threads(1)
    folder = tmp_path_factory.mktemp("random")
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    special = ["<begin>", "<end>"]
    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    trainer = trainers.BpeTrainer(
        vocab_size=1000, special_tokens=special, initial_alphabet=alphabet, show_progress=False
    )
    tokenizer.train_from_iterator([*answer_pieces(), *REASONS.values(), *QUESTIONS.values()], trainer)
    wrapped = PreTrainedTokenizerFast(tokenizer_object=tokenizer, bos_token="<begin>", eos_token="<end>")
    wrapped.save_pretrained(folder)
    config = LlamaConfig(
        vocab_size=1024, hidden_size=256, intermediate_size=688, num_hidden_layers=2, num_attention_heads=8,
        max_position_embeddings=16384, bos_token_id=0, eos_token_id=1, tie_word_embeddings=False,
        rope_parameters={"rope_type": "linear", "factor": 4.0, "rope_theta": 100000.0},
    )  # fmt: skip
    torch.manual_seed(3)
    LlamaForCausalLM(config).save_pretrained(folder)
    return folder


@pytest.fixture(scope="session")
def tuned_model(random_model, tmp_path_factory) -> Path:
    """The same model, said to have been tuned by this package: it gets a request without examples."""
    folder = tmp_path_factory.mktemp("tuned") / "model"
    shutil.copytree(random_model, folder)
    Style().save(folder)
    return folder


@pytest.fixture(scope="session")
def data(tmp_path_factory) -> Path:
    """The folder of a data set with three training rows."""
    folder = tmp_path_factory.mktemp("data")
    rows = [
        ("tangent to sin x at 0", {"template": "tangent_line", "function": "E1", "point": "N1"},
         {"template": "tangent_line", "function": "sin(x)", "point": "0", "derivative": "cos(x)"}),
        ("product rule for x sin x", {"template": "product_rule", "function": "E1"},
         {"template": "product_rule", "function": "x*sin(x)", "derivative": "x*cos(x) + sin(x)"}),
        ("integrate x^2", {"template": "unsupported", "reason": "integral"},
         {"template": "unsupported", "reason": "Integrals and areas are outside derivanim."}),
    ]  # fmt: skip
    words = {"split": "train", "level": "foundation", "difficulty": 0.1, "family": "", "notation": "", "phrasing": ""}
    write(folder / "train.jsonl", [
        Example(id=f"train-{number}", group=f"train-{number}", request=request, template=str(slots["template"]),
                mathematics="", pointers=pointers, slots=slots, program="", **words)
        for number, (request, pointers, slots) in enumerate(rows)
    ])  # fmt: skip
    return folder


@dataclass
class Server:
    """A server that answers from a list: (status, body) each, the last one again and again; what it was asked."""

    replies: list[tuple[int, str]]
    wait: threading.Event | None = None
    asked: list[dict] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    url: str = ""


@contextmanager
def serving(server: Server) -> Iterator[Server]:
    """The server on a free port of this machine, until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            server.asked.append(json.loads(body))
            server.keys.append(self.headers["Authorization"])
            if server.wait is not None:
                server.wait.wait(20)
            status, text = server.replies[min(len(server.asked), len(server.replies)) - 1]
            data = text.encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_):
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        server.url = f"http://127.0.0.1:{http.server_port}/v1"
        thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield server
        finally:
            if server.wait is not None:
                server.wait.set()
            http.shutdown()
            thread.join()


@pytest.fixture
def scripted_server(monkeypatch) -> Iterator[Callable[..., Server]]:
    """A function that starts a server with these replies; it ends with the test."""
    from contextlib import ExitStack

    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "OPENAI_API_KEY", "DERIVANIM_API_KEY", "OPENAI_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    with ExitStack() as stack:
        yield lambda *replies, wait=None: stack.enter_context(serving(Server(list(replies), wait)))
