"""The same shards on a real Ray cluster of two nodes that the test starts."""

import pytest

from derivanim.dataset import shards

ray = pytest.importorskip("ray")


@pytest.fixture(scope="module")
def address():
    """A head and a second node, one processor each."""
    from ray.cluster_utils import Cluster

    cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 1, "include_dashboard": False})
    cluster.add_node(num_cpus=1)
    yield cluster.address
    ray.shutdown()
    cluster.shutdown()


def _where(argument: str) -> str:
    """The node that does a shard, which takes long enough for both to have a part."""
    import time

    time.sleep(0.5)
    return f"{argument} {ray.get_runtime_context().get_node_id()}"


@pytest.mark.slow
def test_two_nodes_do_the_shards(tmp_path, address):
    """Every shard is done, by both nodes, and kept as by processes of this machine."""
    with shards.workers(1, address) as pool:
        assert 2 == pool.count
        arguments = {f"part-{number}": f'"{number}"' for number in range(8)}
        shards.run(tmp_path, "json:loads", arguments, pool, lambda *_: None, "")
        found = {path.name: path.read_text() for path in tmp_path.iterdir()}
        assert {f"part-{number}.jsonl": str(number) for number in range(8)} == found

        nodes = ray.get([ray.remote(num_cpus=1)(_where).remote("x") for _ in range(8)])
        assert 2 == len(set(nodes))


@pytest.mark.slow
def test_a_data_set_built_by_a_cluster_is_the_same(tmp_path, address):
    """The shards of a build come out the same wherever they are done."""
    from derivanim.dataset import build

    argument = '{"seed": 3, "split": "validation", "start": 0, "count": 2}'
    with shards.workers(1, address) as pool:
        shards.run(tmp_path, "derivanim.dataset.build:shard", {"one": argument}, pool, lambda *_: None, "")
    assert build.shard(argument) == (tmp_path / "one.jsonl").read_text()
