"""The texts of the letters, as the command line checks and shows them."""
