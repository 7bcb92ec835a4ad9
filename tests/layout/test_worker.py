"""The worker process: it answers, it is given up when late or gone, and then the plain order serves."""

from __future__ import annotations

import io
import sys
import threading
from collections.abc import Iterator

import pytest

from gradviz.graph.build import read
from gradviz.layout import graphviz_worker
from gradviz.layout.graphviz_worker import WORKER_ARGUMENT, Worker, worker_command
from gradviz.layout.layout import NORMAL, TIGHT
from gradviz.layout.place import place
from tests.layout.checking import measure, violations

HANGS = [sys.executable, "-c", "import sys; sys.stdin.buffer.read()"]
DIES = [sys.executable, "-c", ""]
LECTURE = "1 + exp(w1*x + w0)"


@pytest.fixture
def worker() -> Iterator[Worker]:
    worker = Worker()
    yield worker
    worker.close()


def test_it_answers_and_stays(worker: Worker) -> None:
    first = worker.layout("digraph { n0 -> n1 }", 30)
    assert first is not None
    assert first.startswith("graph")
    process = worker._process
    assert worker.layout("digraph { n0 -> n1 }", 30) == first
    assert worker._process is process


def test_text_that_graphviz_refuses_is_no_answer_and_no_end(worker: Worker) -> None:
    assert worker.layout("digraph { n0 -> ", 30) is None
    assert worker.layout("digraph { n0 }", 30) is not None


def test_it_starts_again_after_it_was_cancelled(worker: Worker) -> None:
    worker.warm_up()
    worker.cancel()
    answers = [worker.layout("digraph { n0 }", 30) for _ in range(2)]
    assert answers[1] is not None


@pytest.mark.parametrize("command", [HANGS, DIES, ["/no/such/program"]], ids=["late", "dead", "missing"])
def test_the_plain_order_serves_when_there_is_no_answer(command: list[str]) -> None:
    late = Worker(command)
    graph = read(LECTURE)
    layout = place(graph, measure(NORMAL), worker=late, timeout_s=0.05)
    assert layout.engine == "layered"
    assert violations(graph, layout) == []
    assert late._process is None or late._process.poll() is not None
    late.close()


class Busy(Worker):
    """Remembers whether it was asked; has no answer."""

    asked = 0

    def layout(self, dot: str, timeout_s: float) -> str | None:
        self.asked += 1
        return None


@pytest.mark.parametrize(("gates", "asked"), [(20, 1), (36, 1), (50, 0)])
def test_graphviz_is_not_asked_where_one_variable_feeds_very_many_gates(gates: int, asked: int) -> None:
    """Each use of ``x`` lies a column farther off: what Graphviz has to order grows with the square of the gates."""
    graph = read("\n".join(["a0 = x*w", *(f"a{gate} = a{gate - 1}*x" for gate in range(1, gates))]))
    busy = Busy()
    assert place(graph, measure(TIGHT), geometry=TIGHT, worker=busy).engine == "layered"
    assert busy.asked == asked


def test_a_layout_under_way_can_be_cancelled_from_another_thread() -> None:
    hanging = Worker(HANGS)
    answers: list[str | None] = []
    thread = threading.Thread(target=lambda: answers.append(hanging.layout("digraph { n0 }", 60)))
    thread.start()
    while thread.is_alive():
        hanging.cancel()
        thread.join(0.01)
    assert answers == [None]
    hanging.close()


def test_graphviz_places_the_lecture_expression(worker: Worker) -> None:
    assert place(read(LECTURE), measure(NORMAL), worker=worker).engine == "dot"


def test_messages_are_framed_by_their_length() -> None:
    stream = io.BytesIO()
    graphviz_worker._send(stream, b"digraph {}")
    graphviz_worker._send(stream, b"")
    stream.seek(0)
    assert [graphviz_worker._receive(stream) for _ in range(3)] == [b"digraph {}", b"", None]


def test_a_message_cut_short_is_none() -> None:
    assert graphviz_worker._receive(io.BytesIO(b"\0\0\0\5abc")) is None


def test_a_frozen_program_is_its_own_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert worker_command() == [sys.executable, WORKER_ARGUMENT]
