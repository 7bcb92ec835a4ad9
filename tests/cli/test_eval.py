"""``gradviz eval``: the JSON contract to the letter, the table, and where texts and values come from."""

import io
import json
import math
import sys

import pytest

from gradviz.cli.main import main
from gradviz.lesson import file, library
from gradviz.lesson.lesson import Lesson

PROGRAM = "a = x + 1\nb = x*y\nf = a*b"


@pytest.fixture
def evaluate(capsys):
    """Run ``gradviz eval … --json`` in this process; gives the exit code and the object on stdout."""

    def run(*arguments):
        code = main(["eval", *arguments, "--json"])
        captured = capsys.readouterr()
        assert captured.err == ""
        return code, json.loads(captured.out)

    return run


def test_the_contract(evaluate):
    code, found = evaluate(PROGRAM, "--set", "x=3", "y=2")
    assert code == 0
    assert found == {
        "output": "f",
        "graph": "a=add(x, 1); b=mul(x, y); f=mul(a, b)",
        "values": {"x": 3.0, "y": 2.0, "a": 4.0, "b": 6.0, "f": 24.0},
        "gradients": {"x": 14.0, "y": 12.0, "a": 6.0, "b": 4.0, "f": 1.0},
        "gates": [
            {
                "id": 0,
                "op": "add",
                "name": "a",
                "inputs": ["x", "1"],
                "value": 4.0,
                "gradient": 6.0,
                "contributions": [6.0, 6.0],
            },
            {
                "id": 1,
                "op": "mul",
                "name": "b",
                "inputs": ["x", "y"],
                "value": 6.0,
                "gradient": 4.0,
                "contributions": [8.0, 12.0],
            },
            {
                "id": 2,
                "op": "mul",
                "name": "f",
                "inputs": ["a", "b"],
                "value": 24.0,
                "gradient": 1.0,
                "contributions": [6.0, 4.0],
            },
        ],
        "copies": {"x": [{"gate": 0, "slot": 0, "gradient": 6.0}, {"gate": 1, "slot": 0, "gradient": 8.0}]},
        "problems": [],
        "remarks": [],
    }
    order = ["output", "graph", "values", "gradients", "gates", "copies", "problems", "remarks"]
    assert list(found) == order
    assert list(found["gates"][0]) == ["id", "op", "name", "inputs", "value", "gradient", "contributions"]


def test_unnamed_gates_have_a_number_and_no_name(evaluate):
    _, found = evaluate("exp(x)*exp(x) + sin(2.50)", "--set", "x=0")
    assert [gate["name"] for gate in found["gates"]] == [None, None, None, None, "f"]
    assert found["gates"][2]["inputs"] == ["#0", "#1"]
    assert found["gates"][3]["inputs"] == ["2.50"]
    assert found["graph"] == "add(mul(exp(x), exp(x)), sin(2.50))"
    assert set(found["values"]) == {"x", "f"}


def test_a_shared_argument_is_a_copy_under_its_number(evaluate):
    _, found = evaluate("g(t) = t*t\ng(tanh(x))", "--set", "x=0.5")
    t = math.tanh(0.5)
    assert found["copies"] == {
        "#0": [{"gate": 1, "slot": 0, "gradient": t}, {"gate": 1, "slot": 1, "gradient": t}],
    }


def test_infinities_are_strings_and_the_first_offender_is_named(evaluate):
    code, found = evaluate("log(x) + y", "--set", "x=0", "y=1")
    assert code == 0
    assert found["values"]["f"] == "-inf"
    assert found["gradients"]["x"] == "inf"
    assert found["problems"][0].keys() == {"code", "gate", "message"}
    assert (found["problems"][0]["code"], found["problems"][0]["gate"]) == ("domain", 0)
    _, found = evaluate("log(x)", "--set", "x=-1")
    assert found["values"]["f"] == "nan"


def test_remarks_are_shaped_like_errors(evaluate):
    _, found = evaluate("1/2x", "--set", "x=4")
    assert [list(remark) for remark in found["remarks"]] == [["code", "message", "hint", "line", "span"]]
    assert found["values"]["f"] == 2.0


def test_an_unreadable_text_is_an_error_object(evaluate):
    code, found = evaluate("a = 1\nb = a + (2*x", "--set", "x=1")
    assert code == 1
    assert list(found) == ["error"]
    assert list(found["error"]) == ["code", "message", "hint", "line", "span"]
    assert (found["error"]["code"], found["error"]["line"], found["error"]["span"]) == ("unclosed", 1, [8, 9])


