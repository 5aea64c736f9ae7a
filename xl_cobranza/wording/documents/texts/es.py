"""The documents in Spanish. What countries say differently comes in as a field; promissory notes are in `notes_es`."""

from typing import Final

ACUERDO: Final = """
# Reconocimiento de deuda y acuerdo de pago

Acuerdo {{ acuerdo }}. En {{ lugar }}, a {{ fecha }}.

## Partes

[partes]

## Antecedentes

El acreedor entregó al deudor los bienes o le prestó los servicios de {% if n_facturas == 1 %}la factura siguiente, que está pendiente de pago{% else %}las facturas siguientes, que están pendientes de pago{% endif %}:

[facturas]

Las dos partes han hablado de esta deuda y quieren que se pague de forma ordenada y seguir trabajando juntas. Por eso acuerdan lo que sigue.

## Cláusulas

*Primera. Reconocimiento de la deuda.* El deudor reconoce que debe al acreedor *{{ deuda }}* ({{ deuda_letras }}) por lo anterior.{% if intereses_incluidos %} De esa cantidad, {{ intereses_incluidos }} son {{ palabra_intereses }} ya devengados.{% endif %}{% if condonado %} El acreedor renuncia a cobrar {{ condonado }} de {{ palabra_intereses }}, siempre que este acuerdo se cumpla.{% endif %}{% if tasa and not intereses_incluidos and not condonado %} Los {{ palabra_intereses }} devengados hasta la firma no están incluidos en esa cantidad.{% endif %}

*Segunda. Calendario de pago.* El deudor pagará {% if pago_inicial %}{{ pago_inicial }} como {{ palabra_entrada }} el día de la firma, y el resto{% else %}esa cantidad{% endif %} en {{ n_cuotas }} {% if n_cuotas == 1 %}{{ palabra_cuota }}{% else %}{{ palabra_cuotas }}{% endif %}, en estas fechas. Puede pagar antes, en todo o en parte, sin coste.

[calendario]

*Tercera. Forma de pago.* Los pagos se harán {% if datos_bancarios %}por transferencia a {{ datos_bancarios }}{% else %}en la cuenta que el acreedor indique por escrito{% endif %}, con la referencia «{{ acuerdo }}». El acreedor dará recibo de cada uno.

*Cuarta. Intereses del aplazamiento.* {% if tasa_acuerdo %}Lo aplazado devenga un interés anual del {{ tasa_acuerdo }}, que ya está incluido en el calendario.{% else %}Lo aplazado no devenga intereses mientras se pague en las fechas del calendario.{% endif %}

*Quinta. Retrasos.* Si el deudor prevé que no podrá pagar en una fecha, lo dirá antes, para buscar juntos otra solución. Un pago que se retrase devengará {{ palabra_intereses }} {% if tasa %}al {{ tasa }} anual{% else %}al tipo pactado y, si no lo hay, al que fije la ley{% endif %}, desde el día siguiente a su fecha y hasta que se pague.

{% if aceleracion %}*Sexta. Incumplimiento y vencimiento anticipado.* Si un pago sigue pendiente {{ gracia }} días después de su fecha, el acreedor podrá, tras avisar por escrito, dar por vencido lo que quede y reclamarlo de una vez{% if condonado %}, junto con los {{ palabra_intereses }} a los que había renunciado{% endif %}. Si antes de esa reclamación el deudor se pone al día, el acuerdo sigue como estaba.{% else %}*Sexta. Incumplimiento.* Si un pago sigue pendiente {{ gracia }} días después de su fecha, el acuerdo se tiene por incumplido y el acreedor podrá reclamar lo ya vencido{% if condonado %}, junto con los {{ palabra_intereses }} a los que había renunciado{% endif %}. Lo que no ha vencido conserva sus fechas.{% endif %}

*Séptima. Aplicación de los pagos.* Cada pago se aplica primero a lo que venció antes, salvo que el deudor declare otra cosa al pagar. Recibir un pago parcial, o fuera de fecha, no supone renunciar a los intereses ni cambiar este acuerdo.

*Octava. Lo que no cambia.* Este acuerdo ordena el pago de las facturas, pero no extingue las obligaciones que nacieron de ellas ni sus garantías. Cuando se haya cumplido por completo, el acreedor entregará al deudor una carta de pago y finiquito.

*Novena. Avisos.* Valen los avisos hechos por escrito a los domicilios y correos de este documento. Quien cambie los suyos lo dirá a la otra parte.

*Décima. Ley y tribunales.* Este acuerdo se rige por las leyes de {{ ley_pais }}. Lo que no se resuelva hablando se someterá a los {{ palabra_tribunales }} de {{ jurisdiccion }}.
{% if pais == "ES" %}

*Undécima. Negociación.* Las partes declaran que este acuerdo es fruto de una negociación entre ellas. Asistencia letrada, si la hay: por el acreedor, {{ en_blanco }}; por el deudor, {{ en_blanco }}.
{% endif %}

Leído el documento, las dos partes lo firman por duplicado en el lugar y la fecha indicados.

[firmas]

> Modelo orientativo, que no es asesoramiento jurídico. Antes de firmarlo debe revisarlo {{ revisor }}, sobre todo las cláusulas sexta y décima y la capacidad de quien firma por cada parte.{% if pais == "ES" %} Para que valga como acuerdo de un medio adecuado de solución de controversias debe identificar a las partes, sus domicilios y sus abogados, las obligaciones y la negociación seguida (Ley Orgánica 1/2025, art. 12); para que sea ejecutable, elevarse a escritura pública.{% endif %}
"""

