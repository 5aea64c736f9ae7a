"""Refusals of documents and dossiers."""
