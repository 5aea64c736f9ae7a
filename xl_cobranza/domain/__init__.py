"""The rules, pure: no clock, no files, no Excel. Everything here answers with rule keys and figures.

Reading order: ledger (the nouns) · policy (the ladder) · cash (who owes what) · case (history, facts,
ladder: what the rules say of one invoice) · decide (the whole ledger) · customers. `days` counts them.

Glossary (Spanish surface · English code):
cartera · ledger — folio · folio — vencimiento · due — saldo · balance — días vencidos · days_overdue —
antigüedad · ageing, bucket — etapa · stage (where the facts, else the days, put it) — paso · step (what
to do now) — gestión · log entry — compromiso, promesa · promise — acuerdo, convenio · agreement — cuota,
parcialidad · instalment — fecha de corte · as_of — mora · late interest — festivo · holiday.
"""
