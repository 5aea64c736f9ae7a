"""How and when a customer may be contacted, against the laws of each country as they are published."""

from dataclasses import replace
from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.build import AS_OF, contact, invoice, one, payment
from xl_cobranza.domain.contacting.defaults import DEFAULT_RULES
from xl_cobranza.domain.contacting.rules import CLOSED, ContactRule, ContactRules, Hours, Others, Rule
from xl_cobranza.domain.hours import may_send
from xl_cobranza.domain.ledger import Channel, Contact, Customer, CustomerKind, Outcome
from xl_cobranza.domain.policy import Parameters, Policy

CONSUMER, COMPANY = CustomerKind.CONSUMER, CustomerKind.COMPANY
POLICY = Policy(parameters=Parameters(country="CO"))
FRIDAY, SATURDAY, SUNDAY = date(2026, 11, 27), date(2026, 11, 28), date(2026, 11, 29)
IMMACULATE = date(2026, 12, 8)  # a Tuesday, a holiday in Colombia, Chile, Peru and Spain


def person(country, kind=CONSUMER):
    return Customer("Ana", country=country, kind=kind, contacts=(Contact("Ana", "", "ana@example.com", "1", None),))


@pytest.mark.parametrize(
    ("country", "moment", "may"),
    [
        # Ley 2300 de 2023: Monday to Friday 7-19, Saturday 8-15, neither Sundays nor holidays
        ("CO", datetime.combine(FRIDAY, time(6, 59)), False),
        ("CO", datetime.combine(FRIDAY, time(7, 0)), True),
        ("CO", datetime.combine(FRIDAY, time(18, 59)), True),
        ("CO", datetime.combine(FRIDAY, time(19, 0)), False),
        ("CO", datetime.combine(SATURDAY, time(14, 59)), True),
        ("CO", datetime.combine(SATURDAY, time(15, 0)), False),
        ("CO", datetime.combine(SUNDAY, time(12, 0)), False),
        ("CO", datetime.combine(IMMACULATE, time(12, 0)), False),
        # Ley 29571, art. 62: not from 20 to 7, nor on Saturdays, Sundays and holidays
        ("PE", datetime.combine(FRIDAY, time(19, 59)), True),
        ("PE", datetime.combine(FRIDAY, time(20, 0)), False),
        ("PE", datetime.combine(SATURDAY, time(12, 0)), False),
        # Ley 19.496, art. 37: Monday to Saturday 8-20, no holidays
        ("CL", datetime.combine(SATURDAY, time(19, 59)), True),
        ("CL", datetime.combine(FRIDAY, time(7, 59)), False),
        ("CL", datetime.combine(IMMACULATE, time(12, 0)), False),
        # CONDUSEF, by default
        ("MX", datetime.combine(FRIDAY, time(21, 59)), True),
        ("MX", datetime.combine(FRIDAY, time(22, 0)), False),
        ("MX", datetime.combine(IMMACULATE, time(12, 0)), True),
    ],
)
def test_a_message_leaves_only_at_an_hour_at_which_it_may(country, moment, may):
    assert (may_send(person(country), Channel.EMAIL, moment, POLICY) is None) is may


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)), st.sampled_from(["CO", "PE", "CL", "MX", "ES", "AR", ""])
)
def test_at_the_moment_that_is_named_it_may_leave(moment, country):
    later = may_send(person(country), Channel.EMAIL, moment, POLICY)
    if later is not None:
        assert later.at is not None
        assert later.at > moment
        assert may_send(person(country), Channel.EMAIL, later.at, POLICY) is None


def test_a_letter_on_paper_has_no_hour_and_nobody_writes_to_whom_wants_none():
    night = datetime.combine(SUNDAY, time(3, 0))

    assert may_send(person("CO"), Channel.LETTER, night, POLICY) is None
    assert may_send(replace(person("CO"), no_contact=True), Channel.LETTER, night, POLICY) == ("no_contact", None)


def test_a_customer_without_a_country_has_that_of_the_business_and_a_holiday_of_the_sheet_counts():
    noon = datetime.combine(FRIDAY, time(12, 0))
    closed = replace(POLICY, holidays=frozenset({FRIDAY}))

    assert may_send(person(""), Channel.EMAIL, datetime.combine(FRIDAY, time(19, 30)), POLICY).reason == "hours"
    assert may_send(person(""), Channel.EMAIL, noon, closed) == ("holiday", datetime.combine(SATURDAY, time(8)))


