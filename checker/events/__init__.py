"""Which articles tell of one event, and which are copies of one wire story.

``signature`` makes of one article what is kept of it; ``table`` holds many; ``near`` and ``edges`` say which two are
close; ``events_of`` groups them; ``copies`` says who repeats whom. All are pure functions: the order in which articles
come changes nothing.
"""
