"""The draft account of a recording: from statements to a few readable, time-coded lines."""
