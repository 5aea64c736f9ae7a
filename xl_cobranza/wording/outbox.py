"""What the writers of letters add of their own: page numbers, and the words of the page that lists a batch."""

from typing import Final

WORDS: Final[dict[str, dict[str, str]]] = {
    "es": {
        # the foot of a page
        "page": "Página",
        "of": "de",
        # a message
        "unsubscribe_subject": "Baja de recordatorios",
        # the page of a batch
        "letters": "Cartas preparadas: {count}",
        "nothing_sent": "Nada se ha enviado. Abre cada una, léela y envíala tú.",
        "customer": "Cliente",
        "addressee": "Para",
        "step": "Paso",
        "reason": "Por qué",
        "amounts": "Importe",
        "open": "Abrir o escribir",
        "skipped": "Sin carta: {count}",
        "skipped_reason": "Motivo",
        "no_letters": "Hoy no hay ninguna carta que preparar.",
    },
    "en": {
        "page": "Page",
        "of": "of",
        "unsubscribe_subject": "No more reminders",
        "letters": "Letters prepared: {count}",
        "nothing_sent": "Nothing has been sent. Open each one, read it and send it yourself.",
        "customer": "Customer",
        "addressee": "To",
        "step": "Step",
        "reason": "Why",
        "amounts": "Amount",
        "open": "Open or write",
        "skipped": "Without a letter: {count}",
        "skipped_reason": "Why",
        "no_letters": "There is no letter to prepare today.",
    },
}


def word(key: str, language: str, **fields: object) -> str:
    """One of them, in the language of the document (`es-MX` is Spanish; what is not known too).

    >>> word("page", "en-US"), word("letters", "es", count=3)
    ('Page', 'Cartas preparadas: 3')
    """
    return WORDS.get(language.partition("-")[0], WORDS["es"])[key].format(**fields)
