"""Two businesses as text, one in Mexico and one in Spain, with all that a document may quote."""

from datetime import date

from tests.book.ledger_text import ledger
from tests.memory_book import MemoryBook

AS_OF = date(2026, 11, 27)

MEXICO = """
    [Facturas]
    Serie | Folio | Cliente | Emisión    | Vencimiento | Importe  | Moneda | En disputa | Acuerdo
    A     | '0101 | Nopal   | 2026-05-12 | 2026-06-11  | 21000    | MXN    |            | AC-007
    A     | '0102 | Nopal   | 2026-06-12 | 2026-07-12  | 10000.5  | MXN    |            | AC-007
    A     | '0103 | Olmo    | 2026-07-01 | 2026-07-31  | 1500     | MXN    |            |
    U     | '0201 | Olmo    | 2026-07-01 | 2026-08-15  | 2000     | USD    | 500        |
    A     | '0104 | Olmo    | 2026-11-15 | 2026-12-15  | 800      | MXN    |            |
    A     | '0105 | Tuna    | 2026-08-01 | 2026-08-31  | 4060     | MXN    |            |
    [Clientes]
    Cliente | Nombre                     | RFC          | Domicilio              | País | Tipo    | Contacto    | Correo            | Contrato firmado | Idioma
    Nopal   | Nopal Verde, S.A. de C.V.  | NVE010101AB1 | Calle 5 n.º 10, Puebla | MX   | Empresa | Inés Robles | ines@nopal.example | Sí               |
    Olmo    | Olmo y Hnos., S.A. de C.V. | OLM010101AB2 |                        | MX   | Empresa | Rosa Díaz   | rosa@olmo.example | No               |
    Tuna    | Tuna Imports LLC           | 00-0000001   |                        | US   | Empresa | Megan Hart  | ap@tuna.example   |                  | Inglés
    [Pagos]
    Id     | Fecha      | Cliente | Folio | Importe | Moneda | Referencia
    P-0001 | 2026-10-05 | Olmo    | '0103 | 600     | MXN    | SPEI 7
    P-0002 | 2026-09-20 | Tuna    | '0105 | 4060    | MXN    | WIRE 1
    [Gestiones]
    Id     | Fecha      | Hora  | Autor | Cliente | Folio | Sentido  | Canal    | Paso                  | Resultado    | Fecha compromiso | Importe compromiso | Evidencia   | Notas
    G-0001 | 2026-08-10 | 10:15 | Laura | Olmo    | '0103 | Saliente | Correo   | Recordatorio          | Enviado      |                  |                    | entregado   | Recordatorio cordial
    G-0002 | 2026-09-01 | 12:00 | Laura | Olmo    |       | Saliente | Teléfono | Negociación           | Promesa      | 2026-12-01       | 900                | ninguna     | Paga el día 1
    G-0003 | 2026-10-20 | 09:00 | Laura | Olmo    |       | Saliente | Carta    | Requerimiento de pago | Enviado      |                  |                    | certificado | Con acuse
    [Acuerdos]
    Id     | Fecha      | Cliente | Folios     | Saldo   | Interés incluido | Condonado | Pago inicial | Cuotas | Frecuencia | Método  | Tasa | Aceleración | Estado
    AC-007 | 2026-11-27 | Nopal   | 0101; 0102 | 31000.5 | 0                | 850.25    | 1000.5       | 3      | mensual    | frances | 0.12 | Sí          | Al corriente
    [Acuerdo AC-007]
    N.º | Fecha      | Cuota    | Interés | Capital  | Saldo
    0   | 2026-11-27 | 1000.5   | 0       | 1000.5   | 30000
    1   | 2026-12-31 | 10200.66 | 300     | 9900.66  | 20099.34
    2   | 2027-01-31 | 10200.66 | 200.99  | 9999.67  | 10099.67
    3   | 2027-02-28 | 10200.67 | 101     | 10099.67 | 0
    [Política]
    Clave                 | Valor
    País                  | MX
    Moneda                | MXN
    Tasa moratoria        | 0.18
    Empresa               | Comercial Altavista, S.A. de C.V.
    Remitente             | Laura Ibáñez
    Identificación fiscal | CAL010101AA0
    Dirección             | Av. Reforma 100; 72000 Puebla
    Lugar                 | Puebla
    Datos bancarios       | Banco Ejemplo; CLABE 000 000 00000000000 0
"""

SPAIN = """
    [Facturas]
    Serie | Folio | Cliente | Emisión    | Vencimiento | Importe | Moneda
    E     | '001  | Roble   | 2022-10-31 | 2022-11-30  | 10000   | EUR
    E     | '002  | Roble   | 2023-01-15 | 2023-02-14  | 1210.5  | EUR
    [Clientes]
    Cliente | Nombre             | NIF       | Dirección             | País | Tipo    | Contacto    | Contrato firmado
    Roble   | Muebles Roble, S.L. | B00000019 | Calle Mayor 1, Madrid | ES   | Empresa | Begoña Ruiz | Sí
    [Gestiones]
    Id     | Fecha      | Autor | Cliente | Folio | Sentido  | Canal  | Paso                  | Resultado            | Evidencia   | Notas
    G-0001 | 2022-12-05 | Marta | Roble   | '001  | Entrante | Correo |                       | Recibida y conforme  | contestado  |
    G-0002 | 2023-04-03 | Marta | Roble   |       | Saliente | Carta  | Requerimiento de pago | Enviado              | certificado | Burofax
    G-0003 | 2023-05-02 | Marta | Roble   |       | Saliente | Correo | Negociación           | Oferta hecha         | leído       | 5 % por un solo pago
    [Intereses]
    Desde      | Tasa anual | Fuente
    2022-07-01 | 0.08       | BOE-A-2022-10962
    2023-01-01 | 0.105      | BOE-A-2022-24300
    2023-07-01 | 0.12       | BOE-A-2023-15135
    [Política]
    Clave                 | Valor
    País                  | ES
    Moneda                | EUR
    Empresa               | Ferretería Norte, S.L.
    Remitente             | Marta Gil
    Identificación fiscal | B00000027
    Dirección             | Calle Larga 3; 48001 Bilbao
    Lugar                 | Bilbao
"""


def mexico() -> MemoryBook:
    return ledger(MEXICO)


def spain() -> MemoryBook:
    return ledger(SPAIN)
