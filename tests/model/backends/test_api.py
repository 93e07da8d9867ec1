"""Tests of models behind an address, with scripted servers on this machine and one that serves the embedded weights."""

import json
import os
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from pathlib import Path

import pytest

from derivanim.errors import MissingError, ModelError
from derivanim.model.answer import answer
from derivanim.model.backend import load
from derivanim.model.backends.api import load_api

TANGENT = "tangent to x^2 at 1"


def said(text: str, logprobs: list[float] | None = None) -> tuple[int, str]:
    """The reply of a model that says this text."""
    told = (
        {"content": [{"token": "t", "logprob": value, "top_logprobs": []} for value in logprobs]} if logprobs else None
    )
    choice = {
        "index": 0,
        "finish_reason": "stop",
        "logprobs": told,
        "message": {"role": "assistant", "content": text},
    }
    return 200, json.dumps({"id": "1", "object": "chat.completion", "created": 0, "model": "m", "choices": [choice]})


GOOD = said('{"template":"tangent_line","function":"E1","point":"N1"}')
SLOTS = {"template": "tangent_line", "function": "x**2", "point": "1"}
KEY = "sk-very-secret-0123456789"
WEIGHTS = Path(__file__).parents[3] / "model" / "weights"


def endpoint(server, data, **options):
    """The model of a scripted server, which waits two seconds and asks again once."""
    return load_api("m", base_url=server.url, examples=data, **({"seconds": 10.0, "retries": 1} | options))


def test_a_good_answer(scripted_server, data):
    """The request goes out with examples and a schema, and the answer becomes slots; one question is enough."""
    server = scripted_server(GOOD)
    assert SLOTS == answer(TANGENT, endpoint(server, data)).slots
    (asked,) = server.asked
    assert "With markers: tangent to E1 at N1" in asked["messages"][-1]["content"]
    assert "tangent_line" in asked["messages"][-2]["content"]
    assert "json_schema" == asked["response_format"]["type"]
    assert 0.0 == asked["temperature"]


def test_copies(scripted_server, data):
    """In the copying form the model writes slots, which are loaded by their schema."""
    server = scripted_server(said(json.dumps(SLOTS)))
    assert SLOTS == answer(TANGENT, endpoint(server, data, form="copy")).slots
    assert "With markers" not in server.asked[0]["messages"][-1]["content"]


def test_likelihoods(scripted_server, data):
    """Where the server tells the likelihood of its tokens, their product is the probability."""
    server = scripted_server(said('{"template":"tangent_line","function":"E1","point":"N1"}', [-0.25, -0.25]))
    (candidate,) = answer(TANGENT, endpoint(server, data)).candidates
    assert 0.6065 == pytest.approx(candidate.probability, abs=1e-4)


def test_words_around_the_object(scripted_server, data):
    """A fence and a remark do not hide an answer."""
    server = scripted_server(said('Sure!\n```json\n{"template": "tangent_line", "function": "E1", "point": "N1"}\n```'))
    assert SLOTS == answer(TANGENT, endpoint(server, data)).slots


@pytest.mark.parametrize(
    "text",
    [
        "",
        "I would draw a tangent.",
        "{",
        '{"template":"tangent_line","function":"E1"',
        '{"template":"tangent_line","function":"E1"}',
        '{"template":"tangent_line","function":"E7","point":"N1"}',
        '{"template":"tangent_line","function":"N1","point":"E1"}',
        '{"template":"tangent_line","function":["E1","N1"],"point":"N1"}',
        '{"template":"somersault","function":"E1"}',
        '{"template":["tangent_line"]}',
        '{"template":"tangent_line","function":{"a":1},"point":"N1"}',
        '{"template":"unclear"}',
        "[1, 2]",
        '{"a":' * 3000 + "1" + "}" * 3000,
        '{"template":"tangent_line","function":"E1","point":"N1","title":"' + "x" * 9000 + '"}',
    ],
)
@pytest.mark.parametrize("form", ["point", "copy"])
def test_what_is_no_answer(scripted_server, data, text, form):
    """Whatever a model writes in place of slots leads to a question, after four attempts at most."""
    server = scripted_server(said(text))
    assert "unclear" == answer(TANGENT, endpoint(server, data, form=form)).slots["template"]
    assert 4 >= len(server.asked)


