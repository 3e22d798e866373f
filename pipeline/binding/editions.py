"""Which edition of a law a name means, and which law a misprinted number: by day, by title, by what else the dispatch cites."""

from collections import defaultdict

from pipeline.binding.likeness import FULL, Number, dates_agree, fold_name, number_of, one_slip
from pipeline.binding.named import YEAR, NamedText, NamedTexts, year_apart
from pipeline.model import Mention, Paper
from pipeline.rulebook import Rulebook

LAWS = ("Luật", "Bộ luật", "Hiến pháp")
NATIONAL = (*LAWS, "PL", "L")  # types whose names are unique in the country
STANDARDS = ("TCVN", "QCVN")
NATIONAL_WORDS = tuple(map(fold_name, ("quốc gia", "quốc tế", "công ước", "hiến pháp", "toàn quốc")))


class Editions:
    """Knows the texts of `named_texts.yaml`, and those that are cited by name and number."""

    def __init__(self, book: Rulebook) -> None:
        self._names = book.build(NamedTexts)
        self._seen: defaultdict[str, dict[Number, tuple[NamedText, set[str]]]] = defaultdict(dict)  # name -> its editions, who cites them

    def fold(self, name: str) -> str:
        """A name for comparison."""
        return self._names.fold(name)

    def national(self, doc_type: str | None, folded: str) -> bool:
        """Whether a name without its number is one text's in the whole country."""
        return doc_type in NATIONAL or doc_type in STANDARDS or any(word in folded for word in NATIONAL_WORDS)

    def note(self, paper: Paper, mention: Mention) -> None:
        """Keeps a law that is cited by name and number: an edition of what bears that name."""
        if mention.doc_type not in NATIONAL or not (mention.key and mention.title):
            return
        date = mention.date or next((part for part in mention.key.split("/") if len(part) == YEAR and part.isdecimal()), None)
        text = NamedText("cited", mention.key, date, mention.issuer, mention.issuer_id, 0.85)
        found = self._seen[self._names.fold(mention.title)].setdefault(number_of(mention.key), (text, set()))
        found[1].add(paper.id)

    def meant(self, title: str, paper: Paper, mention: Mention) -> NamedText | None:
        """The text that a name stands for: the one of its day; of several editions the one that the dispatch cites by number."""
        if mention.date and (known := self._names.find(title, paper.date, mention.date)) and known.date == mention.date:
            return known
        name, year = year_apart(self.fold(title))
        seen = self._seen.get(name, {})
        here = [text for text, papers in seen.values() if paper.id in papers]
        if len(here) == 1 and dates_agree(here[0].date, mention.date or year):
            return here[0]
        return self._names.find(title, paper.date, mention.date, [text for text, _ in seen.values()])

    def mended(self, mention: Mention) -> str | None:
        """The number of a law whose title a mention gives with another number: whose day it gives, too, or nearly whose number."""
        if mention.doc_type not in LAWS or not (mention.key and mention.title):
            return None
        number = number_of(mention.key)
        if mention.date and len(mention.date) == FULL:
            known = self._names.find(mention.title, None, mention.date)
            return known.key if known and known.date == mention.date and number_of(known.key) != number else None
        known = self._names.find(mention.title, None, next((p for p in mention.key.split("/") if len(p) == YEAR and p.isdecimal()), None))
        numbers = self._names.numbers(mention.title)
        if mention.date or number in numbers:
            return None
        near = [key for n, key in numbers.items() if n.number == number.number and one_slip(n.symbol, number.symbol)]
        if len(near) == 1:
            return near[0]  # the year or the term is a digit off
        if known is None or not self._names.knows(number):
            return None
        meant = number_of(known.key)  # the number given is another law's
        return known.key if meant.symbol == number.symbol and one_slip(meant.number, number.number) else None
