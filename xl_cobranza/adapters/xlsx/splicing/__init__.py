"""Writing cells into a sheet part; every byte that is not ours stays as it is."""
