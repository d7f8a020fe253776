"""The dialogue: what a visitor hears for what he presses and types."""

import pytest
from pydantic import TypeAdapter

from server.content import load_catalogue
from server.contract.shapes import Line
from server.domain import lines
from server.domain.conversation import Chose, Conversation, Filed, Turn, Wrote, step
from server.domain.script import BUTTONS, TYPED, Place, Target, Verb
from server.errors import InvalidInput

CATALOGUE = load_catalogue()
KIND = CATALOGUE.kinds[0]
ORDINARY = next(question for kind in CATALOGUE.kinds for question in kind.questions if not question.escalate)
URGENT = next(question for kind in CATALOGUE.kinds for question in kind.questions if question.escalate)


def hear(heard, conversation=Conversation(), found=()) -> Turn:  # noqa: B008 - frozen
    return step(conversation, heard, CATALOGUE, lambda _: tuple(found))


def types(turn: Turn) -> list[object]:
    return [line["type"] for line in turn.said]


def test_a_kind_leads_to_its_questions():
    turn = hear(Chose(f"kind:{KIND.key}", KIND.label["id"]))
    assert turn.heard == lines.choice(f"kind:{KIND.key}", KIND.label["id"])
    assert lines.questions(KIND.key) in turn.said
    assert turn.conversation.place is Place.KIND


def test_a_question_is_answered_with_steps_and_asked_whether_it_helped():
    turn = hear(Chose(f"question:{ORDINARY.key}"))
    assert types(turn) == ["phrase", "steps", "ask_solved"]


def test_a_question_that_needs_a_technician_opens_the_form_with_kind_and_question_filled_in():
    turn = hear(Chose(f"question:{URGENT.key}"))
    assert turn.said[-1] == lines.form(URGENT.key.split("/")[0], URGENT.key)


def test_not_solved_opens_the_form_with_kind_and_question_filled_in():
    turn = hear(Chose(f"unsolved:{ORDINARY.key}"))
    assert turn.said[-1] == lines.form(ORDINARY.key.split("/")[0], ORDINARY.key)
    assert turn.conversation.place is Place.FORM


def test_solved_is_thanked_and_opens_no_form():
    assert hear(Chose(f"solved:{ORDINARY.key}")).said == (lines.phrase("answer.solved_thanks"),)


def test_report_straight_away_keeps_what_was_looked_at_last():
    looked = hear(Chose(f"question:{ORDINARY.key}")).conversation
    turn = hear(Chose("form"), looked)
    assert turn.said == (lines.form(ORDINARY.key.split("/")[0], ORDINARY.key),)


def test_typed_text_gets_the_best_questions_as_buttons():
    turn = hear(Wrote("wifi lemot"), found=(ORDINARY.key, URGENT.key))
    assert lines.suggestions((ORDINARY.key, URGENT.key)) in turn.said


def test_typed_text_never_dead_ends_the_second_miss_opens_the_form_with_the_text():
    first = hear(Wrote("asdf"))
    assert "kinds" in types(first)
    second = hear(Wrote("printer saya menangis"), first.conversation)
    assert second.said[-1] == lines.form(description="printer saya menangis")


def test_not_that_counts_as_a_miss():
    first = hear(Chose("none"))
    assert types(hear(Chose("none"), first.conversation))[-1] == "form"


def test_once_a_report_is_filed_what_is_typed_goes_to_the_desk():
    filed = hear(Filed("NET-20261125-0001"))
    assert filed.said == (lines.receipt("NET-20261125-0001"),)
    told = hear(Wrote("masih mati pak"), filed.conversation, found=(ORDINARY.key,))
    assert told.to_desk and told.said == (lines.phrase("staff_chat.waiting"),)
    again = hear(Wrote("tolong ya"), told.conversation)
    assert again.to_desk and again.said == ()


def test_the_menu_leads_back_to_the_bot_after_a_report():
    filed = hear(Filed("NET-20261125-0001")).conversation
    back = hear(Chose("menu"), filed).conversation
    assert not hear(Wrote("wifi"), back, found=(ORDINARY.key,)).to_desk


@pytest.mark.parametrize("choice", ["kind:tidak-ada", "question:wifi/tidak-ada", "kind:", "menu:wifi", "drop", ""])
def test_a_button_that_does_not_exist_is_refused(choice):
    with pytest.raises(InvalidInput) as refused:
        hear(Chose(choice))
    assert refused.value.fields == {"choice": "unknown"}


def test_every_place_and_verb_has_its_row():
    assert set(TYPED) == set(Place)
    assert set(BUTTONS) == set(Verb)


@pytest.mark.parametrize("verb", Verb)
def test_every_line_the_bot_says_fits_the_wire(verb):
    target = {Target.NOTHING: "", Target.KIND: KIND.key, Target.QUESTION: ORDINARY.key}[BUTTONS[verb].target]
    turn = hear(Chose(f"{verb.value}:{target}" if target else verb.value))
    assert turn.said
    for line in (turn.heard, *turn.said):
        TypeAdapter(Line).validate_python(line)