def test_the_second_answer(scripted_server, data):
    """Where the first answer will not do, samples are asked for, with another seed each."""
    server = scripted_server(said("no"), said("never"), GOOD)
    assert SLOTS == answer(TANGENT, endpoint(server, data), seed=2).slots
    assert [2000, 2001, 2002] == [asked["seed"] for asked in server.asked]
    assert server.asked[1]["temperature"] > 0


@pytest.mark.parametrize("status", [400, 422])
def test_a_server_that_knows_no_schema(scripted_server, data, status):
    """What a server refuses is left out, one part after the other, and not tried again with the next request."""
    refusal = (status, '{"error": {"message": "unknown field"}}')
    server = scripted_server(refusal, refusal, GOOD)
    model = endpoint(server, data)
    assert SLOTS == answer(TANGENT, model).slots
    assert "response_format" not in server.asked[2]
    assert "temperature" in server.asked[2]
    answer(TANGENT, model)
    assert 4 == len(server.asked)


def test_a_server_that_refuses_everything(scripted_server, data):
    """A question that is refused in its shortest form, too, is an error with the server's words."""
    server = scripted_server((400, '{"error": {"message": "the context is full"}}'))
    with pytest.raises(ModelError, match="the context is full"):
        answer(TANGENT, endpoint(server, data))
    assert {"model", "messages"} == set(server.asked[-1])


@pytest.mark.parametrize("status", [401, 403])
def test_a_wrong_key(scripted_server, data, monkeypatch, status):
    """A refused key is said, and never shown, even where the server repeats it."""
    server = scripted_server((status, json.dumps({"error": {"message": f"Incorrect API key provided: {KEY}"}})))
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    with pytest.raises(ModelError, match="refuses the key") as caught:
        answer(TANGENT, endpoint(server, data))
    assert [f"Bearer {KEY}"] == server.keys
    assert KEY not in f"{caught.value} {caught.value.hint}"


def test_no_key_in_other_errors(scripted_server, data, monkeypatch):
    """An error that repeats the key is shown without it."""
    monkeypatch.setenv("DERIVANIM_API_KEY", KEY)
    server = scripted_server((500, json.dumps({"error": {"message": f"no luck with {KEY}"}})))
    with pytest.raises(ModelError, match="error 500") as caught:
        answer(TANGENT, endpoint(server, data, retries=0))
    assert KEY not in f"{caught.value} {caught.value.hint}"


def test_a_server_that_stumbles(scripted_server, data):
    """An error of the server is followed by another attempt."""
    server = scripted_server((500, "{}"), GOOD)
    assert SLOTS == answer(TANGENT, endpoint(server, data)).slots
    assert 2 == len(server.asked)


def test_an_unknown_model(scripted_server, data):
    """A model that the server does not have is named."""
    with pytest.raises(ModelError, match="no model 'm'"):
        answer(TANGENT, endpoint(scripted_server((404, "{}")), data))


@pytest.mark.parametrize("body", ["<html>hello</html>", "{}", '{"choices": []}', "[]", "null"])
def test_another_protocol(scripted_server, data, body):
    """A page or an object of another kind is an error in one line."""
    with pytest.raises(ModelError):
        answer(TANGENT, endpoint(scripted_server((200, body)), data, retries=0))


def test_a_slow_server(scripted_server, data):
    """A server that does not answer in time is left."""
    server = scripted_server(GOOD, wait=threading.Event())
    with pytest.raises(ModelError, match=r"gave no answer in 0\.2 s"):
        answer(TANGENT, endpoint(server, data, seconds=0.2, retries=0))


