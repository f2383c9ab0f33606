"""A request -> what is to be compared: from the form of the page, or from JSON."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import AsyncGenerator, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import count

from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import FormParser, MultiPartException, MultiPartParser
from starlette.requests import Request

from checker.errors import RequestError
from checker.report.escape import visible
from checker.serve.task import Article, Choice, Task

LONGEST_NAME = 200  # characters
LONGEST_SENTENCE = 5000  # characters: each claim of one is held against each of the other
MAX_FIELDS = 1000
JSON, MULTIPART, URLENCODED = "application/json", "multipart/form-data", "application/x-www-form-urlencoded"

JsonObject = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Terms:
    """What this server takes."""

    packs: tuple[str, ...]  # rules that may be chosen, by name
    default_packs: tuple[str, ...]  # those that are used where none is chosen
    max_upload: int  # bytes
    max_bytes: int  # of one article
    max_articles: int
    allow_urls: bool


async def read_task(request: Request, terms: Terms) -> Task:
    """The comparison that a request asks for; RequestError where it is not clear or not allowed."""
    if media_type(request) == JSON:
        articles, choice = from_json(await read_json(request), terms)
    else:
        async with await _form(request, terms) as form:
            articles, choice = [one async for one in _rows(form)], choice_of(form, terms)
    return Task(named(_allowed(articles, terms)), choice)


async def read_pair(request: Request, terms: Terms) -> Task:
    """The two sentences that a request asks about; RequestError where one is missing or not clear."""
    if media_type(request) == JSON:
        given = await read_json(request)
        _refuse_unknown(given, ("a", "b", "a_published", "b_published", "rules"), "the request")
        wrong = next((n for n, v in given.items() if n != "rules" and not isinstance(v, str | None)), None)
        if wrong is not None:
            raise RequestError(422, f"{wrong}: expected a text")
        choice = _choice_from_json(given.get("rules"), terms, within=False)
        return pair_of({name: str(value) for name, value in given.items() if isinstance(value, str)}, choice, terms)
    async with await _form(request, terms) as form:
        texts = {name: value for name, value in form.items() if isinstance(value, str)}
        return pair_of(texts, choice_of(form, terms), terms)


def pair_of(given: Mapping[str, str], choice: Choice, terms: Terms) -> Task:
    """The task of holding two texts against each other, each with its day where one is given."""
    articles = []
    for name in ("a", "b"):
        text = given.get(name, "").strip()
        if not text:
            raise RequestError(422, f"sentence {name.upper()} is missing; give two sentences, A and B")
        if len(text) > LONGEST_SENTENCE:
            more = f"more than {LONGEST_SENTENCE} characters; compare articles instead"
            raise RequestError(413, f"sentence {name.upper()} has {more}")
        day = _day(given.get(f"{name}_published", ""), f"the date of {name.upper()}")
        articles.append(Article(name.upper(), _bytes(text), published=day, typed=True))
    return Task(tuple(articles), choice, sentences=True)


async def read_fields(request: Request, terms: Terms) -> dict[str, str]:
    """The texts of a form, or of a JSON object, by name."""
    if media_type(request) == JSON:
        return {name: value for name, value in (await read_json(request)).items() if isinstance(value, str)}
    async with await _form(request, terms) as form:
        return {name: value for name, value in form.items() if isinstance(value, str)}


async def read_choice(request: Request, terms: Terms) -> Choice:
    """The rules that a form or a JSON object chooses."""
    if media_type(request) == JSON:
        return _choice_from_json((await read_json(request)).get("rules"), terms, within=False)
    async with await _form(request, terms) as form:
        return choice_of(form, terms)


async def read_rules(request: Request, terms: Terms) -> Choice:
    """The rules that a JSON object is, for a check: ``{"packs": [...], "text": "..."}``."""
    return _choice_from_json(await read_json(request), terms, within=False)


async def read_json(request: Request) -> JsonObject:
    """The JSON object in the body; RequestError with status 400 where it is none."""
    try:
        value = json.loads(await request.body() or b"{}")
    except (ValueError, RecursionError) as error:
        raise RequestError(400, "expected JSON, and this is none") from error
    if not isinstance(value, Mapping):
        raise RequestError(400, f"expected a JSON object, got {type(value).__name__}")
    return value


def media_type(request: Request) -> str:
    """What the body is, in lower case and without parameters."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


