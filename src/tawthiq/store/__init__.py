"""Bytes, log, index and search: the record on disk."""
