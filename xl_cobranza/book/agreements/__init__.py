"""The sheet `Acuerdo <id>`: what it holds and where, as formulas that follow `Pagos` and the cut-off date."""
