import importlib
import pkgutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import re2

import pipeline
from pipeline import pattern, rulebook
from pipeline.codepage import CODES, FOREIGN, LOWER, OTHER, TOKEN, UPPER, byte, encode, ranges, translate
from pipeline.parse import parse

SEEDS = Path(__file__).resolve().parent.parent / "corpus" / "inbox"


def ask(source: str, text: str, *, ignore_case: bool = False) -> bool:
    options = re2.Options()
    options.encoding = re2.Options.Encoding.LATIN1
    return re2.compile(translate(source, ignore_case=ignore_case), options).fullmatch(encode(text)) is not None


def test_ascii_and_vietnamese_letters_have_a_byte_each() -> None:
    ours = [chr(char) for char in range(0x20, 0x7F)] + [char for char in UPPER + LOWER if char > "\x7f"]
    assert len({byte(ord(char)) for char in ours}) == len(set(ours)) == 95 + 134
    assert all(byte(code) == code for code in (9, 10, 13, *range(0x20, 0x7F)))
    assert set(CODES.values()) == set(range(256))


@pytest.mark.parametrize(
    "text", ["", "abc", "Ủy ban", "ế" * 3_000, "中文 và 😀", "a\ud800b", "\0\x01\n\r\t", "a\u0301", "".join(map(chr, range(0x3000)))]
)
def test_a_byte_a_character(text: str) -> None:
    content = encode(text)
    assert len(content) == len(text)
    assert list(content) == [byte(ord(char)) for char in text]


@pytest.mark.parametrize("char", ["中", "😀", "\ud800", "№", "\x01", "\u0301", "Я́"[1]])
def test_the_rest_is_of_its_kind(char: str) -> None:
    assert byte(ord(char)) == OTHER
    assert byte(ord("Ö")) == byte(ord("ǜ")) == FOREIGN


@pytest.mark.parametrize(
    ("source", "yes", "no"),
    [
        ("điều", ["điều"], ["Điều"]),
        ("(?i)điều", ["điều", "Điều", "ĐIỀU"], ["ĐIÊU"]),
        ("(?i:đ)iều", ["Điều"], ["ĐIỀU"]),
        ("(?i)đ(?-i:iề)u", ["ĐiềU"], ["ĐIỀU"]),
        ("(?i)a(?:b|(?-i)c)D", ["AcD", "aBd", "Acd"], ["aCd"]),
        ("(?mi)^đ$", ["Đ"], ["D"]),
        ("(?i)[à-ã]", ["Ã", "á"], ["ä", "a"]),
        ("[^à]", ["á", "中", "\n"], ["à"]),
        ("(?i)[^à]", ["á"], ["à", "À"]),
        ("[À-ɏḀ-ỿ]", ["Ö", "ế", "Ỹ", "×"], ["a", "中", "–"]),
        (r"[\-–\]]", ["-", "–", "]"], ["—", "\\"]),
        ("[]a]", ["]", "a"], ["b"]),
        ("[a-]", ["-", "a"], ["b"]),
        (r"[\d-]\x{1ebf}", ["5ế", "-ế"], ["5e"]),
        (r"\x41\x{a0}[\x41-\x{43}]", ["A\xa0B"], ["A D"]),
        (r"\s\S\d\w", ["\nế1a", "\r-2_"], ["ế\n1a", " a1ế"]),
        (r"[\s][^\s]", [" ế"], ["ế "]),
        (r"\n\t\r\f\v", ["\n\t\r\f\v"], ["\n\n\r\f\v"]),
        (r"(?P<a>ế){1,2}[)(]\.\(", ["ế).(", "ếế(.("], ["ế)x("]),
        ("[\\x{10000}-\\x{10ffff}]", ["😀"], ["a", "ế", "–"]),
        ("ế{,2}{x", ["ế{,2}{x"], ["ế{x"]),
        (".", ["ế", "中", "\ud800"], ["\n"]),
    ],
)
def test_translate(source: str, yes: list[str], no: list[str]) -> None:
    for text in yes:
        assert ask(source, text), text
    for text in no:
        assert not ask(source, text), text


@pytest.mark.parametrize("source", [r"\pL", r"[\pL]", r"\p{Lu}", r"[[:alpha:]]", r"[\W]", r"\Qa\E"])
def test_what_the_page_cannot_tell_is_refused(source: str) -> None:
    with pytest.raises(ValueError, match="themselves"):
        translate(source)


@pytest.mark.parametrize("case", ["À", "Ỹ", "Đ", "Ơ", "Z"])
def test_case(case: str) -> None:
    assert ask(case, case.lower(), ignore_case=True)
    assert ask(f"[{case.lower()}]", case, ignore_case=True)
    assert not ask(case, case.lower())


@pytest.fixture(scope="module")
def every() -> list[tuple[str, bool]]:
    """Every pattern of ours: those of modules, and those that are built of the rulebook when a text is read."""
    patched = pytest.MonkeyPatch()
    found: dict[tuple[str, bool], None] = {}

    def note(source: str, *, ignore_case: bool = False) -> bytes:
        found[source, ignore_case] = None
        return translate(source, ignore_case=ignore_case)

    patched.setattr(pattern, "translate", note)
    book = rulebook.load()
    for path in sorted(SEEDS.glob("*.txt"))[:3]:
        parse(path, book)
    patched.undo()
    for room in pkgutil.walk_packages(pipeline.__path__, "pipeline."):
        if not room.name.endswith(("__main__", ".cluster", ".web")):
            for value in vars(importlib.import_module(room.name)).values():
                if isinstance(value, pattern.Pattern):
                    found[pattern.expand(value.source), False] = None
    return list(found)


def named(source: str, *, ignore_case: bool) -> Iterator[set[int]]:
    """What the classes of a pattern name, and what it names by itself outside ASCII."""
    for token in TOKEN.finditer(source):
        if token.lastgroup == "set":
            chars = {chr(char) for a, b in ranges(token[0]) for char in range(ord(a), ord(b) + 1)}
            alone = {a for a, b in ranges(token[0]) if a == b}  # a run is of letters in both cases
            yield {ord(case) for case in chars | (both(alone) if ignore_case else set())}
        elif token.lastgroup == "words":
            yield from ({ord(case) for case in (both({char}) if ignore_case else {char})} for char in token[0] if char > "\x7f")


def both(chars: set[str]) -> set[str]:
    return chars | {case for char in chars for case in (char.lower(), char.upper()) if len(case) == 1}


def test_no_rule_names_a_part_of_what_shares_a_byte(every: list[tuple[str, bool]]) -> None:
    assert len(every) > 300
    sharing: dict[int, set[int]] = {}
    for char in range(0x10000):
        sharing.setdefault(byte(char), set()).add(char)
    for source, ignore_case in every:
        for chars in named(source, ignore_case=ignore_case or source.startswith("(?i)")):
            for code in {byte(char) for char in chars}:
                assert not (left := sharing[code] - chars), f"{source[:200]}: not told from {''.join(map(chr, sorted(left)[:5]))}"
