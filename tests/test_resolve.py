"""One node for one document, and none for two."""

import pytest

from pipeline.model import Links, Mention, Paper
from pipeline.resolve import resolve

HERE = ("Ủy ban nhân dân tỉnh Lai Châu", "ubnd_tinh@p63:lai_chau")
THERE = ("Ủy ban nhân dân tỉnh Kiên Giang", "ubnd_tinh@p63:kien_giang")
AFTER = ("Ủy ban nhân dân tỉnh Lai Châu", "ubnd_tinh@p34:lai_chau")
LABOUR = ("Bộ Lao động - Thương binh và Xã hội", "bldtbxh")
SECRETARIAT, POLITBURO = ("Ban Bí thư Trung ương Đảng", "ban_bi_thu"), ("Bộ Chính trị", "bo_chinh_tri")
LEADER, STATE = ("Thủ tướng Chính phủ", "ttg"), ("Chính phủ", "chinh_phu")
MONEY = ("Bộ Tài chính", "btc")
ARMY, PARLIAMENT = ("Bộ Quốc phòng", "bqp"), ("Quốc hội", "quoc_hoi")
NOBODY = (None, None)
SEAL, FIRE = "cấp bản sao từ sổ gốc và chứng thực hợp đồng", "phòng cháy, chữa cháy và cứu nạn"
Body = tuple[str | None, str | None]


def cited(key: str | None, date: str | None = None, by: Body = NOBODY, **more: str | None) -> Mention:
    issuer, issuer_id = by
    values = {"doc_type": None, "title": None, "method": "exact", "antecedent": None, "id": "", "raw_key": key} | more
    return Mention(key=key, date=date, issuer=issuer, issuer_id=issuer_id, start=0, end=1, **values)  # type: ignore[arg-type]


def paper(name: str, *mentions: Mention, key: str | None = None, date: str | None = "2025-06-01", by: Body = HERE, **more: str) -> Paper:
    numbered = tuple(m._replace(id=m.id or f"{name}-c{i}", start=10 * i, end=10 * i + 5) for i, m in enumerate(mentions))
    values = {"status": "issued", "doc_type": None, "subject": None} | more
    return Paper(f"{name}-0", f"{name}.txt", 0, key=key, date=date, issuer=by[0], issuer_id=by[1], mentions=numbered, **values)  # type: ignore[arg-type]


def sets(links: Links) -> list[list[str]]:
    """Which mentions and dispatches stand for one document."""
    of: dict[str, list[str]] = {}
    for dispatch, document in links.held.items():
        of.setdefault(document, []).append(dispatch)
    for link in links.links:
        of.setdefault(link.document, []).append(link.citation)
    return sorted(sorted(names) for names in of.values())


def apart(links: Links) -> bool:
    """Whether the mentions stand for different documents."""
    return len({link.document for link in links.links}) == len(links.links)


def codes(links: Links) -> list[str]:
    return sorted(problem.code for _, problem in links.problems)


