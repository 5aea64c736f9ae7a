"""The sheet `Hoy`: where it is, what a person noted in it, what it should show now."""
