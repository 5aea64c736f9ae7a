"""Cash: exact money, which payment pays which invoice, ageing, late interest, the state of an agreement."""
