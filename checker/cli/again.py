"""What a command about one finding of a run must be told as the run was."""

from __future__ import annotations

from collections.abc import Mapping

# Option of compare -> how it is written. All of them are options of explain and accept too; the dates of sources go
# only along with the sources that they are of, and what a report hides hides nothing from these commands.
_TOLD = {
    "config": "--config",
    "rules": "--rules",
    "select": "--select",
    "ignore": "--ignore",
    "within": "--within",
    "encoder": "--encoder",
    "entailment": "--entailment",
    "encoding": "--encoding",
    "max_bytes": "--max-bytes",
    "allow_private": "--allow-private",
    "cache_dir": "--cache-dir",
}


def again(given: Mapping[str, object]) -> tuple[str, ...]:
    """The options among ``given`` that change what is found, as words of a command line."""
    words: list[str] = []
    for name, option in _TOLD.items():
        value = given.get(name)
        if value is True:
            words.append(option)
        elif isinstance(value, tuple):
            for one in value:
                words += [option, ",".join(map(str, one)) if isinstance(one, tuple) else str(one)]
        elif value not in (None, False, ""):
            words += [option, str(value)]
    return tuple(words)