def test_a_leaf_without_a_value_is_named(evaluate):
    code, found = evaluate("w*x + b", "--set", "w=1", "x=2")
    assert code == 1
    assert found["error"]["code"] == "missing-value"
    assert found["error"]["message"] == "b has no value."
    assert found["error"]["span"] == [6, 7]


def test_a_leaf_whose_name_only_looks_the_same_is_hinted_at(evaluate):
    code, found = evaluate("х + x", "--set", "x=1")  # the first is Cyrillic
    assert (code, found["error"]["code"]) == (1, "missing-value")
    assert found["error"]["hint"].endswith("looks like another name but is spelled with other letters.")


def test_a_value_without_a_leaf_is_refused(evaluate):
    code, found = evaluate("w*x", "--set", "w=1", "x=2", "q=3")
    assert code == 1
    assert found["error"]["code"] == "unknown-leaf"
    assert "q" in found["error"]["message"]


@pytest.mark.parametrize(
    ("binding", "value"),
    [("x=0.5", 0.5), ("x=0,5", 0.5), ("x = -1/4", -0.25), ("x=pi/4", math.pi / 4), ("x=1e-3", 1e-3), ("x=−2", -2.0)],
)
def test_values_are_read_like_number_boxes(evaluate, binding, value):
    assert evaluate("x*1", "--set", binding)[1]["values"]["x"] == value


@pytest.mark.parametrize("typed", ["w_1", "w1", "w₁"])
def test_names_are_canonical(evaluate, typed):
    assert evaluate("w1*2", "--set", f"{typed}=3")[1]["values"]["w1"] == 3.0


def test_a_pinned_leaf_follows_set(evaluate):
    text = "x = 1\ny = 2\nf = x*y"
    assert evaluate(text)[1]["values"]["f"] == 2.0
    assert evaluate(text, "--set", "x=-3", "y=0.5")[1]["values"] == {"x": -3.0, "y": 0.5, "f": -1.5}


@pytest.mark.parametrize(
    "arguments",
    [
        ["-x^2", "--set", "x=3"],
        ["--set", "x=3", "-x^2"],
        ["--set", "x=3", "--", "-x^2"],
        ["--set=x=3", "-x^2"],
        ["- x^2", "--set", "x=3"],
    ],
)
def test_an_expression_may_begin_with_a_minus(evaluate, arguments):
    if "--" in arguments:
        arguments = ["--json", *arguments]
        assert main(["eval", *arguments]) == 0
        return
    assert evaluate(*arguments)[1]["values"]["f"] == -9.0


def test_bindings_may_stand_before_the_text(evaluate):
    assert evaluate("--set", "x=3", "y=2", PROGRAM)[1]["values"]["f"] == 24.0


@pytest.mark.parametrize(("ties", "gradients"), [("split", [0.5, 0.5]), ("first", [1.0, 0.0])], ids=["split", "first"])
def test_ties_follow_the_rule(evaluate, ties, gradients):
    _, found = evaluate("max(x, y)", "--set", "x=1", "y=1", "--ties", ties)
    assert list(found["gradients"].values())[:2] == gradients


def test_random_ties_follow_their_seed(evaluate):
    def winner(seed):
        _, found = evaluate("max(x, y)", "--set", "x=1", "y=1", "--ties", "random", "--seed", str(seed))
        return found["gradients"]["x"]

    assert [winner(seed) for seed in range(8)] == [winner(seed) for seed in range(8)]
    assert {winner(seed) for seed in range(8)} == {0.0, 1.0}


@pytest.mark.parametrize("lesson_id", [entry.id for entry in library.lessons() if entry.available])
def test_every_available_lesson_is_evaluated(evaluate, lesson_id):
    code, found = evaluate(f"lesson:{lesson_id}")
    assert code == 0
    assert found["problems"] == []


def test_the_lecture_example(evaluate):
    _, found = evaluate("lesson:lecture-exp")
    assert found["values"]["f"] == pytest.approx(1 + math.exp(3), rel=1e-15)
    assert found["gradients"] == pytest.approx(
        {"w1": math.exp(3), "x": 2 * math.exp(3), "w0": math.exp(3), "f": 1.0}, rel=1e-15
    )


