"""What can go wrong, as data. No sentence lives here: `wording` turns a kind and its data into words.

A *problem* travels with the result (a bad row never stops the others); an *error* is raised only
when nothing sensible can follow. Both carry where (`ref`, as Excel shows it), what was found, and a
`kind` that names the rule. The severity of a problem belongs to its kind, see `SEVERITY`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

NOTHING: Mapping[str, str] = MappingProxyType({})


class Severity(StrEnum):
    """How much a problem matters; `INFO` never changes the exit code."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


_INFO, _WARNING, _ERROR = Severity.INFO, Severity.WARNING, Severity.ERROR

SEVERITY: Mapping[str, Severity] = MappingProxyType(
    {
        # a cell that cannot be read: its row is decided `Revisar`
        "blank_cell": _ERROR,
        "error_cell": _ERROR,
        "not_calculated": _ERROR,
        "impossible_date": _ERROR,
        "not_a_date": _ERROR,
        "date_out_of_range": _ERROR,
        "not_an_amount": _ERROR,
        "ambiguous_amount": _ERROR,
        "not_a_whole_number": _ERROR,
        "no_due_date": _ERROR,
        "duplicate_row": _ERROR,
        # a cell that can be read, with a doubt
        "unknown_word": _WARNING,
        "rate_above_one": _WARNING,
        "unknown_currency": _WARNING,
        "unknown_customer": _INFO,
        "duplicate_customer": _WARNING,
        "derived_due_date": _INFO,
        "issued_in_future": _INFO,
        "due_before_issue": _WARNING,
        "paid_disagrees": _WARNING,
        "paid_but_owes": _WARNING,
        "overpaid": _WARNING,
        "unknown_folio": _WARNING,
        "ambiguous_folio": _WARNING,
        "unapplied_payment": _WARNING,
        "other_currency": _WARNING,
        "future_payment": _INFO,
        "future_contact": _INFO,
        "unknown_log_folio": _INFO,
        "unknown_agreement": _WARNING,
        "agreement_without_schedule": _WARNING,
        "rate_gap": _WARNING,
        "stale_rate": _WARNING,
        "old_manual_stage": _INFO,
        "unknown_stage": _WARNING,
        "bad_policy": _WARNING,
        "bad_contact_rule": _WARNING,
        "old_cutoff_date": _WARNING,
        "cutoff_not_a_date": _WARNING,
        "total_row": _INFO,
        "repeated_heading_row": _INFO,
        "note_row": _INFO,
        "sheet_without_columns": _WARNING,
        "unknown_parameter": _WARNING,
        "repeated_in_policy": _WARNING,
        "password_in_workbook": _WARNING,
        "duplicate_agreement": _WARNING,
        # an agreement about to be made
        "agreement_of_disputed": _WARNING,
        "agreement_beside_credit": _WARNING,
        "agreement_leaves_out": _INFO,
        "agreement_compounds": _INFO,
        "agreement_by_folio": _INFO,
        "agreement_not_logged": _INFO,
        # a note in `Hoy` that cannot be moved into the log
        "note_without_outcome": _WARNING,
        "note_without_date": _WARNING,
        "note_of_nobody": _WARNING,
        "note_is_formula": _WARNING,
        # an address to which no letter can go
        "not_an_address": _WARNING,
        "several_addresses": _WARNING,
        # what is wrong with the text of a letter
        "template_syntax": _ERROR,
        "template_too_deep": _ERROR,
        "template_value": _ERROR,
        "template_field": _ERROR,
        "template_field_misspelt": _ERROR,
        "template_forbidden": _ERROR,
        "template_loop": _ERROR,
        "template_filter": _ERROR,
        "template_compares_text": _ERROR,
        "template_prints_list": _ERROR,
        "template_table": _WARNING,
        "template_table_misspelt": _WARNING,
        # messages that were sent, or perhaps were
        "uncertain_mail": _WARNING,
        "mail_not_written": _WARNING,
        "send_log_unreadable": _WARNING,
        "misspelt_word": _WARNING,
        "word_file_unreadable": _ERROR,
        "letters_unsigned": _WARNING,
        # how it sounds
        "tone_threat": _WARNING,
        "tone_pressure": _WARNING,
        "tone_shame": _WARNING,
        "tone_judicial": _WARNING,
        "tone_early": _WARNING,
        "tone_reasons": _WARNING,
        "tone_disclosure": _WARNING,
        "tone_shouting": _WARNING,
        "tone_exclaiming": _WARNING,
        # what the figures of a customer, or of the dashboard, show
        "over_limit": _WARNING,
        "habit_worsens": _WARNING,
        "panel_block_changed": _WARNING,
        "panel_currencies": _INFO,
        # what belongs to whom
        "their_column": _INFO,
        "formula_in_our_cell": _INFO,
        "missing_our_column": _INFO,
        "sheet_name_taken": _WARNING,
        "not_recalculated": _INFO,
        "signature_broken": _WARNING,
        "written_otherwise": _WARNING,
        "link_to_template": _WARNING,
    }
)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something a person should look at: which rule, where Excel shows it, what was found."""

    kind: str
    ref: str
    found: str = ""
    data: Mapping[str, str] = field(default_factory=lambda: NOTHING)

    @property
    def severity(self) -> Severity:
        """The severity of the kind.

        >>> Problem("impossible_date", "Facturas!F14", "30/02/2026").severity
        <Severity.ERROR: 'error'>
        """
        return SEVERITY[self.kind]


class CobranzaError(Exception):
    """Nothing sensible can follow. Carries a kind and data, like a `Problem`."""

    exit_code = 4

    def __init__(self, kind: str, ref: str = "", found: str = "", **data: str) -> None:
        super().__init__(f"{kind} {ref} {found}".strip())
        self.kind, self.ref, self.found, self.data = kind, ref, found, data

    def __reduce__(self) -> tuple[object, ...]:  # crosses process borders in `lote`
        return (_rebuild, (type(self), self.kind, self.ref, self.found, dict(self.data)))


def _rebuild(cls: type[CobranzaError], kind: str, ref: str, found: str, data: dict[str, str]) -> CobranzaError:
    return cls(kind, ref, found, **data)


class Refused(CobranzaError):
    """We did not touch the workbook, and say why."""

    exit_code = 3


class WrongUsage(CobranzaError):
    """The person asked for something that does not exist or contradicts itself."""

    exit_code = 2