def from_json(given: JsonObject, terms: Terms) -> tuple[list[Article], Choice]:
    """The articles and the rules of ``{"articles": [...], "rules": {...}, "within": false}``."""
    _refuse_unknown(given, ("articles", "rules", "within"), "the request")
    articles, within = given.get("articles"), given.get("within", False)
    if not isinstance(articles, Sequence) or isinstance(articles, str):
        raise RequestError(422, "articles: expected a list of articles, each with a text, base64 or url")
    if not isinstance(within, bool):
        raise RequestError(422, "within: expected true or false")
    found = [_article(one, f"articles[{n}]") for n, one in enumerate(articles)]
    return found, _choice_from_json(given.get("rules"), terms, within=within)


def _article(given: object, where: str) -> Article:
    if not isinstance(given, Mapping):
        raise RequestError(422, f"{where}: expected an object with a text, base64 or url")
    _refuse_unknown(given, ("name", "text", "base64", "url", "published"), where)
    texts = {name: value for name, value in given.items() if value is not None}
    wrong = next((name for name, value in texts.items() if not isinstance(value, str)), None)
    if wrong is not None:
        raise RequestError(422, f"{where}.{wrong}: expected a text")
    if len(texts.keys() & {"text", "base64", "url"}) != 1:
        raise RequestError(422, f"{where}: expected one of text, base64 and url")
    day = _day(str(texts.get("published", "")), f"{where}.published")
    name = str(texts.get("name", ""))
    if "url" in texts:
        return Article(str(texts["url"]), url=str(texts["url"]), published=day)
    if "text" in texts:
        return Article(name, _bytes(str(texts["text"])), published=day, typed=True)
    try:
        return Article(name, base64.b64decode(str(texts["base64"]), validate=True), published=day)
    except (binascii.Error, ValueError) as error:
        raise RequestError(422, f"{where}.base64: this is not base64") from error


def _choice_from_json(given: object, terms: Terms, *, within: bool) -> Choice:
    if given is None:
        return Choice(terms.default_packs, within=within)
    if not isinstance(given, Mapping):
        raise RequestError(422, "rules: expected an object with packs, text or both")
    _refuse_unknown(given, ("packs", "text"), "rules")
    packs, text = given.get("packs", list(terms.default_packs)), given.get("text", "")
    if not isinstance(packs, list) or not all(isinstance(one, str) for one in packs):
        raise RequestError(422, "rules.packs: expected a list of names")
    if not isinstance(text, str):
        raise RequestError(422, "rules.text: expected a text in YAML")
    return Choice(_packs(packs, terms), text, within)


def choice_of(form: FormData, terms: Terms) -> Choice:
    """The rules that a form chooses; those of the server where it names none."""
    packs = [one for one in form.getlist("pack") if isinstance(one, str)]
    text = form.get("rules")
    return Choice(_packs(packs, terms), text if isinstance(text, str) else "", form.get("within") == "on")


def named(articles: Sequence[Article]) -> tuple[Article, ...]:
    """Each article under a name of its own that is safe to show: "article 2" where it has none, "a.txt (2)" again."""
    taken: set[str] = set()
    result = []
    for number, one in enumerate(articles, start=1):
        wished = one.name if one.url else visible(one.name).strip()[:LONGEST_NAME] or f"article {number}"
        if one.url and wished in taken:
            raise RequestError(422, f"{wished} is named twice; an article is compared with others only")
        name = next(n for n in _numbered(wished) if n not in taken)
        taken.add(name)
        result.append(replace(one, name=name))
    return tuple(result)


