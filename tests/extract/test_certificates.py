import pytest

from pipeline import rulebook
from pipeline.extract.certificates import Certificates
from pipeline.model import Span
from pipeline.parse import parse
from tests.letters import letter

BOOK = rulebook.load()


def test_certificates_by_their_examples() -> None:
    room = BOOK.build(Certificates)
    for entry in BOOK.entries("signatures", "certificates"):
        for line in entry["examples"]:
            found = room.find(f"a\n{line}\nb", Span(0, len(line) + 4))
            assert found, (entry["id"], line)
            assert (found.value, found.rule) == (line, entry["id"])
            assert found.span == Span(2, 2 + len(line))
        for line in entry["not"]:
            assert room.find(line, Span(0, len(line))) is None, (entry["id"], line)


@pytest.mark.parametrize("before", [True, False])
def test_a_certificate_is_a_fact_of_the_copy_alone(before: bool) -> None:
    certificate = "SAO Y Ủy ban nhân dân thành phố Đà Nẵng  Thời gian ký: 19/10/2023 10:56:22 +07:00"
    plain = parse(letter(), BOOK)
    copied = parse(f"{certificate}\n\n{letter()}" if before else f"{letter()}\n\n{certificate}\n", BOOK)
    (one,), (other,) = plain.dispatches, copied.dispatches
    assert other.value("copy_certificate") == " ".join(certificate.split())
    assert {name: found.value for name, found in one.facts.items()} == {
        name: found.value for name, found in other.facts.items() if name != "copy_certificate"
    }
