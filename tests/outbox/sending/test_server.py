"""What a real server does, and what we make of it."""

import ssl
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.outbox.sending.post_office import DAY, NOON, FakeTime, ids, mail, parsed, post, states
from xl_cobranza.adapters.outbox.sending.server import Account, Timeouts, connect
from xl_cobranza.domain.mailing import Hindrance, State
from xl_cobranza.domain.policy import MailSecurity
from xl_cobranza.errors import Refused

ONE, TWO, THREE = mail("C-01"), mail("C-02"), mail("C-03")


def test_accepted_a_message_arrives_as_it_was_with_our_headers(workbook, open_office):
    office = open_office()

    report = post(workbook, office.account(), [ONE])

    (to, content) = office.handler.messages[0]
    message = parsed(content)
    assert states(report) == [State.SENT]
    assert report.postings[0].reply == "250 2.0.0 taken"
    assert to == ["c-01@cliente.example"]
    assert office.handler.taken == ids([ONE])
    assert message["X-Unsent"] is None
    assert message["From"] == '"Altavista, S.A." <cobranza@altavista.example>'
    assert parsedate_to_datetime(message["Date"]) == NOON
    assert content.endswith(b"\r\n\r\nHola:\r\n.un punto al principio\r\n")


def test_the_same_message_again_does_not_go_again(workbook, open_office):
    office = open_office()

    for again in [ONE, mail("C-01", to=("otra@cliente.example",)), mail("C-01", step="por_vencer")]:
        post(workbook, office.account(), [again])

    assert office.handler.taken == ids([ONE, mail("C-01", step="por_vencer")])


def test_a_copy_of_the_workbook_in_the_folder_shares_the_log(workbook, open_office):
    office = open_office()
    copy = workbook.with_name("Copia de Mi cartera.xlsx")
    copy.write_bytes(workbook.read_bytes())

    post(workbook, office.account(), [ONE])
    report = post(copy, office.account(), [ONE])

    assert [held.why for held in report.held] == [Hindrance.ALREADY_SENT]
    assert office.handler.taken == ids([ONE])


@pytest.mark.parametrize("no", ["450 4.2.1 busy", "451 4.3.0 later", "452 4.3.1 full", "421 4.3.2 closing"])
def test_put_off_a_message_goes_once_at_the_end(workbook, open_office, no):
    office, time = open_office(no), FakeTime()

    report = post(workbook, office.account(), [ONE, TWO], time)

    assert states(report) == [State.SENT, State.SENT]
    assert office.handler.taken == ids([TWO, ONE])
    assert time.slept == [60]


def test_put_off_by_the_address_a_message_may_go_in_another_run(workbook, open_office):
    office = open_office("rcpt 450 4.2.0 greylisted", "rcpt 450 4.2.0 greylisted")

    first, second = (post(workbook, office.account(), [ONE]) for _ in range(2))

    assert (states(first), states(second)) == ([State.POSTPONED], [State.SENT])
    assert office.handler.taken == ids([ONE])


def test_a_server_that_always_puts_off_is_left_alone(workbook, open_office):
    office, time = open_office(*["451 4.7.1 slow down"] * 9), FakeTime()

    report = post(workbook, office.account(), [mail(f"C-{n}") for n in range(6)], time)

    assert report.stopped.kind == "mail_server_says_later"
    assert states(report) == [State.POSTPONED] * 3
    assert [held.why for held in report.held] == [Hindrance.STOPPED] * 3
    assert time.slept == [60, 120]


def test_rejected_by_the_address_the_others_go_and_it_goes_to_another_address_only(workbook, open_office):
    office = open_office("rcpt 550 5.1.1 no such user", "")

    first = post(workbook, office.account(), [ONE, TWO])
    again = post(workbook, office.account(), [ONE, mail("C-01", DAY + timedelta(1))])
    corrected = post(workbook, office.account(), [mail("C-01", to=("rosa@cliente.example",))])

    assert states(first) == [State.REJECTED, State.SENT]
    assert first.postings[0].reply == "550 5.1.1 no such user"
    assert [held.why for held in again.held] == [Hindrance.REJECTED] * 2
    assert states(corrected) == [State.SENT]


def test_rejected_as_a_whole_a_message_is_told(workbook, open_office):
    office = open_office("552 5.3.4 too big")

    report = post(workbook, office.account(), [ONE])

    assert [(p.state, p.reply) for p in report.postings] == [(State.REJECTED, "552 5.3.4 too big")]