@pytest.mark.parametrize(
    ("first", "second", "one"),
    [
        pytest.param(cited("1415/KH-UBND", "2021-05-25", HERE), cited("1415/KH-UBND", "2021-05-25", HERE), True, id="all the same"),
        pytest.param(cited("01/BVSTBPN-VP", "2023-03-23", HERE), cited("1/BVSTBPN-VP", "2023-03-23", HERE), True, id="leading zero"),
        pytest.param(cited("5/BNV-BDG", "2021-05-25", LABOUR), cited("5/BNV-BĐG", "2021-05-25", LABOUR), True, id="d for đ"),
        pytest.param(cited("1415/KH-UBND", "2021-05-25", HERE), cited("1415/KHUBND", "2021-05-25", HERE), True, id="lost hyphen"),
        pytest.param(cited("1415/KH-UBND", "2021-05-25", HERE), cited("1415/KH-UBND", "2021-05-25", THERE), False, id="two provinces"),
        pytest.param(cited("1415/KH-UBND", "2021-05-25", HERE), cited("1415/KH-UBND", "2022-06-11", HERE), False, id="two years"),
        pytest.param(cited("1415/KH-UBND", "2021-05-25", HERE), cited("1415/KH-UBND", "2021", HERE), True, id="year alone"),
        pytest.param(cited("1415/KH-UBND", "2021-05-25", HERE), cited("1415/KH-UBND", None, HERE), False, id="no date"),
        pytest.param(
            cited("1415/KH-UBND", "2021-05-25", HERE, title="phát triển công tác bình đẳng giới"),
            cited("1415/KH-UBND", None, HERE, title="Phát triển công tác bình đẳng giới năm 2021"),
            True,
            id="no date, one title",
        ),
        pytest.param(cited("1719/QĐ-TTg", "2021-10-14", LEADER), cited("1719/QĐ-TTg", None, LEADER), False, id="central, no date"),
        pytest.param(cited("54/2019/NĐ-CP", "2019-06-19", STATE), cited("54/2019/NĐ-CP", None, STATE), True, id="the number has the year"),
        pytest.param(
            cited("54/2019/NĐ-CP", "2019-06-19", STATE, title="quy định kinh doanh dịch vụ karaoke"),
            cited("54/2019/NĐ-CP", None, STATE, title="sửa đổi một số nghị định về du lịch"),
            True,
            id="the number has the year, two titles",
        ),
        pytest.param(cited("1314/NQ-UBTVQH15", "2024-11-30"), cited("1314/NQ-UBTVQH15"), True, id="the number has the term"),
        pytest.param(
            cited("12/KH-UBND", "2025-02-05", HERE),
            cited("12/KH-UBND", "2025-08-05", AFTER),
            False,
            id="a slip, or the numbers of the heir",
        ),
        pytest.param(cited("12/KH-UBND", "2025-02-05", HERE), cited("12/KH-UBND", "2025", AFTER), False, id="the year of a merger"),
        pytest.param(cited("12/KH-BTC", "2025-02-05", MONEY), cited("12/KH-BTC", "2025-08-05", MONEY), False, id="a ministry renewed"),
        pytest.param(cited("12/KH-BTC", "2024-02-05", MONEY), cited("12/KH-BTC", "2024-08-05", MONEY), True, id="a ministry, one digit"),
        pytest.param(cited("12/KH-BTC", "2025-02-05", MONEY), cited("12/KH-BTC", "2025", MONEY), False, id="the year of a reform"),
        pytest.param(
            cited("12/KH-UBND", "2021-05-25", HERE, doc_type="KH"),
            cited("12/KH-UBND", "2021-05-26", HERE, doc_type="QĐ"),
            False,
            id="a digit of the day, two types",
        ),
        pytest.param(
            cited("12/KH-UBND", "2021-05-25", HERE, title="chống hạn và cấp nước sạch"),
            cited("12/KH-UBND", "2021", HERE, title="kỳ thi tuyển viên chức y tế"),
            False,
            id="a year, two titles",
        ),
        pytest.param(cited("3/CT-BQP", "2022-11-14", ARMY), cited("3/CT-BQP", "2022-12-21", ARMY), False, id="two days of a central body"),
        pytest.param(
            cited("12/KH-UBND", "2021-05-25", HERE, title="chống hạn và cấp nước sạch"),
            cited("12/KH-UBND", "2021-05-26", HERE, title="kỳ thi tuyển viên chức y tế"),
            False,
            id="a digit of the day, two titles",
        ),
        pytest.param(cited("72/2025/QH15", "2025-06-16", PARLIAMENT), cited("72/2025/QH", "2025-06-16", PARLIAMENT), True, id="cut short"),
        pytest.param(
            cited("3/2025/TT-VPCP", "2025-09-15", STATE, title="hướng dẫn thi hành Nghị định số 118/2025/NĐ-CP về một cửa", doc_type="TT"),
            cited("3/2025/TT-BYT", "2025-09-15", STATE, title="hướng dẫn thi hành Nghị định số 118/2025/NĐ-CP về một cửa", doc_type="TT"),
            True,
            id="another's code, all else the same",
        ),
        pytest.param(cited("1415/KH-UBND", "2021-05-25", HERE), cited("1415/KH-UBND", "2021-05-25"), True, id="no issuer, own province"),
        pytest.param(cited("12/KH-UBND", "2025", HERE), cited("12/KH-UBND", "2025-06-07"), True, id="no issuer, in its year"),
        pytest.param(
            cited("12/KH-UBND", "2025", HERE), cited("12/KH-UBND", "2025-07-07"), False, id="no issuer, in its year, after its end"
        ),
        pytest.param(
            cited("1415/KH-UBND", "2021-05-25", THERE), cited("1415/KH-UBND", "2021-05-25"), False, id="no issuer, other province"
        ),
        pytest.param(cited("1415/KH-UBND", "2021-05-25", HERE), cited("1415/KH-UBND"), False, id="number alone"),
        pytest.param(cited("1415/KH-UBND"), cited("1415/KH-UBND"), False, id="number alone twice"),
        pytest.param(cited("54"), cited("54"), False, id="bare number"),
        pytest.param(
            cited("12/QĐ-UBND", "2025-07-05", HERE), cited("12/QĐ-UBND", "2025-07-05", AFTER), True, id="before and after a merger"
        ),
        pytest.param(
            cited("12/X-Y", "2025-01-05", ("Ủy ban nhân dân xã", None)),
            cited("12/X-Y", "2025-01-05", ("Ủy ban nhân dân xã", None)),
            False,
            id="one of many bodies",
        ),
        pytest.param(
            cited("21-CT/TW", "2018-01-20", SECRETARIAT), cited("21-CT/TW", "2018-01-20", POLITBURO), True, id="two central names"
        ),
        pytest.param(cited("12/KH-UBND", "2021-05-25", HERE), cited("12/KH-UBND", "2021-05-26", HERE), True, id="a digit of the day"),
        pytest.param(cited("12/KH-UBND", "2021-05-25", HERE), cited("12/KH-UBND", "2021-08-11", HERE), False, id="another day of the year"),
        pytest.param(
            cited("356/LĐTBXH-BĐG", "2021-02-19", LABOUR), cited("356/LĐTĐBXH-BĐG", "2021-02-19", LABOUR), True, id="a letter of the symbol"
        ),
        pytest.param(
            cited("356/LĐTBXH-BĐG", "2021-02-19", LABOUR), cited("357/LĐTBXH-BĐG", "2021-02-19", LABOUR), False, id="a digit of the number"
        ),
        pytest.param(
            cited("356/LĐTBXH-BĐG", "2021-02-19", LABOUR), cited("356/LĐTĐBXH-BĐG", "2021-02-20", LABOUR), False, id="letter and day"
        ),
        pytest.param(
            cited("3/HD-UBND", "2021-02-19", HERE, doc_type="HD"),
            cited("3/TD-UBND", "2021-02-19", HERE, doc_type="TD"),
            False,
            id="two types",
        ),
    ],
)
def test_two_mentions(first: Mention, second: Mention, one: bool) -> None:
    for order in ((first, second), (second, first)):
        links = resolve([paper("a", order[0]), paper("b", order[1], by=AFTER if first.issuer_id == AFTER[1] else HERE)])
        assert apart(links) is not one


