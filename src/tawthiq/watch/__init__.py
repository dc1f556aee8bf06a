"""The analysers that come with Tawthiq: one file each, none knowing another."""
