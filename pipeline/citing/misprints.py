"""Misprinted symbols that the text itself settles: the same number and day elsewhere, with a symbol that is known."""

from collections import defaultdict
from collections.abc import Sequence

from pipeline.binding.likeness import one_slip
from pipeline.cited import Cited
from pipeline.grammar.agencies import Agencies
from pipeline.model import Setting
from pipeline.rulebook import Rulebook

SLIPPED = 0.8  # the register reads a code that is one letter off no surer than this


class Misprints:
    """Mends symbols. Get it by `book.build(Misprints)`."""

    def __init__(self, book: Rulebook) -> None:
        self._agencies = book.build(Agencies)

    def mend(self, cited: Sequence[Cited], setting: Setting) -> list[Cited]:
        """The same citations, in order; where two of one number and day differ in one letter, the known symbol stands for both."""
        out = list(cited)
        same: defaultdict[tuple[str, str, str | None], list[int]] = defaultdict(list)
        for i, one in enumerate(out):
            if one.symbol is not None and one.date is not None:
                same[one.symbol.number.lstrip("0"), one.date, one.doc_type].append(i)
        for places in same.values():
            if len({out[i].key for i in places}) < 2:
                continue
            for i in places:
                right = next((j for j in places if self._stands_for(out[j], out[i], setting)), None)
                if right is not None:
                    out[i] = out[i]._replace(key=out[right].key, method="misread", certainty=min(out[i].certainty, 0.8))
        return out

    def _stands_for(self, right: Cited, wrong: Cited, setting: Setting) -> bool:
        """Whether `wrong` is a slip of the pen for `right`: one letter, and only `right` has an issuer that is known."""
        if right.symbol is None or wrong.symbol is None or right.key == wrong.key:
            return False
        if not one_slip(right.symbol.notation, wrong.symbol.notation):
            return False
        return self._known(right, setting) and not self._known(wrong, setting)

    def _known(self, cited: Cited, setting: Setting) -> bool:
        codes = cited.symbol.issuers if cited.symbol else ()
        bodies = [self._agencies.of_symbol(code, setting, cited.date) for code in codes]
        return bool(bodies) and all(body is not None and body.certainty > SLIPPED for body in bodies)
