"""What one dispatch says: each room reads one kind of fact, and this is their order."""

from pipeline import segment
from pipeline.extract import certificates, citations, deadlines, heading, limits, orders, recipients, signature, tasks
from pipeline.model import Dispatch, Layout, Problem
from pipeline.rulebook import Rulebook
from pipeline.text import Text


def dispatch(text: Text, layout: Layout, book: Rulebook) -> Dispatch:
    """One dispatch, read in full."""
    too_much: list[Problem] = []
    signer = signature.read(text, layout, book)
    head = heading.read(text, layout, signer, book)
    receivers, archive = recipients.read(text, layout, head.setting, book)
    cited = limits.citations(citations.read(text, layout, head.setting, book), too_much)
    parts = segment.parts(text.chars, layout, book)
    due, doubts = deadlines.read(text, layout, head.setting, cited, parts, book)
    due = limits.first(due, "deadlines", too_much)
    duties = tasks.read(text, layout, head.setting, receivers, cited, due, parts, book)
    duties = limits.tasks(duties, too_much)
    receivers = limits.first(receivers, "recipients", too_much)
    doubts = limits.first(doubts, "doubts", too_much)
    order, order_of_id = orders.read(text, layout, head.setting, book)
    others = {"archive": archive, "order_of": order, "copy_certificate": certificates.read(text, layout, book)}
    facts = head.facts | signer | {name: found for name, found in others.items() if found}
    return Dispatch(
        part=layout.part,
        span=layout.span,
        status=head.status,
        facts=facts,
        issuer_id=head.setting.issuer_id,
        order_of_id=order_of_id,
        recipients=receivers,
        citations=cited,
        deadlines=due,
        tasks=duties,
        problems=(*head.problems, *signature.problems(signer), *doubts, *too_much),
    )