@pytest.mark.parametrize("when", ["lost early", "mail 451 4.3.0 later"])
def test_lost_before_the_message_was_said_it_goes_again(workbook, open_office, when):
    office = open_office(when)

    report = post(workbook, office.account(), [ONE, TWO])

    assert states(report) == [State.SENT, State.SENT]
    assert sorted(office.handler.taken) == sorted(ids([ONE, TWO]))


@pytest.mark.parametrize("when", ["lost at data", "lost late", "taken and lost"])
def test_lost_without_a_reply_a_message_is_uncertain_and_waits_for_a_person(workbook, open_office, when):
    office = open_office(when)

    first = post(workbook, office.account(), [ONE, TWO])
    second = post(workbook, office.account(), [ONE, mail("C-01", NOON.date() + timedelta(1))])

    assert states(first) == [State.UNCERTAIN, State.SENT]
    assert [held.why for held in second.held] == [Hindrance.UNCERTAIN] * 2
    assert office.handler.taken == ids([ONE, TWO] if when == "taken and lost" else [TWO])


def test_a_server_too_slow_to_reply_leaves_a_doubt(workbook, open_office):
    office = open_office("slow")

    report = post(workbook, office.account(), [ONE], timeouts=Timeouts(5, 0.2))

    assert states(report) == [State.UNCERTAIN]


def test_of_several_addresses_the_refused_ones_are_told(workbook, open_office):
    office = open_office("rcpt 550 5.1.1 no such user")
    both = mail("C-01", to=("ana@cliente.example", "beto@cliente.example"))

    report = post(workbook, office.account(), [both])

    assert office.handler.messages[0][0] == ["beto@cliente.example"]
    assert report.postings[0].reply == "250 2.0.0 taken; ana@cliente.example: 550 5.1.1 no such user"


def test_an_address_of_ours_that_may_not_send_stops_all_and_blames_no_customer(workbook, open_office):
    office = open_office("mail 553 5.7.1 not yours")

    report = post(workbook, office.account(), [ONE, TWO])

    assert report.stopped.kind == "mail_sender_refused"
    assert states(report) == [State.POSTPONED]
    assert office.handler.taken == []


def test_a_login_that_is_refused_stops_all_before_anything_is_said(workbook, open_office):
    office = open_office(login=False)

    report = post(workbook, office.account(user="ana", password="secreta"), [ONE, TWO])

    assert report.stopped.kind == "mail_login_refused"
    assert report.postings == []
    assert len(report.held) == 2
    assert "secreta" not in str(report.stopped) + str(report.stopped.data)


def test_with_user_and_password_it_goes(workbook, open_office):
    office = open_office(auth_required=True)

    report = post(workbook, office.account(user="ana", password="secreta"), [ONE])

    assert states(report) == [State.SENT]


def test_nobody_there_is_told():
    with pytest.raises(Refused) as refused:
        connect(Account("127.0.0.1", 9, MailSecurity.NONE))

    assert refused.value.kind == "mail_unreachable"


def test_a_password_is_not_said_in_clear_over_the_net():
    with pytest.raises(Refused) as refused:
        connect(Account("mail.example", 25, MailSecurity.NONE, "ana", "secreta"))

    assert refused.value.kind == "mail_password_in_clear"


def test_without_starttls_nothing_goes(workbook, open_office):
    office = open_office()

    report = post(workbook, office.account(security=MailSecurity.STARTTLS, user="ana", password="secreta"), [ONE])

    assert report.stopped.kind == "mail_no_tls"
    assert office.handler.taken == []


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate for «localhost» that signs itself."""
    key, name = (
        ec.generate_private_key(ec.SECP256R1()),
        x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")]),
    )
    now = datetime.now(UTC)
    built = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "localhost.pem"
    path.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + built.public_bytes(serialization.Encoding.PEM)
    )
    return path


@pytest.fixture(scope="module")
def server_context(certificate):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


def test_starttls_by_a_certificate_we_trust_goes_encrypted(workbook, open_office, server_context, certificate):
    office = open_office(context=server_context, require_starttls=True)
    account = office.account(host="localhost", security=MailSecurity.STARTTLS, user="ana", password="secreta")

    report = post(workbook, account, [ONE], context=ssl.create_default_context(cafile=certificate))

    assert states(report) == [State.SENT]


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1"])
def test_a_certificate_of_nobody_we_know_or_of_another_name_is_refused(
    workbook, open_office, server_context, certificate, host
):
    office = open_office(context=server_context)
    trusting = None if host == "localhost" else ssl.create_default_context(cafile=certificate)

    report = post(workbook, office.account(host=host, security=MailSecurity.STARTTLS), [ONE], context=trusting)

    assert report.stopped.kind == "mail_certificate"
    assert office.handler.taken == []