def test_what_is_in_hand_is_the_document() -> None:
    plan = paper("plan", key="1712/KH-UBND", date="2025-04-22", subject="công tác bình đẳng giới")
    letter = paper("letter", cited("1712/KH-UBND", "2025-04-22", HERE), cited("1712/KH-UBND", None, HERE))
    links = resolve([letter, plan])
    assert sets(links) == [["letter-0"], ["letter-c0", "letter-c1", "plan-0"]]
    document = next(d for d in links.documents if d.key)
    assert (document.dispatch, document.title, document.rank) == ("plan-0", "công tác bình đẳng giới", 5)
    assert document.id == "ubnd_tinh@p63:lai_chau,2025/04/22,1712/KH-UBND"
    assert [link.method for link in links.links] == ["exact", "exact"]


def test_a_misread_symbol_is_corrected_and_told() -> None:
    held = paper("held", key="356/LĐTBXH-BĐG", date="2021-02-19", by=LABOUR)
    links = resolve([held, paper("letter", cited("356/LĐTĐBXH-BĐG", "2021-02-19", LABOUR))])
    assert [(link.key, link.method, link.rivals) for link in links.links] == [("356/LĐTBXH-BĐG", "misread", ("356/LĐTĐBXH-BĐG",))]
    assert codes(links) == ["misread"]


@pytest.mark.parametrize(
    ("good", "bad", "doc_type", "by"),
    [
        ("66.7/2025/NQ-CP", "66.7/2025/NĐ-CP", "NQ", ("Chính phủ", "chinh_phu")),
        ("212/LĐTBXH-BĐG", "212/LĐTĐBXH-BĐG", "CV", LABOUR),
    ],
)
def test_of_two_spellings_the_one_that_makes_sense_stands(good: str, bad: str, doc_type: str, by: Body) -> None:
    for first, second in ((good, bad), (bad, good)):
        mentions = [cited(key, "2021-11-15", by, doc_type=doc_type) for key in (first, second)]
        links = resolve([paper("a", mentions[0]), paper("b", mentions[1])])
        assert {link.key for link in links.links} == {good}
        assert codes(links) == ["misread"]


