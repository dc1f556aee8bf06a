"""Which recordings show the same footage, and from which second to which. Nothing is dropped."""
