"""One reader per format: ``read(blob) -> Drafts``. The table of them all is ``checker.sources.formats``."""