def test_two_that_fit_are_named_and_none_is_taken() -> None:
    links = resolve(
        [
            paper("a", cited("7/KH-UBND", "2021-05-25", HERE)),
            paper("b", cited("7/KH-UBND", "2022-06-11", HERE)),
            paper("c", cited("7/KH-UBND", None, HERE)),
        ]
    )
    assert apart(links)
    assert codes(links) == ["ambiguous_citation"]
    assert links.links[2].rivals == (
        "7/KH-UBND, Ủy ban nhân dân tỉnh Lai Châu, 2021-05-25",
        "7/KH-UBND, Ủy ban nhân dân tỉnh Lai Châu, 2022-06-11",
    )


def test_the_one_cited_in_the_same_dispatch_is_meant() -> None:
    links = resolve(
        [
            paper("a", cited("7/KH-UBND", "2021-05-25", HERE)),
            paper("b", cited("7/KH-UBND", "2022-06-11", HERE), cited("7/KH-UBND")),
        ]
    )
    assert sets(links) == [["a-0"], ["a-c0"], ["b-0"], ["b-c0", "b-c1"]]


@pytest.mark.parametrize(
    ("date", "on", "bound"), [("2024-12-22", "2025-11-16", True), ("2017-12-22", "2025-11-16", False), ("2024-12-22", None, False)]
)
def test_a_party_number_alone_is_this_term_s(date: str, on: str | None, bound: bool) -> None:
    links = resolve([paper("a", cited("57-NQ/TW", date, POLITBURO)), paper("b", cited("57-NQ/TW"), date=on)])
    assert apart(links) is not bound
    assert codes(links) == ([] if bound else ["ambiguous_citation"])


@pytest.mark.parametrize(("by", "one"), [(LABOUR, True), (HERE, True), (NOBODY, False)])
def test_without_issuer_the_day_and_the_place_of_citing_bind(by: Body, one: bool) -> None:
    mention = cited("42-TB/TGV", "2025-08-22")
    assert apart(resolve([paper("a", mention, by=by), paper("b", mention, by=by)])) is not one
    assert apart(resolve([paper("a", mention, by=by), paper("b", mention, by=THERE)]))


def test_of_two_provinces_that_merged_the_one_named_stands() -> None:
    heir = ("Ủy ban nhân dân tỉnh Quảng Ngãi", "ubnd_tinh@p34:quang_ngai")
    own = ("Ủy ban nhân dân tỉnh Quảng Ngãi", "ubnd_tinh@p63:quang_ngai")
    other = ("Ủy ban nhân dân tỉnh Kon Tum", "ubnd_tinh@p63:kon_tum")
    mentions = [cited("6/2020/QĐ-UBND", "2020-02-13", by) for by in (own, other, own)]
    links = resolve([paper("a", *mentions, by=heir)])
    assert len({link.document for link in links.links}) == 1
    assert links.links[0].document == "ubnd_tinh@p63:kon_tum,2020/02/13,6/2020/QĐ-UBND"
    assert apart(resolve([paper("a", mentions[0], by=heir), paper("b", mentions[1], by=heir)]))


def test_a_number_is_not_bound_to_what_came_later() -> None:
    links = resolve([paper("a", cited("7/KH-UBND", "2026-05-25", HERE), date="2026-06-01"), paper("b", cited("7/KH-UBND", None, HERE))])
    assert apart(links)


def test_a_short_form_stands_for_what_it_takes_up() -> None:
    links = resolve([paper("a", cited("54/2019/NĐ-CP", "2019-06-19"), cited("54", antecedent="a-c0"), cited("54", antecedent="a-c1"))])
    assert sets(links) == [["a-0"], ["a-c0", "a-c1", "a-c2"]]
    assert [link.method for link in links.links] == ["new", "short", "short"]


def test_other_dates_of_one_document_are_told() -> None:
    held = paper("held", key="12/KH-UBND", date="2021-05-25")
    links = resolve([held, paper("letter", cited("12/KH-UBND", "2021-05-26", HERE))])
    assert sets(links) == [["held-0", "letter-c0"], ["letter-0"]]
    assert codes(links) == ["conflicting_date"]


