"""Pages and lists made from the record for people without our software. Views: remade at will."""
