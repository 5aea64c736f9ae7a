"""Documents to write: the letters that a firm would send, short, long, with many currencies, and to be signed."""

from decimal import Decimal

from xl_cobranza.domain.documents import (
    Bullets,
    Document,
    Heading,
    PageBreak,
    Pairs,
    Paragraph,
    Run,
    Signatures,
    Table,
)  # fmt: skip

SENDER = (
    "Suministros Peñalver, S. A. de C. V.",
    "Av. Insurgentes Sur 1457, Col. Insurgentes Mixcoac, 03920 Ciudad de México",
    "RFC SPE850101AB1 · Tel. 55 5555 0100 · cobranza@penalver.example",
)
ADDRESSEE = (
    "Ferretería La Ñ, S. A. de C. V.",
    "At’n. Rosa Díaz, Cuentas por pagar",
    "Calle 60 núm. 412, Centro",
    "97000 Mérida, Yucatán",
)


def text(words: str, look="body") -> Paragraph:
    """A paragraph; `*between stars*` is bold."""
    pieces = words.split("*")
    return Paragraph(tuple(Run(piece, bold=bool(n % 2)) for n, piece in enumerate(pieces) if piece), look)


def invoices(count: int, currency="MXN", name="") -> Table:
    rows = tuple(
        (
            f"A-{1000 + n:05}",
            f"{n % 28 + 1:02}/{n % 12 + 1:02}/2026",
            *((name,) if name else ()),
            str(7 + n),
            f"{1500 + 137.5 * n:,.2f} {currency}",
        )
        for n in range(count)
    )
    total = sum(Decimal(str(1500 + 137.5 * n)) for n in range(count))
    headings = ("Factura", "Vencimiento", *(("Concepto",) if name else ()), "Días", "Saldo")
    last = len(headings) - 1
    return Table(
        headings, rows, frozenset({last - 1, last}), (("Total", *[""] * (last - 1), f"{total:,.2f} {currency}"),)
    )


def reminder(table: Table, *, addressee=ADDRESSEE, paper="us-letter", extra=(), contact="Rosa") -> Document:
    return Document(
        "Recordatorio de pago",
        (
            text(f"Estimada {contact}:"),
            text(
                "Le escribo para recordarle, con toda amabilidad, que a la fecha tenemos pendiente de pago lo que aparece en la "
                "siguiente relación. Es posible que se trate de un simple olvido, o que su pago ya esté en camino; en ese caso "
                "no haga caso de esta carta y reciba nuestro agradecimiento."
            ),
            table,
            *extra,
            text(
                "Si tiene alguna duda, o si encuentra *algún error en la factura*, dígamelo y lo resolvemos enseguida. Si necesita unos "
                "días más o prefiere pagar en partes, también podemos acordarlo: basta con responder a este mensaje."
            ),
            Pairs((("Banco", "BBVA México"), ("Cuenta CLABE", "012 180 00123456789 4"), ("Referencia", "FERRETERIA 1000"))),
            text("Muchas gracias por su atención y por su confianza de siempre."),
            text("Atentamente,"),
            text("*Norma Agüero*\nCrédito y cobranza"),
        ),
        language="es-MX",
        sender=SENDER,
        addressee=addressee,
        place_and_date="Ciudad de México, 27 de noviembre de 2026",
        footer="Si ya no desea recibir recordatorios, responda BAJA.",
        paper=paper,
    )  # fmt: skip


def agreement() -> Document:
    schedule = Table(
        ("Núm.", "Vence", "Capital", "Interés", "Cuota", "Saldo"),
        tuple((str(n), f"15/{n:02}/2027", "10,000.00", f"{(6 - n) * 100:,.2f}", f"{10_000 + (6 - n) * 100:,.2f}", f"{60_000 - n * 10_000:,.2f}") for n in range(1, 7)),
        frozenset({2, 3, 4, 5}),
        (("Total", "", "60,000.00", "1,500.00", "61,500.00", ""),),
        title="Calendario de pagos (MXN)",
    )  # fmt: skip
    clauses = (
        "«El Deudor» reconoce que debe a «el Acreedor» la cantidad de $60,000.00 (SESENTA MIL PESOS 00/100 M.N.) por las facturas de la relación anexa.",
        "Se obliga a pagarla en seis parcialidades mensuales, en las fechas y por los importes del calendario.",
        "El Acreedor condona los intereses generados hasta hoy, siempre que se cumpla el calendario.",
        "Si cambian sus circunstancias, el Deudor avisará antes del vencimiento y las partes buscarán de buena fe otro calendario.",
    )  # fmt: skip
    return Document(
        "Convenio de pago AC-2026-014",
        (
            Heading("Convenio de pago", 1),
            Pairs((("Convenio", "AC-2026-014"), ("Acreedor", SENDER[0]), ("Deudor", ADDRESSEE[0]), ("Fecha", "27 de noviembre de 2026"))),
            Heading("Cláusulas"),
            Bullets(tuple((Run(clause),) for clause in clauses), numbered=True),
            schedule,
            text("Leído por las partes, lo firman por duplicado en la Ciudad de México."),
            Signatures((("Norma Agüero", "Por Suministros Peñalver, S. A. de C. V."), ("Rosa Díaz Muñoz", "Por Ferretería La Ñ, S. A. de C. V."))),
            PageBreak(),
            Heading("Anexo: facturas que comprende"),
            invoices(8),
        ),
        language="es-MX", sender=SENDER, footer="Convenio AC-2026-014", paper="us-letter",
    )  # fmt: skip


LONG_NAME = "Comercializadora e Importadora de Materiales para la Construcción y el Hogar del Sureste Mexicano, S. de R. L. de C. V."
LETTERS = {
    "one-invoice": reminder(invoices(1)),
    "one-invoice-a4": reminder(invoices(1), paper="a4"),
    "many-invoices": reminder(invoices(48)),
    "long-names": reminder(
        invoices(4, name=f"Suministro a {LONG_NAME} (pedido ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ)"),
        addressee=(LONG_NAME, *ADDRESSEE[1:]),
    ),
    "three-currencies": reminder(
        invoices(2),
        extra=(
            invoices(1, "USD"), invoices(2, "EUR"),
            text("Importe en soles: S/ 1,250.00. Enlace: "),
            Paragraph((Run("https://pagos.example.com/A-1000", link="https://pagos.example.com/A-1000"),)),
        ),
    ),
    "agreement": agreement(),
}  # fmt: skip
