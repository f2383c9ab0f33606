"""``checker serve``: a local page, and the same as a JSON API, for people and programs without a terminal.

``run`` starts it, ``app`` lists its addresses, ``guard`` stands before all of them, ``pool`` has the processes that
compare. What is compared, found and shown is the same code as ``checker compare``.
"""