def test_a_wrong_day_may_be_a_wrong_number() -> None:
    known = [cited("15/KH-UBND", "2021-05-20", HERE), cited("13/KH-UBND", "2021-05-26", HERE)]
    doubtful = cited("15/KH-UBND", "2021-05-26", HERE)
    links = resolve([paper("a", *known), paper("b", doubtful)])
    assert apart(links)
    assert codes(links) == ["ambiguous_citation"]
    assert links.links[-1].rivals[1] == "number 13 of 2021-05-26"
    assert not apart(resolve([paper("a", known[0]), paper("b", doubtful)]))


@pytest.mark.parametrize(
    ("title", "number"),
    [("kỳ thi tuyển viên chức y tế", "19/KH-UBND"), (None, "13/KH-UBND"), ("chống hạn và cấp nước sạch", "13/KH-UBND")],
)
def test_title_and_day_tell_the_number(title: str | None, number: str) -> None:
    held = [
        paper("held", key="13/KH-UBND", date="2021-02-26", subject="rà soát hộ nghèo trên địa bàn tỉnh"),
        paper("meant", key="19/KH-UBND", date="2021-05-20", subject="Kỳ thi tuyển viên chức y tế năm 2021"),
    ]
    links = resolve([*held, paper("letter", cited("13/KH-UBND", "2021-05-20", HERE, title=title))])
    assert [link.key for link in links.links] == [number]
    assert codes(links) == (["misread"] if number == "19/KH-UBND" else [])


@pytest.mark.parametrize(
    ("title", "one"),
    [
        ("về cấp bản sao từ sổ gốc, chứng thực bản sao từ bản chính", True),
        ("quy định về chữ ký điện tử và dịch vụ tin cậy", False),
        (None, False),
    ],
)
def test_a_year_that_is_mistyped_in_number_and_date(title: str | None, one: bool) -> None:
    right = cited("23/2015/NĐ-CP", "2015-02-16", STATE, title="về cấp bản sao từ sổ gốc, chứng thực bản sao từ bản chính")
    wrong = cited("23/2025/NĐ-CP", "2025-02-16", STATE, title=title)
    links = resolve([paper("a", right), paper("b", right), paper("c", wrong)])
    assert (links.links[-1].key == "23/2015/NĐ-CP") is one
    assert codes(links) == (["conflicting_date", "misread"] if one else [])


@pytest.mark.parametrize(
    ("known", "date", "title", "key"),
    [
        ([], "2016-02-16", None, "23/2016/NĐ-CP"),  # nobody can tell: as it was read
        ([], "2028-02-16", None, "23/2015/NĐ-CP"),  # in the future
        ([], "2025-02-16", None, "23/2015/NĐ-CP"),  # the year of writing, by habit
        ([("23/2015/NĐ-CP", None)], "2016-02-16", None, "23/2015/NĐ-CP"),
        ([("23/2025/NĐ-CP", None)], "2025-02-16", None, "23/2025/NĐ-CP"),
        ([("23/2025/NĐ-CP", FIRE)], "2025-02-16", SEAL, "23/2015/NĐ-CP"),
        ([("23/2025/NĐ-CP", FIRE)], "2025-02-16", FIRE, "23/2025/NĐ-CP"),
        ([("23/2015/NĐ-CP", SEAL), ("23/2016/NĐ-CP", FIRE)], "2016-02-16", SEAL, "23/2015/NĐ-CP"),
        ([("23/2015/NĐ-CP", SEAL), ("23/2016/NĐ-CP", FIRE)], "2016-02-16", FIRE, "23/2016/NĐ-CP"),
    ],
)
def test_number_or_date(known: list[tuple[str, str | None]], date: str, title: str | None, key: str) -> None:
    read = cited(f"23/{date[:4]}/NĐ-CP", date, STATE, title=title, raw_key="23/2015/NĐ-CP", method="misread")
    papers = [paper(f"k{i}", cited(of, None, STATE, title=name)) for i, (of, name) in enumerate(known)]
    links = resolve([paper("a", read), *papers])
    assert next(d.key for d in links.documents if d.id == links.links[0].document) == key


def test_duplicates_are_named_not_doubled() -> None:
    links = resolve([paper("b", key="12/KH-UBND", date="2021-05-25"), paper("a", key="12/KH-UBND", date="2021-05-25")])
    assert [d.dispatch for d in links.documents] == ["a-0"]
    assert [(dispatch, p.code, p.message) for dispatch, p in links.problems] == [
        ("b-0", "duplicate_key", "12/KH-UBND: the same number, symbol, issuer and date as a.txt, part 0")
    ]


