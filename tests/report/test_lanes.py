import pytest

from pipeline.report import lanes
from pipeline.report.lanes import Node, Place


@pytest.mark.parametrize(
    ("rank", "name"),
    [
        (0, "centre"),
        (2, "centre"),
        (3, "ministry"),
        (4, "ministry"),
        (5, "province"),
        (6, "department"),
        (8, "commune"),
        (None, "unknown"),
        (77, "unknown"),
    ],
)
def test_a_rank_has_its_lane(rank: int | None, name: str) -> None:
    assert lanes.lane(rank) == name


def test_higher_lanes_lie_above_and_years_run_to_the_right() -> None:
    plan = lanes.plan([Node("a", 5, "2025", True, 1), Node("b", 2, "2021", False, 3), Node("c", None, None, False, 1)])
    assert [lane.name for lane in plan.lanes] == ["centre", "province", "unknown"]
    assert [column.year for column in plan.columns] == ["2021", "2025", None]
    assert plan.places["b"].y < plan.places["a"].y < plan.places["c"].y
    assert plan.places["b"].x < plan.places["a"].x < plan.places["c"].x


def test_the_picture_begins_where_most_is_in_hand() -> None:
    nodes = [Node("a", 5, "2025", True, 1), Node("b", 5, "2025", True, 1), Node("c", 5, "2021", True, 9), Node("d", 5, None, True, 1)]
    plan = lanes.plan(nodes)
    assert plan.start == next(column.x for column in plan.columns if column.year == "2025")


def test_no_two_nodes_share_a_place() -> None:
    nodes = [Node(str(i), i % 7, str(2020 + i % 3), i % 2 == 0, i) for i in range(300)]
    plan = lanes.plan(nodes)
    assert len(set(plan.places.values())) == 300
    assert all(p.x + lanes.WIDTH <= plan.width and p.y + lanes.HEIGHT <= plan.height for p in plan.places.values())


def test_the_same_nodes_are_placed_alike() -> None:
    nodes = [Node(str(i), 5, "2025", False, 1) for i in range(20)]
    assert lanes.plan(nodes) == lanes.plan(reversed(nodes))


@pytest.mark.parametrize(
    ("citing", "cited", "path"),
    [
        (Place(0, 200), Place(0, 0), "M76 200C76 112 76 112 76 24"),
        (Place(0, 0), Place(0, 200), "M76 24C76 112 76 112 76 200"),
        (Place(0, 0), Place(300, 0), "M76 0C76 -30 376 -30 376 0"),
    ],
)
def test_lines_leave_by_the_near_edge(citing: Place, cited: Place, path: str) -> None:
    assert lanes.path(citing, cited) == path


def test_nothing_is_an_empty_picture() -> None:
    assert lanes.plan([]).places == {}
