"""Running tasks, here or elsewhere, so that one that dies costs nothing but itself."""
