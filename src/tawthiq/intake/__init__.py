"""A folder or an export in; arrivals, statements and located rejects out. Readers are pure functions."""