CONCESION: Final = """
Hola{% if contacto %}, {{ contacto }}{% endif %}:

Queremos cerrar con ustedes lo que está pendiente y seguir trabajando juntos. A {{ fecha }} se deben *{{ total }}*:

[facturas]

Nuestra propuesta: si recibimos *{{ oferta }}* ({{ oferta_letras }}) a más tardar el *{{ oferta_hasta }}*, damos {% if n_facturas == 1 %}esta factura por saldada{% else %}estas facturas por saldadas{% endif %}. {% if ahorro %}Los {{ ahorro }} restantes quedan condonados, y{% else %}Con ese pago{% endif %} no reclamaremos intereses ni costes por {% if n_facturas == 1 %}ella{% else %}ellas{% endif %}. Después les enviaremos el finiquito{% if ahorro %} y la {{ palabra_nota }} que corresponda{% endif %}.

Para aceptar basta con pagar dentro de ese plazo. En el concepto, por favor: {{ concepto }}.

[pago]

Si la cantidad o la fecha no les vienen bien, díganoslo: podemos buscar otra fecha o repartir el pago en {{ palabra_cuotas }}. Si el pago no llega dentro del plazo, la propuesta queda sin efecto y la deuda seguirá siendo la de hoy, menos lo que se haya pagado.

Muchas gracias,

{{ firma }}

> Modelo orientativo, que no es asesoramiento jurídico. Conviene que lo revise {{ revisor }}; el efecto de la condonación en los impuestos, un asesor fiscal.
"""

RESUMEN: Final = """
Hola{% if contacto %}, {{ contacto }}{% endif %}:

{% if ultimo_contacto %}Gracias por hablar con nosotros el {{ ultimo_contacto }}. {% endif %}Para que los dos tengamos lo mismo por escrito, resumimos lo que hay:

[puntos]

[facturas]

{% if acuerdo %}El calendario del acuerdo {{ acuerdo }} es este:{% endif %}

[calendario]

¿Es correcto? Si falta algo, o no es como lo recuerdan, contéstennos antes del {{ fecha_limite }}. Si todo está bien, basta con responder «de acuerdo» a este mensaje.

Muchas gracias,

{{ firma }}

> Modelo orientativo, que no es asesoramiento jurídico. Conviene que lo revise {{ revisor }} antes de usarlo como prueba.
"""

