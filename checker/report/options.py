"""How a report is to be shown, as far as it is not a matter of the format."""

from __future__ import annotations

from dataclasses import dataclass

from checker.values.finding import Verdict

NARROWEST = 40  # columns; below it quotes are unreadable however they are wrapped


@dataclass(frozen=True, slots=True)
class RenderOptions:
    """What the place where the report is shown can do, and how much of it the reader wants."""

    width: int = 100  # columns of the text report; formats without lines ignore it
    height: int = 0  # lines of the terminal, where it is one: a longer report says its sum again at its end
    color: bool = False  # terminal escapes for colour and weight
    ascii: bool = False  # only ASCII characters, for terminals and files of other encodings
    links: bool = False  # terminal escapes that lead to the files of the sources, where there is colour
    verbose: bool = False  # also the steps that led to each verdict, and quotes of what is no contradiction
    quiet: bool = False  # only the contradictions, and what failed
    full: frozenset[Verdict] = frozenset({Verdict.CONFLICT})  # verdicts shown with quotes; of others, one line each
    context: int = 300  # characters quoted at most on each side of a value; "…" marks a cut
    again: tuple[str, ...] = ()  # options of the run that the commands shown beside its findings must repeat
    corpus: str = ""  # folder of the corpus that the report is of: the commands shown are then those of a corpus
    folder: str = ""  # absolute path of the working folder: SARIF names files by their way from there; "" unknown

    def __post_init__(self) -> None:
        object.__setattr__(self, "width", max(self.width, NARROWEST))
        if self.context < 1:
            raise ValueError(f"a quote needs a context of at least 1 character, not {self.context}")
