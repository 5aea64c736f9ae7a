"""Documents on paper: agreements, promissory notes, settlements, receipts, dossiers."""