def test_no_server(scripted_server, data):
    """An address at which nobody answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/v1"
    scripted_server()  # clears the variables
    with pytest.raises(ModelError, match="cannot be asked"):
        answer(TANGENT, load_api("m", base_url=url, examples=data, retries=0))


@pytest.mark.parametrize(("url", "local"), [
    ("http://localhost:1/v1", True), ("http://127.0.0.1:1/v1", True), ("http://[::1]:1/v1", True),
    ("http://10.0.0.5/v1", True), ("http://gpu-box:8000/v1", True), ("https://api.example.com/v1", False),
    ("https://93.184.216.34/v1", False), (None, False),
])  # fmt: skip
def test_keys(scripted_server, data, url, local):
    """A key is asked for unless the server is on this machine or its network."""
    scripted_server()
    if local:
        assert load_api("m", base_url=url, examples=data)
    else:
        with pytest.raises(MissingError) as caught:
            load_api("m", base_url=url, examples=data)
        assert "OPENAI_API_KEY" in caught.value.hint


@pytest.mark.parametrize("url", ["127.0.0.1:8000", "ftp://example.com", "http://", "nonsense"])
def test_no_address(url, data):
    """What is no address of a server is said to be none."""
    with pytest.raises(ModelError, match="no address"):
        load_api("m", base_url=url, examples=data)


def test_without_the_library(monkeypatch):
    """Where the library is not installed, the command that installs it is named."""
    monkeypatch.setattr("derivanim.model.backend.find_spec", lambda name: None)
    with pytest.raises(MissingError) as caught:
        load("api:m")
    assert "derivanim[api]" in caught.value.hint


@pytest.fixture(scope="module")
def real_server(tmp_path_factory):
    """The address and the model of `transformers serve` with the embedded weights, in a process of its own."""
    folder = tmp_path_factory.mktemp("served")
    as_hugging_face(folder)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    program = Path(sys.executable).with_name("transformers")
    command = [str(program), "serve", str(folder), "--host", "127.0.0.1", "--port", str(port), "--device", "cpu"]
    log = (folder / "server.log").open("w")
    process = subprocess.Popen(command, env={**os.environ, "HF_HUB_OFFLINE": "1"}, stdout=log, stderr=log)
    try:
        while True:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=5).close()
                break
            except OSError:
                assert process.poll() is None, (folder / "server.log").read_text()[-2000:]
                time.sleep(0.5)
        yield f"http://127.0.0.1:{port}/v1", str(folder)
    finally:
        process.terminate()
        process.wait(30)
        log.close()


def as_hugging_face(folder: Path) -> None:
    """The embedded model as others read it: base and adapter in one, and a chat template that writes its prompt."""
    from peft import PeftModel
    from tokenizers import Tokenizer, normalizers
    from transformers import AutoModelForCausalLM, PreTrainedTokenizerFast

    base = AutoModelForCausalLM.from_pretrained(WEIGHTS / "base", use_safetensors=True)
    PeftModel.from_pretrained(base, str(WEIGHTS / "slots")).merge_and_unload().save_pretrained(folder)
    tokenizer = Tokenizer.from_file(str(WEIGHTS / "tokenizer.json"))
    tokenizer.normalizer = normalizers.Lowercase()
    PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, bos_token="<bos>", eos_token="<eos>", pad_token="<pad>",
        chat_template="{{ '<bos>' + messages[-1]['content'].split('With markers: ')[-1] + '<answer>' }}",
    ).save_pretrained(folder)  # fmt: skip


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::FutureWarning")
def test_a_real_server(real_server, scripted_server, data):
    """A server of others with the embedded weights answers over OpenAI's protocol as the embedded model does."""
    scripted_server()
    url, name = real_server
    model = load(f"api:{name}", base_url=url, examples=data)
    for text in (
        "show the tangent line to x^2 sin x at x = 1",
        "find the maximum of x(10 - 2x) on [0, 5]",
        "implicit differentiation of x^2 + y^2 = 25 at (3, 4)",
        "integrate x^2 from 0 to 1",
        "draw the tangent line",
    ):
        assert answer(text, "embedded").slots == answer(text, model).slots
    rows = "".join(json.dumps({"id": n, "request": text}) + "\n" for n, text in enumerate([TANGENT, "integrate x^2"]))
    command = [
        sys.executable,
        "-m",
        "derivanim.cli",
        "slots",
        "--batch",
        "-",
        "--output",
        "-",
        "--model",
        f"api:{name}",
    ]
    done = subprocess.run(
        [*command, "--base-url", url, "--examples", str(data)], input=rows, capture_output=True, text=True, check=True
    )
    first, second = (json.loads(line) for line in done.stdout.splitlines())
    assert ("ok", "x**2") == (first["status"], first["slots"]["function"])
    assert "unsupported" == second["status"]
