"""The policy as the workbook states it; the defaults where it says nothing."""

from xl_cobranza.book.port import Book
from xl_cobranza.domain.policy import Policy
from xl_cobranza.errors import Problem


def read_policy(book: Book) -> tuple[Policy, list[Problem]]:
    """`Etapas`, `Parámetros`, `Intereses` and `Festivos`; a bad row is a problem and its default stays."""
    return Policy(), []
