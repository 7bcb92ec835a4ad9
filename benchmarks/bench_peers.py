"""The lecture expression with all its gradients, by the compiled listing and by others.

    pip install .[bench]          micrograd, PyTorch and HIPS autograd; those that are missing are left out by name
    python -m benchmarks.bench_peers [rounds]

Workload a is ``1 + exp(w1*x + w0)`` at one point, workload d the same at 40,000 points. Every result is compared with
the known one before anything is timed. Peers are used as their own documentation does, PyTorch on one thread.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from typing import Any

import numpy as np

from benchmarks.measuring import Case, compare, report, surroundings
from benchmarks.workloads import LECTURE, PLANE, POINT, SLOPES, TOTAL, VALUE, by_hand
from gradviz.autodiff.compiled import compile
from gradviz.autodiff.engine import run
from gradviz.graph.build import read

GRAPH = read(LECTURE)
PEERS = ("numpy", "micrograd", "torch", "autograd")

Answer = tuple[Any, list[Any]]
"""The value and the gradients by w1, x and w0, as whatever the peer calls a number."""


def numpy_by_hand(w1: Any, x: Any, w0: Any) -> tuple[Any, dict[str, Any]]:
    c = np.exp(w1 * x + w0)
    return 1 + c, {"w1": x * c, "x": w1 * c, "w0": c}


def listed(answer: tuple[Any, dict[str, Any]]) -> Answer:
    return answer[0], [answer[1][name] for name in ("w1", "x", "w0")]


def micrograd_case() -> Case:
    """micrograd has no exp; this one is written in its own style."""
    from micrograd.engine import Value

    def exp(value: Any) -> Any:
        out = Value(math.exp(value.data), (value,), "exp")

        def backward() -> None:
            value.grad += out.data * out.grad

        out._backward = backward
        return out

    def case() -> Answer:
        w1, x, w0 = (Value(POINT[name]) for name in ("w1", "x", "w0"))
        out = 1 + exp(w1 * x + w0)
        out.backward()
        return out.data, [w1.grad, x.grad, w0.grad]

    return case


def torch_case(values: dict[str, Any]) -> Case:
    import torch

    torch.set_num_threads(1)
    w1, x, w0 = (
        torch.tensor(values[name], dtype=torch.float64, requires_grad=True).expand(np.shape(values["w1"]))
        if np.ndim(values[name]) == 0
        else torch.tensor(values[name], dtype=torch.float64, requires_grad=True)
        for name in ("w1", "x", "w0")
    )
    ones = torch.ones(np.shape(values["w1"]), dtype=torch.float64)

    def case() -> Answer:
        out = 1 + torch.exp(w1 * x + w0)
        return out.detach(), list(torch.autograd.grad(out, (w1, x, w0), ones))

    return case


def autograd_case(values: dict[str, Any]) -> Case:
    import autograd.numpy as anp
    from autograd import make_vjp

    x = np.broadcast_to(values["x"], np.shape(values["w1"])) * 1.0
    ones = np.ones(np.shape(values["w1"]))

    def function(w1: Any, x: Any, w0: Any) -> Any:
        return 1 + anp.exp(w1 * x + w0)

    def case() -> Answer:
        back, out = make_vjp(function, (0, 1, 2))(values["w1"], x, values["w0"])
        return out, list(back(ones))

    return case


def present(cases: dict[str, Callable[[], Case]]) -> Iterator[tuple[str, Case]]:
    """The peers that are installed."""
    for package, make in cases.items():
        if find_spec(package):
            yield package, make()


def check(name: str, answer: Answer, value: float, slopes: float) -> None:
    """Stop where a result is not the known one."""
    found = float(np.sum(np.asarray(answer[0]))), sum(float(np.sum(np.abs(np.asarray(part)))) for part in answer[1])
    for got, expected in zip(found, (value, slopes), strict=True):
        if not math.isclose(got, expected, rel_tol=1e-12):
            raise SystemExit(f"{name} computes {got}, not {expected}")


def workload_a(rounds: int) -> None:
    f = compile(GRAPH)
    cases: dict[str, Case] = {
        "by hand": lambda: by_hand(**POINT),
        "listing, compiled": lambda: f(**POINT),
        "recorded run": lambda: run(GRAPH, POINT),
        **dict(
            present(
                {
                    "micrograd": micrograd_case,
                    "torch": lambda: torch_case(POINT),
                    "autograd": lambda: autograd_case(POINT),
                }
            )
        ),
    }
    recorded = run(GRAPH, POINT)
    check("recorded run", listed((recorded.value, dict(recorded.gradients))), VALUE, SLOPES)
    for name, case in cases.items():
        if name != "recorded run":
            answer: Any = case()
            check(name, listed(answer) if isinstance(answer[1], dict) else answer, VALUE, SLOPES)
    report("a: one point", compare(cases, "by hand", rounds), "hand-written Python")


def workload_d(rounds: int) -> None:
    f = compile(GRAPH)
    axes = {"w1": PLANE["w1"][:1, :], "x": 1.3, "w0": PLANE["w0"][:, :1]}
    cases: dict[str, Case] = {
        "NumPy by hand": lambda: numpy_by_hand(**PLANE),
        "listing, compiled": lambda: f(**PLANE),
        "listing, compiled, axes broadcast": lambda: f(**axes),
        **dict(present({"torch": lambda: torch_case(PLANE), "autograd": lambda: autograd_case(PLANE)})),
    }
    _, gradients = numpy_by_hand(**PLANE)
    slopes = sum(float(np.sum(np.abs(gradient))) for gradient in gradients.values())
    for name, case in cases.items():
        answer: Any = case()
        check(name, listed(answer) if isinstance(answer[1], dict) else answer, TOTAL, slopes)
    report("d: 40,000 points", compare(cases, "listing, compiled", rounds), "the compiled listing")


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 21
    print(surroundings(PEERS))
    workload_a(rounds)
    workload_d(rounds)


if __name__ == "__main__":
    main()
