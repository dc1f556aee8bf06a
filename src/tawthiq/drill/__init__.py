"""Invented cases with a known truth: the material other rooms are measured against.

Nothing made here is evidence of anything. People, places, posts and pictures are invented, and say so
inside themselves.
"""
