"""How a customer may be contacted: hours, caps, third parties. Dated rows by country and type of customer."""
