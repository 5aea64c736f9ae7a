"""The sheet `Plantillas`: our own texts, for the person to make them theirs."""

from collections.abc import Iterator, Mapping

from xl_cobranza.book.words import spanish
from xl_cobranza.template.sample import Cell
from xl_cobranza.wording.decisions_es import CHANNELS, STAGES
from xl_cobranza.wording.letters import defaults


def rows() -> Iterator[Mapping[str, Cell]]:
    """One row a template, in the order of the ladder: Spanish, then English.

    >>> [row["key"] for row in rows()][:3]
    ['emitida', 'emitida_whatsapp', 'por_vencer']
    """
    for template in defaults():
        yield {
            "key": template.key,
            "step": STAGES.get(template.step),
            "profile": spanish("profile", template.profile) if template.profile else None,
            "language": spanish("language", template.language),
            "channel": CHANNELS[template.channel] if template.channel else None,
            "subject": template.subject or None,
            "body": template.body,
        }
