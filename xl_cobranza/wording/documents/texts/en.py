"""The documents in English, for customers who read it. The law is still that of a country: each text says so."""

from typing import Final

AGREEMENT: Final = """
# Acknowledgement of debt and payment agreement

Agreement {{ acuerdo }}. {{ lugar }}, {{ fecha }}

## Parties

[partes]

## Background

The creditor supplied the debtor with the goods or services of {% if n_facturas == 1 %}this invoice, which is unpaid{% else %}these invoices, which are unpaid{% endif %}:

[facturas]

Both parties have talked about this debt, want it paid in an orderly way, and want to go on working together. They agree as follows.

## Terms

*1. Acknowledgement.* The debtor acknowledges owing the creditor *{{ deuda }}* ({{ deuda_letras }}) for the above.{% if intereses_incluidos %} Of this, {{ intereses_incluidos }} is late interest already accrued.{% endif %}{% if condonado %} The creditor waives {{ condonado }} of late interest, provided that this agreement is kept.{% endif %}{% if tasa and not intereses_incluidos and not condonado %} The late interest accrued until the signature is not included in that sum.{% endif %}

*2. Schedule.* The debtor will pay {% if pago_inicial %}{{ pago_inicial }} as a down payment on the day of signature, and the rest{% else %}this sum{% endif %} in {{ n_cuotas }} {% if n_cuotas == 1 %}instalment{% else %}instalments{% endif %}, on these dates. Earlier payment, in whole or in part, costs nothing.

[calendario]

*3. How to pay.* {% if datos_bancarios %}By transfer to {{ datos_bancarios }}{% else %}To the account that the creditor states in writing{% endif %}, with the reference “{{ acuerdo }}”. The creditor gives a receipt for each payment.

*4. Interest on the deferral.* {% if tasa_acuerdo %}The deferred sum bears interest at {{ tasa_acuerdo }} a year, already included in the schedule.{% else %}The deferred sum bears no interest as long as payments are made on the dates of the schedule.{% endif %}

*5. Delay.* If the debtor expects to miss a date, it will say so beforehand, so that another solution can be found together. A late payment bears interest {% if tasa %}at {{ tasa }} a year{% else %}at the agreed rate or, without one, at that of the law{% endif %}, from the day after its date until it is paid.

*6. Breach.* If a payment is still unpaid {{ gracia }} days after its date, {% if aceleracion %}the creditor may, after written notice, declare the whole rest due and claim it at once{% else %}the agreement is broken and the creditor may claim what is already due; what is not yet due keeps its dates{% endif %}{% if condonado %}, together with the interest that was waived{% endif %}.

*7. What payments are for.* Each payment goes to the oldest unpaid instalment, or to what the debtor says when paying. Accepting a part payment, or a late one, waives no interest and changes nothing in this agreement.

*8. What does not change.* This agreement orders the payment of the invoices; it does not extinguish the obligations behind them or their securities. Once it is fully kept the creditor gives a settlement in writing.

*9. Notices* in writing to the addresses in this document are valid.

*10. Law and courts.* This agreement is governed by the law of {{ ley_pais }}. What cannot be settled by talking goes to the courts of {{ jurisdiccion }}.

Both parties have read this document and sign it in two copies.

[firmas]

> A model, not legal advice. Before signing it must be reviewed by {{ revisor }}.
"""

NOTE: Final = """
# Promissory note

[datos_pagare]

{{ lugar }}, {{ fecha }}

By this *promissory note* {{ cliente }} unconditionally promises to pay {{ empresa }}, or to its order, on *{{ fecha_limite }}*, at {{ lugar_pago }}, the sum of *{{ suma }}* ({{ suma_letras }}).

[firmante]

[firmas]

> A model, not legal advice: before signing it must be reviewed by {{ revisor }}; the law of the place of payment may ask for other mentions, and for another language.
"""

CONCESSION: Final = """
Dear {{ contacto or cliente }},

We would like to close what is pending and go on working together. As of {{ fecha }} you owe *{{ total }}*:

[facturas]

Our proposal: if we receive *{{ oferta }}* ({{ oferta_letras }}) by *{{ oferta_hasta }}* at the latest, we regard {% if n_facturas == 1 %}this invoice{% else %}these invoices{% endif %} as settled. {% if ahorro %}The remaining {{ ahorro }} is waived, and we{% else %}We{% endif %} will claim no interest or costs for {% if n_facturas == 1 %}it{% else %}them{% endif %}. We will then send you the settlement in writing{% if ahorro %} and the credit note{% endif %}.

To accept, simply pay within that time. As the reference, please: {{ concepto }}.

[pago]

If the sum or the date does not suit you, tell us: we can find another date or split the payment. If the payment does not arrive in time the proposal lapses, and the debt is that of today less what has been paid.

Kind regards,

{{ firma }}

> A model, not legal advice. It should be reviewed by {{ revisor }}; the tax effect of the waiver, by a tax adviser.
"""

