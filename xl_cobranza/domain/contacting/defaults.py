"""The rules of contact that hold where the workbook states none.

Each row names its source and since when; none is advice of a lawyer, and the sheet `Reglas de contacto` may say
otherwise. Where no law was found the row is prudence, and says so. Read on 2026-11-22.
"""

from datetime import date, time
from typing import Final

from xl_cobranza.domain.contacting.rules import CLOSED, ContactRule, Hours, Others, Rule
from xl_cobranza.domain.ledger import CustomerKind

_CONSUMER: Final = CustomerKind.CONSUMER
_PRUDENCE: Final = "Práctica prudente; consultar la norma del país"
_MEXICO: Final = "CONDUSEF (REDECO): de 7 a 22 h y sin terceros; práctica por defecto"
_COLOMBIA: Final = "Ley 2300 de 2023, arts. 3 a 5"
_PERU: Final = "Ley 29571, art. 62"
_CHILE: Final = "Ley 19.496, art. 37 (SERNAC)"
_SPAIN: Final = "RGPD y LOPDGDD (LO 3/2018): la deuda es un dato personal"
_SINCE_COLOMBIA, _SINCE_PERU, _SINCE_SPAIN = date(2023, 10, 10), date(2010, 10, 2), date(2018, 12, 7)


def _hours(begin: int, end: int) -> Hours:
    return Hours(time(begin), time(end))


DEFAULT_RULES: Final = (
    ContactRule("", None, None, Rule.WEEKDAYS, _hours(8, 20), _PRUDENCE),
    ContactRule("", None, None, Rule.SATURDAY, CLOSED, _PRUDENCE),
    ContactRule("", None, None, Rule.SUNDAY, CLOSED, _PRUDENCE),
    ContactRule("", None, None, Rule.PER_DAY, 1, _PRUDENCE),
    ContactRule("", None, None, Rule.OTHERS, Others.QUIETLY, _PRUDENCE),
    ContactRule("MX", None, None, Rule.WEEKDAYS, _hours(7, 22), _MEXICO),
    ContactRule("MX", None, None, Rule.SATURDAY, _hours(7, 22), _MEXICO),
    ContactRule("MX", _CONSUMER, None, Rule.OTHERS, Others.NEVER, _MEXICO),
    ContactRule("CO", _CONSUMER, _SINCE_COLOMBIA, Rule.WEEKDAYS, _hours(7, 19), _COLOMBIA),
    ContactRule("CO", _CONSUMER, _SINCE_COLOMBIA, Rule.SATURDAY, _hours(8, 15), _COLOMBIA),
    ContactRule("CO", _CONSUMER, _SINCE_COLOMBIA, Rule.SUNDAY, CLOSED, _COLOMBIA),
    ContactRule("CO", _CONSUMER, _SINCE_COLOMBIA, Rule.PER_DAY, 1, _COLOMBIA),
    ContactRule("CO", _CONSUMER, _SINCE_COLOMBIA, Rule.CHANNELS_PER_WEEK, 1, _COLOMBIA),
    ContactRule("CO", _CONSUMER, _SINCE_COLOMBIA, Rule.OTHERS, Others.NEVER, _COLOMBIA),
    ContactRule("CO", _CONSUMER, _SINCE_COLOMBIA, Rule.AGREED_CHANNELS, True, _COLOMBIA),
    ContactRule("PE", _CONSUMER, _SINCE_PERU, Rule.WEEKDAYS, _hours(7, 20), _PERU),
    ContactRule("PE", _CONSUMER, _SINCE_PERU, Rule.SATURDAY, CLOSED, _PERU),
    ContactRule("PE", _CONSUMER, _SINCE_PERU, Rule.SUNDAY, CLOSED, _PERU),
    ContactRule("PE", _CONSUMER, _SINCE_PERU, Rule.OTHERS, Others.NEVER, _PERU),
    ContactRule("CL", _CONSUMER, None, Rule.WEEKDAYS, _hours(8, 20), _CHILE),
    ContactRule("CL", _CONSUMER, None, Rule.SATURDAY, _hours(8, 20), _CHILE),
    ContactRule("CL", _CONSUMER, None, Rule.SUNDAY, CLOSED, _CHILE),
    ContactRule("CL", _CONSUMER, None, Rule.OTHERS, Others.NEVER, _CHILE),
    ContactRule("ES", None, _SINCE_SPAIN, Rule.OTHERS, Others.QUIETLY, _SPAIN),
    ContactRule("ES", _CONSUMER, _SINCE_SPAIN, Rule.OTHERS, Others.NEVER, _SPAIN),
)
