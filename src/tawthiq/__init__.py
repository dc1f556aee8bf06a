"""Tawthiq: from a flood of videos, posts and lists to one verifiable record."""

__version__ = "0.1.0"