FINIQUITO: Final = """
# Carta de pago y finiquito

En {{ lugar }}, a {{ fecha }}.

[partes]

El acreedor declara que ha recibido del deudor *{{ suma }}* ({{ suma_letras }}) en pago de {% if n_facturas == 1 %}la factura siguiente{% else %}las facturas siguientes{% endif %}:

[facturas]

{% if acuerdo %}Con ello se ha cumplido por completo el acuerdo {{ acuerdo }}, de {{ fecha_acuerdo }}.{% endif %}{% if condonado %} El acreedor condona los {{ condonado }} que quedaban.{% endif %}

{% if n_facturas == 1 %}Esta factura queda saldada{% else %}Estas facturas quedan saldadas{% endif %}: el acreedor no tiene nada más que reclamar por {% if n_facturas == 1 %}ella{% else %}ellas{% endif %}, ni de principal, ni de intereses, ni de costes, y da al deudor la carta de pago más amplia que en derecho proceda. Si el deudor firmó pagarés por esta deuda, se le devuelven con este documento.

El finiquito se refiere solo a {% if n_facturas == 1 %}la factura de arriba{% else %}las facturas de la lista{% endif %}.

[firmas]

> Modelo orientativo, que no es asesoramiento jurídico. Antes de firmarlo debe revisarlo {{ revisor }}: renuncia a reclamar nada más por lo que en él se dice.
"""

RECIBO: Final = """
# Recibo {{ recibo }}

En {{ lugar }}, a {{ fecha }}.

*{{ empresa }}* ha recibido de *{{ cliente }}*{% if cliente_id %}, {{ palabra_id }} {{ cliente_id }},{% endif %} *{{ importe_pagado }}* ({{ pago_letras }}) el {{ fecha_pago }}{% if referencia %}, con la referencia «{{ referencia }}»{% endif %}.

El pago se ha aplicado así:

[aplicacion]

{% if saldo_pendiente %}Después de este pago quedan pendientes {{ saldo_pendiente }} de {% if n_facturas == 1 %}esta factura{% else %}estas facturas{% endif %}.{% else %}Después de este pago no queda principal pendiente de {% if n_facturas == 1 %}esta factura{% else %}estas facturas{% endif %}.{% endif %}{% if sin_aplicar %} De este pago, {{ sin_aplicar }} no corresponden a ninguna factura abierta: díganos a qué deben aplicarse.{% endif %}

*Este recibo se da con reserva de intereses y costes.* Recibir el principal no supone renunciar a los {{ palabra_intereses }} devengados ni a los costes de cobro que correspondan.

[firmas]

> Modelo orientativo, que no es asesoramiento jurídico; puede revisarlo {{ revisor }}.{% if pais == "ES" %} La reserva es para que recibir el principal no extinga los intereses (Código Civil, art. 1110).{% endif %}
"""

EXPEDIENTE: Final = """
# Expediente de {{ cliente }}

Preparado el {{ fecha }} por {{ preparado_por }}, con los datos del libro a ese día, para que lo estudie una agencia de cobro o un abogado.

## 1. Cuánto se debe

[importes]

[a_favor]

## 2. Partes

[partes]

## 3. Deuda, factura a factura

[facturas]

## 4. Liquidación de intereses

{{ nota_intereses }}

[intereses]

[compensacion_tabla]

## 5. Pagos recibidos

[pagos]

## 6. Acuerdos y promesas

[acuerdos]

[calendario]

[promesas]

## 7. Cronología

[cronologia]

## 8. Cartas y comunicaciones enviadas

[cartas]

## 9. Qué falta antes de reclamar

[faltantes]

> Este expediente ordena los datos del libro y no es asesoramiento jurídico. Las reglas de la última tabla tienen fuente y fecha de consulta, y pueden haber cambiado: debe revisarlas {{ revisor }} antes de dar ningún paso.
"""

TEXTS: Final = {  # key → subject, body
    "acuerdo": ("Reconocimiento de deuda y acuerdo de pago {{ acuerdo }}", ACUERDO),
    "concesion": ("Propuesta para cerrar lo pendiente: {{ oferta }} hasta el {{ oferta_hasta }}", CONCESION),
    "resumen": ("Resumen de lo hablado", RESUMEN),
    "finiquito": ("Carta de pago y finiquito", FINIQUITO),
    "recibo": ("Recibo {{ recibo }}", RECIBO),
    "expediente": ("Expediente de {{ cliente }}", EXPEDIENTE),
}