def test_texts_come_from_files_documents_and_the_standard_input(evaluate, tmp_path, monkeypatch):
    text = tmp_path / "программа.txt"
    text.write_bytes("\ufeffa = x*x\r\nf = a + 1\r\n".encode())
    assert evaluate(f"@{text}", "--set", "x=2")[1]["values"]["f"] == 5.0
    document = tmp_path / "d.gradviz"
    file.save(Lesson("x*x", values={"x": 3.0}), document)
    assert evaluate(str(document))[1]["values"]["f"] == 9.0
    file.save(Lesson("w*x", values={"x": 3.0}), document)
    assert evaluate(str(document))[1]["values"] == {"w": 1.0, "x": 3.0, "f": 3.0}
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"x + 1\n")))
    assert evaluate("-", "--set", "x=2")[1]["values"]["f"] == 3.0


def test_files_may_be_larger_than_typed_text(evaluate, tmp_path):
    long = " + ".join(["x"] * 1500)
    assert evaluate(long, "--set", "x=1")[1]["error"]["code"] == "too-long"
    path = tmp_path / "long.txt"
    path.write_text("\n".join(f"f{n} = x*{n}" for n in range(200)))
    assert evaluate(f"@{path}", "--set", "x=1")[0] == 0


@pytest.mark.parametrize(
    ("source", "code"),
    [("@none.txt", 3), ("none.gradviz", 3), ("lesson:none", 3), ("lesson:gd-parabola", 3), ("@.", 3)],
)
def test_missing_sources_are_input_errors(evaluate, source, code):
    assert evaluate(source)[0] == code


def test_the_table_shows_every_number(capsys):
    assert main(["eval", PROGRAM, "--set", "x=3", "y=2"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("f = 24")
    for words in ("= add(x, 1)", "= mul(a, b)", "x is used 2 times: 6", "14"):
        assert words in out


def test_a_negative_contribution_is_added_in_brackets(capsys):
    assert main(["eval", "x*x - x", "--set", "x=3"]) == 0
    assert "x is used 3 times: 3 + 3 + (−1) = 5" in capsys.readouterr().out


def test_the_table_speaks_russian(capsys):
    assert main(["--lang", "ru", "eval", "x/4", "--set", "x=1"]) == 0
    out = capsys.readouterr().out
    assert "градиент" in out
    assert "0,25" in out


def test_latex(evaluate):
    code, found = evaluate(r"\frac{1}{1+e^{-x}}", "--latex", "--set", "x=0.3")
    assert code == 0
    assert found["graph"] == "div(1, add(1, exp(neg(x))))"
    assert found["values"]["f"] == pytest.approx(0.5744425168)


def test_numbers_of_latex_lines_are_set_too(evaluate):
    code, found = evaluate("w_{1} = 2 \\\\\nf = w_{1}x", "--latex", "--set", "w1=1e-7", "x=3")
    assert code == 0
    assert found["values"]["f"] == pytest.approx(3e-7)


def test_an_error_in_latex_is_placed_in_what_was_typed(evaluate, capsys):
    code, found = evaluate(r"x + \fraq{1}{2}", "--latex")
    assert (code, found["error"]["code"], found["error"]["span"]) == (1, "unknown-command", [4, 9])
    assert main(["eval", r"x + \fraq{1}{2}", "--latex"]) == 1
    said = capsys.readouterr().err
    assert r"Did you mean \frac?" in said
    line, caret = (next(row for row in said.splitlines() if sign in row) for sign in ("x +", "^"))
    assert caret.index("^") - line.index("x") == 4


def test_a_target_changes_whose_gradients_are_printed(capsys):
    text = "a = w*x\nf = exp(a) + y"
    assert main(["eval", text, "--set", "w=2", "x=3", "y=1", "--target", "a", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["output"] == "a"
    assert found["gradients"] == {"w": 3.0, "x": 2.0, "y": None, "a": 1.0, "f": None}
    assert [gate["gradient"] for gate in found["gates"]] == [1.0, None, None]
    assert main(["eval", text, "--set", "w=2", "x=3", "y=1", "--target", "#1"]) == 0
    assert "—" in capsys.readouterr().out


def test_a_target_that_is_not_there_is_named(capsys):
    assert main(["eval", "f = x*y", "--set", "x=1", "y=2", "--target", "m"]) != 0
    assert "There is no line or gate m" in capsys.readouterr().err
