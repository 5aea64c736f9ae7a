"""What one customer owes, told so that a stranger can check it: invoice by invoice, day by day."""
