from pipeline.kept import MOST, Kept


def test_a_place_is_asked_about_once_a_text() -> None:
    asked: list[str] = []

    def first(chars: str, start: int, end: int) -> str | None:
        asked.append(chars[start:end])
        return chars[start:end] or None

    kept = Kept(first)
    one, other = "một hai", "".join(["một ", "hai"])
    assert [kept(one, 0, 3), kept(one, 0, 3), kept(one, 4, 7), kept(one, 3, 3), kept(one, 3, 3)] == ["một", "một", "hai", None, None]
    assert asked == ["một", "hai", ""]
    assert kept(other, 0, 3) == kept(one, 0, 3) == "một"  # another text, though its words are the same
    assert len(asked) == 5


def test_no_more_is_kept_than_a_text_of_many_lines_may_take() -> None:
    kept = Kept(lambda _, start, end: end - start)
    text = "x" * (2 * MOST)
    assert [kept(text, at, at + 1) for at in range(2 * MOST)] == [1] * (2 * MOST)
    assert len(kept._answers) <= MOST
