"""What the documents say: agreement, promissory note, concession, summary, settlement, receipt, and the dossier.

The texts are templates (`texts`), which a row of `Plantillas` with the same key replaces. `fields` and `tables` make
what they name; `terms` holds the words that countries say differently; `checklist` what a lawyer will ask for.
Nothing here is legal advice, and each text says who should review it.
"""
