"""The columns of `Cartas`. Ours are known by their hidden names; the two between them are the person's."""

from typing import Final

from xl_cobranza.book.sheet import Sheet
from xl_cobranza.book.sheet import computed as _out
from xl_cobranza.book.sheet import typed as _in

LETTERS: Final = Sheet(
    "letters", "Cartas", "Letters", "Cartas",
    columns=(
        _out("customer", "Cliente", "Customer", "text", width=24),
        _out("state", "Estado", "State", "text", width=14),
        _in("no_send", "No enviar", "Do not send", "word", width=9),
        _in("sent", "Enviada", "Sent", width=12),
        _out("day", "Fecha", "Date", "text", width=12),
        _out("step", "Paso", "Step", "text", width=22),
        _out("channel", "Canal", "Channel", "text", width=10),
        _out("whom", "A quién", "Whom", "text", width=20),
        _out("address", "Correo o teléfono", "E-mail or telephone", "text", width=28),
        _out("about", "Asunto", "Subject", "text", width=62),
        _out("owed", "Se debe", "Owed", "text", width=18),
        _out("reason", "Por qué", "Why", "text", width=130),
    ),
)  # fmt: skip
