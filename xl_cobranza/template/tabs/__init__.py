"""The sheets that are more than one table: what stands around it, and how."""
