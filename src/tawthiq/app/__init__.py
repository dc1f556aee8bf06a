"""Where the rooms are wired together, and nowhere else: one module for each thing a user can ask for."""