def test_the_most_specific_rule_in_force_counts():
    rows = [
        ContactRule("", None, None, Rule.PER_WEEK, 5, ""),
        ContactRule("CO", None, None, Rule.PER_WEEK, 4, ""),
        ContactRule("", CONSUMER, None, Rule.PER_WEEK, 3, ""),
        ContactRule("CO", CONSUMER, date(2026, 1, 1), Rule.PER_WEEK, 2, ""),
        ContactRule("CO", CONSUMER, date(2027, 1, 1), Rule.PER_WEEK, 1, ""),
    ]
    rules = ContactRules(rows)

    def cap(country, kind, day):
        return rules.limits(country, kind, day).per_week

    assert [cap("AR", COMPANY, FRIDAY), cap("CO", COMPANY, FRIDAY), cap("AR", CONSUMER, FRIDAY)] == [5, 4, 3]
    assert [cap("CO", CONSUMER, day) for day in (date(2025, 1, 1), FRIDAY, date(2027, 1, 1))] == [4, 2, 1]


def test_what_no_row_limits_is_free():
    limits = ContactRules().limits("MX", None, FRIDAY)

    assert (limits.per_day, limits.others, limits.weekdays.is_closed) == (None, Others.OPENLY, False)


def test_every_default_names_its_source():
    assert [row for row in DEFAULT_RULES if not row.source] == []
    assert Hours(time(8), time(8)).is_closed
    assert CLOSED.is_closed


def ladder_with(*rows):
    return Policy(contact_rules=ContactRules(rows))


def test_a_cap_of_the_country_counts_as_the_parameter_does():
    said = [contact(10, "recordatorio"), contact(6, "recordatorio")]
    capped = ladder_with(ContactRule("", None, None, Rule.PER_WEEK, 1, ""))
    strict = ladder_with(ContactRule("", None, None, Rule.PER_WEEK, 9, ""))

    assert one(invoice(late=30), log=said, policy=capped).next_action_on == date(2026, 11, 23)  # Monday after ago(-1)
    assert one(invoice(late=30), log=said, policy=strict).next_action_on == AS_OF  # the parameter stays


def test_where_one_channel_a_week_is_allowed_another_waits_for_its_week():
    said = [contact(5, "recordatorio", channel=Channel.EMAIL, outcome=Outcome.NO_ANSWER)]
    said += [contact(11, "recordatorio", channel=Channel.EMAIL, outcome=Outcome.NO_ANSWER)]
    rule = ContactRule("", None, None, Rule.CHANNELS_PER_WEEK, 1, "")
    call = one(invoice(late=15), log=said, policy=ladder_with(rule))

    assert (call.step, call.channel) == ("otro_contacto", Channel.PHONE)
    assert call.next_action_on == date(2026, 11, 23)  # 15 + 7 = 22 November is a Sunday
    assert one(invoice(late=15), log=said, policy=ladder_with()).next_action_on == AS_OF


def test_thanks_wait_for_tomorrow_where_one_contact_a_day_is_the_most():
    rule = ContactRule("", None, None, Rule.PER_DAY, 1, "")
    said = [contact(9, "recordatorio"), contact(0, "recordatorio", folio="A9")]
    told = {"log": said, "payments": [payment(1, 1000, "A1")]}
    free, capped = (one(invoice("A1", late=20), policy=policy, **told) for policy in (ladder_with(), ladder_with(rule)))

    assert (free.step, free.next_action_on) == ("agradecer", AS_OF)
    assert (capped.step, capped.next_action_on) == ("agradecer", date(2026, 11, 23))


@pytest.mark.parametrize(
    ("others", "may_discuss", "step"),
    [
        (Others.NEVER, None, "recordatorio"),
        (Others.NEVER, True, "otro_contacto"),
        (Others.QUIETLY, None, "otro_contacto"),
    ],
)
def test_where_nobody_else_may_be_asked_that_step_is_skipped(others, may_discuss, step):
    people = (Contact("Ana", "", "ana@x.example", "1", None), Contact("Eva", "", "eva@x.example", "2", may_discuss))
    rule = ContactRule("", None, None, Rule.OTHERS, others, "")
    said = [contact(days, "recordatorio", outcome=Outcome.NO_ANSWER) for days in (11, 6)]
    olmo = Customer("Olmo", contacts=people)

    assert one(invoice(late=15), log=said, customers=[olmo], policy=ladder_with(rule)).step == step


def test_the_channel_is_one_that_the_customer_agreed_to():
    contacts = (Contact("Ana", "", "ana@x.example", "+52 55 5555 0134", None),)
    olmo = Customer("Olmo", contacts=contacts, agreed_channels=frozenset({Channel.WHATSAPP}))

    assert one(invoice(late=3), customers=[olmo]).channel is Channel.WHATSAPP