@pytest.mark.parametrize(
    ("name", "on", "key"),
    [
        ("Luật Bình đẳng giới", "2025-06-01", "73/2006/QH11"),
        ("Luật bình đẳng giới", None, "73/2006/QH11"),
        ("Luật Bình đẳng giới", "2005-06-01", None),  # not yet there
        ("Chiến lược quốc gia về bình đẳng giới giai đoạn 2021 - 2030", "2025-06-01", "28/NQ-CP"),
        ("Chiến lược về mọi thứ", "2025-06-01", None),
    ],
)
def test_names_bind_to_numbers(name: str, on: str | None, key: str | None) -> None:
    links = resolve([paper("a", cited(None, title=name, method="name"), date=on)])
    document = next(d for d in links.documents if d.dispatch is None)
    assert document.key == key
    assert links.links[0].key is None
    assert links.links[0].method == "name"


@pytest.mark.parametrize(("date", "key"), [("2020-11-17", "72/2020/QH14"), ("2020-11-18", "17/2020/QH14"), (None, "17/2020/QH14")])
def test_the_title_and_day_of_a_law_tell_its_number(date: str | None, key: str) -> None:
    law = cited("17/2020/QH14", date, PARLIAMENT, title="Luật Bảo vệ môi trường", doc_type="Luật")
    links = resolve([paper("a", law), paper("b", cited("72/2020/QH14", None, PARLIAMENT, doc_type="Luật"))])
    assert links.links[0].key == key
    assert apart(links) is (key != "72/2020/QH14")
    assert codes(links) == (["misread"] if key != "17/2020/QH14" else [])


@pytest.mark.parametrize(
    ("key", "title", "right"),
    [
        ("63/2025/QH15", "Luật Ban hành văn bản quy phạm pháp luật", "64/2025/QH15"),  # 63 is the law on the Government
        ("63/2025/QH15", "Luật Tổ chức Chính phủ", "63/2025/QH15"),
        ("83/2015/QH14", "Luật Ngân sách nhà nước", "83/2015/QH13"),
        ("58/2025/QH15", "Luật Đầu tư công", "58/2024/QH15"),
        ("59/2025/QH15", "Luật Đầu tư công", "59/2025/QH15"),
        ("65/2025/QH15", "Luật Ban hành văn bản quy phạm pháp luật", "65/2025/QH15"),
        ("93/2025/QH15", "Luật Ban hành văn bản quy phạm pháp luật", "93/2025/QH15"),
        ("63/2025/QH15", "Luật Về Điều Chưa Ai Biết", "63/2025/QH15"),
    ],
)
def test_a_law_under_the_number_of_another(key: str, title: str, right: str) -> None:
    links = resolve([paper("a", cited(key, None, PARLIAMENT, title=title, doc_type="Luật"))])
    assert links.links[0].key == right


def test_a_name_means_the_edition_that_the_dispatch_cites_by_number() -> None:
    law = "Luật Bảo hiểm xã hội"
    by_name, by_number = cited(None, title=law, doc_type="Luật"), cited("41/2024/QH15", None, PARLIAMENT, title=law, doc_type="Luật")
    links = resolve([paper("a", by_name, by_number, date="2025-06-01"), paper("b", by_name, date="2025-06-01")])
    assert sets(links) == [["a-0"], ["a-c0", "a-c1"], ["b-0"], ["b-c0"]]


@pytest.mark.parametrize(
    ("name", "kind", "one"),
    [
        ("Luật Về Điều Chưa Ai Biết", "Luật", True),
        ("Chương trình hành động của ngành", None, False),
        ("Chiến lược quốc gia về mưa", None, True),
        ("Nghị quyết Đại hội đại biểu toàn quốc lần thứ II của Đảng", "NQ", True),
        ("TCVN 1:2020", "TCVN", True),
        ("Đề án mưa", None, False),
    ],
)
def test_names_without_number(name: str, kind: str | None, one: bool) -> None:
    mention = cited(None, title=name, method="name", doc_type=kind)
    assert apart(resolve([paper("a", mention), paper("b", mention, by=THERE)])) is not one


def test_order_of_input_does_not_matter() -> None:
    papers = [
        paper("a", cited("7/KH-UBND", "2021-05-25", HERE), cited("9/QĐ-X")),
        paper("b", cited("7/KH-UBND", "2021-05-26", HERE), cited(None, title="Luật Đất đai", doc_type="Luật")),
        paper("c", cited("7/KH-UBND", None, HERE), cited("7/KHUBND", "2021", HERE), key="9/QĐ-X", date=None),
    ]
    assert resolve(papers) == resolve(papers[::-1])
