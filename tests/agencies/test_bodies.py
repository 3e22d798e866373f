import pytest

from pipeline.agencies.bodies import Bodies
from pipeline.agencies.naming import Naming
from pipeline.model import Setting
from pipeline.rulebook import load

BOOK = load()
BODIES = BOOK.build(Bodies)
NAMING = BOOK.build(Naming)


@pytest.mark.parametrize(
    ("words", "setting", "expected"),
    [
        ("UBND xã", Setting(issuer_id="ubnd_xa@p34:lai_chau/xã_Mường_Kim", province="p34:lai_chau"), "Ủy ban nhân dân xã Mường Kim"),
        ("UBND xã", Setting(province="p34:lai_chau"), "Ủy ban nhân dân xã"),
        ("UBND thành phố", Setting(province="p34:lai_chau"), "Ủy ban nhân dân thành phố"),
        ("UBND thành phố", Setting(province="p34:hue"), "Ủy ban nhân dân thành phố Huế"),
        ("Vụ Pháp chế - Bộ Nội vụ", Setting(), "Vụ Pháp chế - Bộ Nội vụ"),
        (
            "Phòng Nội chính thuộc Văn phòng UBND tỉnh",
            Setting(province="p34:hue"),
            "Phòng Nội chính thuộc Văn phòng Ủy ban nhân dân thành phố Huế",
        ),
    ],
)
def test_of(words: str, setting: Setting, expected: str) -> None:
    name = NAMING.at(NAMING.reading(words, 0, len(words)), 0)
    assert name is not None
    assert BODIES.of(name, setting, None).name == expected


def test_joint() -> None:
    home, finance = BODIES.central("bnv", 1.0), BODIES.central("btc", 1.0)
    both = BODIES.joint(home, finance)
    assert both is not None
    assert both.name == "Bộ Nội vụ, Bộ Tài chính"
    assert BODIES.joint(BODIES.central("btc", 1.0), BODIES.central("cuc_thue", 1.0)) is None
