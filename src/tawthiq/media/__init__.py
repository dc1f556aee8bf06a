"""Footage: opened safely in a locked child, decoded once, handed to analysers."""
