"""The stages of a corpus over many articles: by processes of this machine, or by a distributed engine.

A stage is a function of some items, each of which gives one result that depends on that item alone. So what comes back
is the same whoever works it out, in whatever shares. The corpus has one writer, this process.
"""
