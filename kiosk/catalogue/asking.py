"""What a category asks beside the words, and whom an emergency must call first: conditions are data (C20).

Pure. Answers are texts by the question's code, as the wire carries them. A question that is not asked now has no
answer, whatever was typed before.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from kiosk.catalogue.formats import AnswerKind, Question, Stopper, When
from kiosk.errors import Problem

YES, NO = "yes", "no"
_number_digits_max = 12


def is_for(categories: tuple[str, ...], category: str) -> bool:
    """Whether a row is about a category: the code begins so, or the row is about all."""
    return not categories or category.startswith(categories)


def asked(questions: Iterable[Question], category: str, answers: Mapping[str, str]) -> tuple[Question, ...]:
    """The questions of a category whose conditions hold, in the county's order."""
    given: dict[str, str] = {}
    found = []
    for question in questions:  # a condition names an earlier question: the check sees to it
        if is_for(question.categories, category) and _hold(question.when, given):
            found.append(question)
            given[question.code] = answers.get(question.code, "")
    return tuple(found)


def answered(questions: Iterable[Question], category: str, answers: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """The answers that count: to what is asked, without those that a changed mind has left behind."""
    return tuple(
        (one.code, answers[one.code]) for one in asked(questions, category, answers) if answers.get(one.code)
    )  # fmt: skip


def problems(questions: Iterable[Question], category: str, answers: Mapping[str, str]) -> Iterator[Problem]:
    """Questions without the answer that they need, and answers that do not fit theirs; the field is ``answer.CODE``."""
    for question in asked(questions, category, answers):
        answer = answers.get(question.code, "")
        if not answer and question.needed:
            yield Problem(f"answer.{question.code}", "asking.needed", {"question": question.zh})
        elif answer and not _fits(question, answer):
            yield Problem(f"answer.{question.code}", f"asking.{question.kind.value}", {"question": question.zh})


def stops(
    stoppers: Iterable[Stopper], questions: Iterable[Question], category: str, answers: Mapping[str, str]
) -> tuple[Stopper, ...]:
    """Who must hear of it first, emergencies before the rest."""
    given = dict(answered(questions, category, answers))
    found = [one for one in stoppers if is_for(one.categories, category) and _hold(one.when, given)]
    return tuple(sorted(found, key=lambda one: not one.blocks))


def possible(question: Question) -> tuple[str, ...]:
    """The answers that a condition can name; () where they are free."""
    if question.kind is AnswerKind.YES_NO:
        return YES, NO
    return tuple(choice.code for choice in question.choices)


def _hold(when: Iterable[When], given: Mapping[str, str]) -> bool:
    return all(given.get(one.question, "") in one.answers for one in when)


def _fits(question: Question, answer: str) -> bool:
    match question.kind:
        case AnswerKind.YES_NO | AnswerKind.CHOICE:
            return answer in possible(question)
        case AnswerKind.NUMBER:
            return answer.isascii() and answer.isdigit() and len(answer) <= _number_digits_max
        case AnswerKind.DATE:
            return _is_date(answer)
        case AnswerKind.TEXT:
            return True


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
