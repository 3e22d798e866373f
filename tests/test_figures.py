import pytest

from pipeline.figures import Tally


def counted() -> Tally:
    tally = Tally()
    for file, got, want, certainty in [("a", "1", "1", 0.99), ("b", None, "2", None), ("c", "3", "4", 0.6), ("d", None, None, None)]:
        tally.value("key", got, want, file=file, where=f"{file}#0", certainty=certainty)
    tally.bag("copies", ["x", "x", "y"], ["x", "z"], file="a", where="a#0")
    tally.bag("copies", [], [], file="b", where="b#0")
    tally.bag("tasks", ["x", "y"], ["x"], file="a", where="a#0", recall_only=True)
    return tally


def test_accuracy_and_coverage_are_told_apart() -> None:
    row = counted().rows()[0]
    assert (row.field, row.n, row.accuracy, row.given, row.right_given) == ("key", 4, 0.5, 0.5, 0.5)


def test_bags_count_repeats() -> None:
    copies, tasks = counted().rows()[1:]
    assert copies.precision == pytest.approx(1 / 3)
    assert copies.recall == 0.5
    assert (tasks.precision, tasks.recall, tasks.f1) == (1, 1, 1)


def test_interval_holds_the_figure_and_repeats() -> None:
    one, again = counted().rows()[0], counted().rows()[0]
    assert one == again
    assert one.low is not None
    assert one.high is not None
    assert one.low <= 0.5 <= one.high


def test_calibration_bins() -> None:
    assert [(b.low, b.n, b.right) for b in counted().calibration()] == [(0.5, 1, 0.0), (0.99, 1, 1.0)]


def test_errors_say_where() -> None:
    assert counted().errors["copies"] == ["a#0: missed 'z'", "a#0: invented 'x'", "a#0: invented 'y'"]


def test_files_apart() -> None:
    files = counted().files()
    assert list(files) == ["a", "b", "c", "d"]
    assert files["b"][0].accuracy == 0
