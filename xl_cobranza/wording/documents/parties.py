"""Who is who in a document, and where they sign. What nobody noted is a line to write on."""

from dataclasses import replace

from xl_cobranza.domain.claims.case_file import CaseFile
from xl_cobranza.domain.documents import Pairs, Signatures
from xl_cobranza.wording.documents.speech import Speech


def one_line(text: str) -> str:
    """An address of several lines, or parts separated by «;», on one."""
    return ", ".join(part.strip() for part in text.replace("\n", ";").split(";") if part.strip())


def parties(speech: Speech, file: CaseFile) -> Pairs:
    """Creditor and debtor, each with tax id, address and who acts for it."""
    say, ours = speech.label, file.policy.parameters
    blank = say("blank")
    own = [ours.company or blank, *_identity(_home(speech, file), ours.tax_id, one_line(ours.address))]
    theirs = [file.customer.display_name, *_identity(speech, file.card.tax_id, one_line(file.card.address))]
    own.append(f"{say('represented')}: {ours.sender or blank}")
    theirs.append(f"{say('represented')}: {blank}, {say('in_capacity')} {say('short_blank')}")
    return Pairs(((say("creditor"), "\n".join(own)), (say("debtor"), "\n".join(theirs))))


def maker(speech: Speech, file: CaseFile) -> Pairs:
    """Who signs a promissory note."""
    say = speech.label
    blank = say("blank")
    return Pairs(
        (
            (say("maker"), file.customer.display_name),
            (speech.terms.tax_id, file.card.tax_id or blank),
            (say("address"), one_line(file.card.address) or blank),
            (say("represented"), blank),
        )
    )


def file_parties(speech: Speech, file: CaseFile) -> Pairs:
    """The same for a dossier, which also says whom to call and what the contract is."""
    say, ours, customer = speech.label, file.policy.parameters, file.customer
    own = [ours.company or say("blank"), *_identity(_home(speech, file), ours.tax_id, one_line(ours.address))]
    own += [text for text in (ours.sender, ours.email, ours.phone) if text]
    theirs = [customer.display_name, *_identity(speech, file.card.tax_id, one_line(file.card.address))]
    if customer.kind is not None:
        theirs.append(f"{say('kind')}: {say(f'kind.{customer.kind.value}')}")
    pairs = [(say("creditor"), "\n".join(own)), (say("debtor"), "\n".join(theirs))]
    for person in customer.contacts:
        who = f"{person.name}, {person.position}" if person.position else person.name
        pairs.append((say("contact"), "\n".join(text for text in (who, person.email, person.phone) if text)))
    pairs.append((say("contract"), _contract(speech, file)))
    return Pairs(tuple(pairs))


def _contract(speech: Speech, file: CaseFile) -> str:
    say, card = speech.label, file.card
    known = say("unknown") if card.contract is None else say("yes" if card.contract else "no")
    until = card.valid_until
    return f"{known}, {say('valid_until', day=speech.day(until))}" if card.contract and until else known


def _home(speech: Speech, file: CaseFile) -> Speech:
    """The same language with the words of our own country, for our own tax id."""
    return replace(speech, country=file.policy.parameters.country or speech.country)


def _identity(speech: Speech, tax_id: str, address: str) -> list[str]:
    blank = speech.label("blank")
    return [f"{speech.terms.tax_id}: {tax_id or blank}", f"{speech.label('address')}: {address or blank}"]


def signatures(speech: Speech, file: CaseFile, *who: str) -> Signatures:
    """Lines for `creditor`, `debtor`, `maker` or `receiver`, in that order."""
    say, ours = speech.label, file.policy.parameters
    company = (ours.company or say("blank"), ours.sender)
    names = {
        "creditor": (company[0], " · ".join(filter(None, (say("as_creditor"), company[1])))),
        "debtor": (file.customer.display_name, say("as_debtor")),
        "maker": (file.customer.display_name, say("as_maker")),
        "receiver": (company[0], " · ".join(filter(None, (say("as_receiver"), company[1])))),
    }
    return Signatures(tuple(names[one] for one in who))
