"""What the reader should know of the times of a directive: dates that cannot be, dates that had to be computed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from extract.annotate.time_grammar import TimeGrammar, time_grammar
from extract.annotate.time_values import base_day, issue_day, receipt_day
from extract.model import Directive, Problem, TimeExpression
from extract.rulebook import Rulebook


def time_problems(
    times: Sequence[TimeExpression], directive: Directive, rulebook: Rulebook, *, received_on: date | None = None
) -> Iterator[Problem]:
    """Yield what is to be told of the deadlines among some times.

    Args:
        times: times of one directive.
        directive: that directive.
        rulebook: group ``times``.
        received_on: when it was received; None when that is not known.

    Yields:
        warnings where the date is impossible or its year not known; notes where a day was computed, waits for the day
        of receipt, or is one of the lunar calendar.
    """
    grammar = time_grammar(rulebook)
    for time in times:
        if time.use != "deadline":
            continue
        words = directive.text[time.start : time.end]
        if time.kind == "relative":
            yield from _reckoned(time, words, directive, grammar, received_on)
        elif time.kind in ("by_date", "period") and not (time.due_on or time.start_on):
            yield _dateless(time, words, directive)


def _dateless(time: TimeExpression, words: str, directive: Directive) -> Problem:
    if directive.year:
        return Problem(
            "warning",
            "impossible-date",
            f"“{words}” không phải là ngày có thật; thời hạn để trống.",
            f"“{words}” is no day of the calendar; the deadline stays empty.",
            time.start,
            time.end,
        )
    return Problem(
        "warning",
        "date-without-year",
        f"“{words}” không có năm và không rõ năm của văn bản; thời hạn để trống.",
        f"“{words}” has no year and the directive's year is not known; the deadline stays empty.",
        time.start,
        time.end,
    )


def _reckoned(
    time: TimeExpression, words: str, directive: Directive, grammar: TimeGrammar, received_on: date | None
) -> Iterator[Problem]:
    if time.due_on:
        received = receipt_day(directive, received_on)
        base = base_day(time.anchor, time.rule, grammar, issue_day(directive), received)
        yield Problem(
            "info",
            "computed-date",
            f"“{words}”: hạn {time.due_on} tính từ ngày {base}, không kể ngày đầu (Bộ luật Dân sự 2015, Điều 147).",
            f"“{words}”: {time.due_on} was counted from {base}, the first day left out (Civil Code 2015, Article 147).",
            time.start,
            time.end,
        )
    elif time.offset and received_on is None and grammar.from_receipt.match(time.anchor):
        yield Problem(
            "info",
            "receipt-unknown",
            f"“{words}” tính từ ngày nhận văn bản; hãy cho ngày nhận (--received) để tính được hạn.",
            f"“{words}” runs from the receipt of the directive; give its day (--received) to have the date counted.",
            time.start,
            time.end,
        )
    elif time.offset and grammar.from_receipt.match(time.anchor):
        yield Problem(
            "warning",
            "receipt-before-issue",
            f"Ngày nhận {received_on} sớm hơn ngày ban hành văn bản; không tính hạn “{words}”.",
            f"The day of receipt {received_on} lies before the directive; “{words}” was not counted.",
            time.start,
            time.end,
        )
    elif time.rule in grammar.lunar:
        yield Problem(
            "info",
            "lunar-date",
            f"“{words}” là ngày âm lịch hoặc ngày Tết; cần người đổi sang dương lịch.",
            f"“{words}” is a day of the lunar calendar or a feast; somebody should convert it.",
            time.start,
            time.end,
        )
