"""The law of the record: what an item, a span and a statement are. Standard library only."""
