"""What can be wrong with an agreement, in English; the rules of the words are those of `problems_es`."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

PROBLEMS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "agreement_of_disputed": (
            "invoice {found} is disputed and goes into the agreement",
            "settle the dispute first, or have it in writing that it is over",
        ),
        "agreement_beside_credit": (
            "has {found} in their favour that pays nothing yet",
            "apply it to their invoices first, or take it off the down payment",
        ),
        "agreement_leaves_out": (
            "invoice {found} stays out of the agreement, for its situation or because it is in another one",
            "see whether that is what you want",
        ),
        "agreement_compounds": (
            "the late interest included ({found}) will itself bear the interest of the agreement",
            "see that the law of your country allows it and that the customer accepts it in writing",
        ),
        "agreement_by_folio": (
            "your invoices have no column for the agreement: they are known by the folios noted in the sheet of agreements",
            "there is nothing to do",
        ),
        "agreement_not_logged": (
            "the workbook has no contact log, so the agreement is not noted there",
            "to keep one, add it with cobranza adoptar",
        ),
    }
)

REFUSALS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        # which debt
        "no_such_folio": ("there is no invoice “{found}”", "the nearest ones that owe something are: {known}"),
        "folio_of_several": (
            "several customers have an invoice “{found}” ({customers})",
            "say which one with --cliente, or type the series",
        ),
        "folio_is_credit": ("{found} is a credit note or an advance", "choose invoices that owe something"),
        "folio_has_situation": (
            "invoice {found} has the situation “{situation}”",
            "if it can really be agreed on, delete that situation first",
        ),
        "folio_in_agreement": (
            "invoice {found} is already in agreement {id}",
            "to change what was agreed: cobranza acuerdo … --sustituye {id}; to call it off, type Cancelled in its status",
        ),
        "offers_while_kept": (
            "agreement {id} is being kept, and nothing else need be offered",
            "should it have to change: cobranza acuerdo … --sustituye {id}",
        ),
        "folio_settled": ("invoice {found} owes nothing", "choose invoices with a balance"),
        "several_customers": (
            "those invoices belong to several customers ({found})",
            "make one agreement with each",
        ),
        "several_currencies": (
            "the debt is in several currencies ({found})",
            "make one agreement for each, choosing the invoices with --folio",
        ),
        "owes_nothing": ("{found} owes nothing that can be agreed on", "see its balance in the workbook"),
        "no_such_agreement": ("there is no agreement “{found}”", "those there are: {known}"),
        "no_debt_named": ("what is agreed on is missing", "give --folio or --cliente"),
        # how it was typed
        "options_exclude": ("{found} and {other} contradict each other", "keep only one"),
        "bad_option_rate": ("“{found}” is no rate", "type it in per cent, such as 12 or 12.5%"),
        "ambiguous_option_rate": ("“{found}” may be a per cent or a fraction", "type it with its sign, such as 12%"),
        "bad_option_count": ("“{found}” is no whole number from 1 on", "type it in digits only"),
        "bad_calendar": ("“{found}” is not understood", "type DATE=AMOUNT with semicolons between them"),
        # on which terms
        "nothing_owed": ("there is nothing left to agree on", "see the balance"),
        "down_payment_too_high": (
            "the down payment ({down_payment}) cannot be all that is agreed on ({balance})",
            "make it smaller, or simply record the payment",
        ),
        "count_or_payment": ("how many instalments is missing", "give --cuotas N or --cuota X"),
        "payment_below_interest": (
            "paying {payment} it never ends: the interest alone is {interest}",
            "the least that works is {least}; or lower the rate",
        ),
        "too_many_instalments": (
            "paying {payment} would take more than {most} instalments",
            "the least that works is {least}",
        ),
        "count_too_high": ("{count} instalments are too many", "the most are {most}"),
        "instalments_too_small": (
            "in multiples of {step}, {financed} cannot be divided into so many instalments",
            "use fewer instalments or a finer rounding",
        ),
        "first_date_passed": (
            "the first instalment would be on {first}, before the agreement ({signed})",
            "choose a date from {signed} on",
        ),
        "dates_not_in_order": ("after {before} comes {after}", "type the dates in order, none twice"),
        "amounts_do_not_add_up": (
            "the amounts do not add up to what is agreed: the difference is {rest}",
            "correct them, or leave the last date without an amount and it takes the rest",
        ),
    }
)
