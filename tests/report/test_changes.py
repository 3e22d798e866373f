from pathlib import Path

import pytest

from pipeline.report import changes
from tests.office import HOSTILE
from tests.test_diff import compared, database  # noqa: F401 - a fixture


@pytest.mark.parametrize(("lang", "said"), [("vi", "Đối chiếu hai văn bản"), ("en", "Two dispatches compared")])
def test_the_page_stands_alone(database: Path, lang: str, said: str) -> None:  # noqa: F811
    page = changes.page(compared(database, "a.txt", "later.txt"), lang)
    assert said in page
    assert not any(sign in page for sign in ("<script", "src=", 'href="http', "url("))
    assert page.count('<a class="what" href="#') == 1


def test_what_papers_say_is_no_markup(database: Path) -> None:  # noqa: F811
    found = compared(database, "a.txt", "more.txt")
    bad = found.tasks[0]._replace(words=(("=", HOSTILE), ("+", HOSTILE)))
    side = found.before._replace(name=HOSTILE, subject=HOSTILE)
    page = changes.page(found._replace(before=side, tasks=(bad,)))
    assert "<script" not in page
    assert "<img" not in page


@pytest.mark.parametrize(("lang", "said"), [("vi", "Mục II.1 → Phần kết"), ("en", "Item II.1 → Closing part")])
def test_where_a_task_stands_is_said_in_the_language_of_the_page(database: Path, lang: str, said: str) -> None:  # noqa: F811
    found = compared(database, "a.txt", "later.txt")
    pair = next(pair for pair in found.tasks if pair.before and pair.after)
    assert pair.before is not None
    assert pair.after is not None
    moved = pair._replace(before=pair.before._replace(section="II.1"), after=pair.after._replace(section="closing"))
    page = changes.page(found._replace(tasks=(moved,)), lang)
    assert said in page
    assert ">closing" not in page