SUMMARY: Final = """
Dear {{ contacto or cliente }},

{% if ultimo_contacto %}Thank you for talking to us on {{ ultimo_contacto }}. {% endif %}So that we both have the same in writing, this is where things stand:

[puntos]

[facturas]

{% if acuerdo %}The schedule of agreement {{ acuerdo }}:{% endif %}

[calendario]

Is this right? If something is missing, or not as you remember it, please answer before {{ fecha_limite }}. If it is right, “agreed” in reply is enough.

Kind regards,

{{ firma }}

> A model, not legal advice. It should be reviewed by {{ revisor }} before it is used as evidence.
"""

SETTLEMENT: Final = """
# Receipt and full settlement

{{ lugar }}, {{ fecha }}

[partes]

The creditor has received *{{ suma }}* ({{ suma_letras }}) from the debtor in payment of {% if n_facturas == 1 %}this invoice{% else %}these invoices{% endif %}:

[facturas]

{% if acuerdo %}This fully performs agreement {{ acuerdo }} of {{ fecha_acuerdo }}.{% endif %}{% if condonado %} The creditor waives the {{ condonado }} that remained.{% endif %}

{% if n_facturas == 1 %}This invoice is settled{% else %}These invoices are settled{% endif %}: the creditor has nothing more to claim for {% if n_facturas == 1 %}it{% else %}them{% endif %}, neither principal nor interest nor costs. Any promissory notes signed for this debt are returned with this document.

The settlement covers {% if n_facturas == 1 %}this invoice{% else %}the listed invoices{% endif %} only.

[firmas]

> A model, not legal advice. Before signing it must be reviewed by {{ revisor }}: it waives every further claim for what it is about.
"""

RECEIPT: Final = """
# Receipt {{ recibo }}

{{ lugar }}, {{ fecha }}

*{{ empresa }}* has received *{{ importe_pagado }}* ({{ pago_letras }}) from *{{ cliente }}* on {{ fecha_pago }}{% if referencia %}, reference “{{ referencia }}”{% endif %}.

The payment was applied as follows:

[aplicacion]

{% if saldo_pendiente %}After this payment {{ saldo_pendiente }} of {% if n_facturas == 1 %}this invoice{% else %}these invoices{% endif %} remains unpaid.{% else %}After this payment no principal of {% if n_facturas == 1 %}this invoice{% else %}these invoices{% endif %} remains unpaid.{% endif %}{% if sin_aplicar %} Of this payment {{ sin_aplicar }} belongs to no open invoice: please tell us what it is for.{% endif %}

*This receipt reserves interest and costs.* Accepting the principal waives neither the late interest accrued nor the recovery costs that are due.

[firmas]

> A model, not legal advice; it may be reviewed by {{ revisor }}.
"""

DOSSIER: Final = """
# Dossier on {{ cliente }}

Prepared on {{ fecha }} by {{ preparado_por }}, from the workbook as of that day, for a collection agency or a lawyer to study.

## 1. What is owed

[importes]

[a_favor]

## 2. Parties

[partes]

## 3. The debt, invoice by invoice

[facturas]

## 4. Interest, period by period

{{ nota_intereses }}

[intereses]

[compensacion_tabla]

## 5. Payments received

[pagos]

## 6. Agreements and promises

[acuerdos]

[calendario]

[promesas]

## 7. Chronology

[cronologia]

## 8. Letters and messages sent

[cartas]

## 9. What is missing before claiming

[faltantes]

> This dossier puts the workbook's data in order and is not legal advice. The rules of the last table have a source and the day it was read, and may have changed: they must be reviewed by {{ revisor }} before anything is done.
"""

TEXTS: Final = {  # key → subject, body
    "acuerdo": ("Acknowledgement of debt and payment agreement {{ acuerdo }}", AGREEMENT),
    "pagare": ("Promissory note of {{ cliente }}", NOTE),
    "concesion": ("A proposal to close what is pending: {{ oferta }} by {{ oferta_hasta }}", CONCESSION),
    "resumen": ("Summary of what we talked about", SUMMARY),
    "finiquito": ("Receipt and full settlement", SETTLEMENT),
    "recibo": ("Receipt {{ recibo }}", RECEIPT),
    "expediente": ("Dossier on {{ cliente }}", DOSSIER),
}
