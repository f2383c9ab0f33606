"""Findings that people have accepted: the file that remembers them, and what it says of the findings of a run.

A run without changes in its articles must be silent the second time. ``read`` and ``write`` know the file,
``weigh`` holds its entries against findings; nothing here changes a finding or writes to the disk.
"""