def _numbered(name: str) -> Iterator[str]:
    yield name
    stem, dot, suffix = name.rpartition(".")
    for n in count(2):
        yield f"{stem} ({n}).{suffix}" if dot and stem else f"{name} ({n})"


async def _form(request: Request, terms: Terms) -> MultiPartForm:
    return MultiPartForm(await _parsed(request, terms))


class MultiPartForm:
    """A form whose files are closed when the block ends."""

    def __init__(self, form: FormData) -> None:
        self._form = form

    async def __aenter__(self) -> FormData:
        return self._form

    async def __aexit__(self, *_: object) -> None:
        await self._form.close()


async def _parsed(request: Request, terms: Terms) -> FormData:
    kind = media_type(request)
    if kind == URLENCODED:
        return await FormParser(request.headers, request.stream()).parse()
    if kind != MULTIPART:
        raise RequestError(415, f"expected {MULTIPART} or {JSON}, got {kind[:60] or 'nothing'}")
    stream: AsyncGenerator[bytes, None] = request.stream()
    parser = MultiPartParser(
        request.headers, stream, max_files=MAX_FIELDS, max_fields=MAX_FIELDS, max_part_size=terms.max_upload
    )
    parser.spool_max_size = terms.max_upload + 1  # what is uploaded stays in memory and touches no disk
    try:
        return await parser.parse()
    except MultiPartException as error:
        raise RequestError(400, f"the form cannot be read: {error.message}") from error


async def _rows(form: FormData) -> AsyncGenerator[Article, None]:
    """The articles of the form, row after row: what is pasted, what is uploaded, what is named by its address."""
    rows = {name.rpartition("-")[2]: None for name in form if name.startswith(("text-", "file-", "url-"))}
    for row in rows:
        day = _day(str(form.get(f"published-{row}") or ""), f"the date of article {row}")
        text, url = (str(form.get(f"{field}-{row}") or "") for field in ("text", "url"))
        if text.strip():
            yield Article(str(form.get(f"name-{row}") or ""), _bytes(text), published=day, typed=True)
        if url.strip():
            yield Article(url.strip(), url=url.strip(), published=day)
        for upload in form.getlist(f"file-{row}"):
            if isinstance(upload, UploadFile) and (upload.filename or upload.size):
                yield Article(upload.filename or "", await upload.read(), published=day)


def _allowed(articles: list[Article], terms: Terms) -> list[Article]:
    if not articles:
        raise RequestError(422, "there is no article; paste, drop or upload at least two")
    if len(articles) > terms.max_articles:
        raise RequestError(
            422, f"{len(articles)} articles are more than the {terms.max_articles} that are taken at once"
        )
    for one in articles:
        if one.url is not None and not terms.allow_urls:
            raise RequestError(403, "this server fetches no addresses; paste the article, or start with --allow-urls")
        if one.url is not None and not one.url.lower().startswith(("http://", "https://")):
            raise RequestError(422, f"expected an address that begins with http, got {one.url[:60]!r}")
        if len(one.data) > terms.max_bytes:
            name = visible(one.name)[:LONGEST_NAME] or "an article"
            raise RequestError(
                413, f"{name} has more than {terms.max_bytes} bytes; send less, or start with --max-bytes"
            )
    return articles


def _packs(names: Sequence[str], terms: Terms) -> tuple[str, ...]:
    unknown = next((name for name in names if name not in terms.packs), None)
    if unknown is not None:
        raise RequestError(422, f"there are no rules {unknown[:60]!r}; there are: {', '.join(terms.packs)}")
    return tuple(names) or terms.default_packs


def _day(text: str, where: str) -> date | None:
    if not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise RequestError(422, f"{where}: {text[:40]!r} is no day; expected one such as 2024-11-12") from error


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "replace")  # JSON can hold halves of surrogate pairs


def _refuse_unknown(given: JsonObject, known: Sequence[str], where: str) -> None:
    for name in given:
        if name not in known:
            raise RequestError(422, f"{where}: unknown key {str(name)[:40]!r}; there are: {', '.join(known)}")
