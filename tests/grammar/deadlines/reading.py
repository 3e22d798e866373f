"""A deadline in one line, as the examples of deadlines.yaml write it."""

from pipeline.grammar.deadlines import Expression


def line(found: Expression) -> str:
    d = found.deadline
    if found.impossible:
        return "impossible"
    if d.condition:
        return "condition"
    if d.immediate:
        return "immediate"
    dated = d.due_date or d.start_date
    words = [f"{d.start_date}/{d.due_date or '-'}" if d.start_date else d.due_date, None if dated else d.period, d.bound, d.recurs]
    words += [d.period if dated else None, "working" if d.working_days else None, f"time={d.due_time}" if d.due_time else None]
    return " ".join(word for word in words if word)
