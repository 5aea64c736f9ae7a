"""`cobranza acuerdo`: what it takes, what it does, how it is told."""
