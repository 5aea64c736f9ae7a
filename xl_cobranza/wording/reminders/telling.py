"""A day's letters as our own person is told of them: who gets none and why."""

from collections.abc import Mapping
from datetime import date

from xl_cobranza.domain.ledger import Channel
from xl_cobranza.domain.letters import Skipped
from xl_cobranza.wording.decisions import Teller
from xl_cobranza.wording.reminders.words import LANGUAGES


def why_not(skipped: Skipped, teller: Teller) -> str:
    """Why a customer gets no letter, as a sentence without its first capital."""
    return LANGUAGES[teller.language].SKIPPED[skipped.reason].format(**_values(skipped.told, teller))


def _values(told: Mapping[str, object], teller: Teller) -> Mapping[str, str]:
    step, channel, on = told.get("step"), told.get("channel"), told.get("on")
    return {
        "step": teller.stage(step) if isinstance(step, str) else "",
        "key": step if isinstance(step, str) else "",
        "channel": teller.channel(channel).lower() if isinstance(channel, Channel) else "",
        "on": on.strftime(teller.words.DATE) if isinstance(on, date) else "",
        "found": str(told.get("found", "")),
    }


def told(key: str, language: str, **data: object) -> str:
    """One of the sentences about a day's letters.

    >>> told("batch_title", "es", day="27/11/2026")
    'Cartas del 27/11/2026'
    """
    return (LANGUAGES.get(language) or LANGUAGES["es"]).TOLD[key].format(**data)
