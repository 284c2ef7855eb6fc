"""The statement that is put before the newsroom: who `he` is, without the attribution, with the day in figures.

A first draft in the words of the article, for a person to change.
"""

from __future__ import annotations

import re
from datetime import date

from claims.capture.naming import fits_gender
from claims.capture.timing import is_ahead, with_days
from claims.capture.values import Speaker
from claims.patterns import pattern_of
from claims.vocabulary import Attribution

_QUOTES = str.maketrans("", "", '“”«»"')
_LEADING = pattern_of(
    r"^(?:(?:and|but|so|yet|however|meanwhile|still|also|moreover|furthermore|in addition|additionally|then|that|"
    r"instead|nevertheless|nonetheless|of course|now|again|well|look|oh|yes)\b,?\s+)+",
    re.IGNORECASE,
)
_NOBODY = pattern_of(
    r"^it (?:is|was|has been) (?:widely )?(?:understood|believed|thought|reported|claimed|said|alleged|"
    r"rumou?red) that ",
    re.IGNORECASE,
)
_HEDGED = pattern_of(r"\b(?:reportedly|allegedly|purportedly|supposedly)(?:,)? ", re.IGNORECASE)
_TRAILING = pattern_of(r"[\s,;:—–-]+$")
_BLANKS = pattern_of(r"\s+")
_PRONOUN = pattern_of(r"^(?:he|she|they|it)\b", re.IGNORECASE)
_EXPLETIVE = pattern_of(
    r"it (?:is|was|has been|will be|would be|could be|may be|makes|made|seems|appears|comes|came|takes|took|remains)\b"
    r"(?: \w+){0,6}? (?:that|to|amid|after|as|if|whether|who|when)\b|it(?:['’]s| is|"
    r" was) (?:not )?(?:clear|unclear|likely|"
    r"possible|hoped|expected|thought|known|too|time|raining|cold|late|early)\b",
    re.IGNORECASE,
)
"""An `it` that means nothing: `It was envisioned that`."""
_CONTRACTIONS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (pattern_of(rf"\b{short}\b"), plain)
    for short, plain in (
        ("([Ww])e['’]re", r"\1e are"),
        ("([Ii])t['’]s been", r"\1t has been"),
        (r"(?<!despite )(?<!of )(?<!for )(?<!in )(?<!with )(?<!on )([Ii])t['’]s(?! \w+(?:ed|en|wn|ght)\b)", r"\1t is"),
        ("I['’]m", "I am"),
        (r"(\w+)['’]ve", r"\1 have"),
        (r"(\w+)['’]ll", r"\1 will"),
        ("([Tt]h)ere['’]s been", r"\1ere has been"),
        ("([Tt]h)ere['’]s", r"\1ere is"),
        ("([Tt]h)at['’]s been", r"\1at has been"),
        ("([Tt]h)at['’]s", r"\1at is"),
        ("([Tt]h)ey['’]re", r"\1ey are"),
        ("([Yy])ou['’]re", r"\1ou are"),
        ("([Ww])on['’]t", r"\1ill not"),
        ("([Cc])an['’]t", r"\1annot"),
        (r"(\w+)n['’]t", r"\1 not"),
    )
)
_STATES = (
    "now|still|ready|willing|able|unable|confident|likely|unlikely|committed|no|a|an|the|considering|open|aware|"
    "concerned|necessary|possible|impossible|too|very|ongoing|under|in|of|part"
)
_SHIFTED: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (pattern_of(past), present)
    for past, present in (
        (r"\bwould\b(?! (?:have|like|rather))", "will"),
        (rf"\bwas (?=(?:not )?(?:\w+ing|{_STATES})\b)", "is "),
        (rf"\bwere (?=(?:not )?(?:\w+ing|{_STATES})\b)", "are "),
        (r"\bwanted to\b", "wants to"),
        (r"\b([Tt]here) was\b", r"\1 is"),
        (r"\b([Tt]here) were\b", r"\1 are"),
    )
)
"""Reported speech, put back into its original tense."""
_PAST_TIME = pattern_of(
    r"\b(?:ago|yesterday|last (?:week|month|year|night|\w+day)|in (?:19|20)\d\d|since|when|earlier|previously)\b"
)
_VERB_S = {"have": "has", "are": "is", "am": "is", "do": "does", "were": "was"}
_PLAIN = frozenset(
    "will would can could should must may might was had did cannot also never always just really".split()
)


def draft(
    words: str,
    speaker: Speaker | None,
    topic: str | None = None,
    *,
    published: date | None,
    backshifted: bool,
    quoted: bool,
) -> str:
    """Return a statement drafted from the content of an attribution, or from a whole sentence.

    ``topic`` is what a pronoun at the beginning means, unless it is the speaker.  ``backshifted``: the words report
    speech after a verb in the past, so `would` was `will`.  ``quoted``: they are the speaker's own, so `we` and `I` are
    the speaker's side and the speaker.
    """
    text = _BLANKS.sub(" ", words.translate(_QUOTES)).strip()
    text = _HEDGED.sub("", _NOBODY.sub("", _LEADING.sub("", text)))
    ahead = is_ahead(text)
    for pattern, plain in _CONTRACTIONS:
        text = pattern.sub(plain, text)
    if backshifted and not quoted and not _PAST_TIME.search(text):
        for pattern, plain in _SHIFTED:
            text = pattern.sub(plain, text)
    if speaker is not None:
        text = _with_subject(text, speaker, quoted=quoted)
    if topic is not None and not _EXPLETIVE.match(text):
        text = _PRONOUN.sub(topic.replace("\\", ""), text, count=1)
    text = with_days(text, published, ahead=ahead)
    text = _TRAILING.sub("", text).rstrip(".,")
    if text.endswith((".'", ".’")):
        text = f"{text[:-2]}{text[-1]}"
    text = _BLANKS.sub(" ", text).strip()
    close = "" if text.endswith(("?", "!")) else "."
    return f"{text[:1].upper()}{text[1:]}{close}" if text else ""


def _with_subject(text: str, speaker: Speaker, *, quoted: bool) -> str:
    """Return a text that begins with a name in place of a pronoun."""
    name = speaker.shown
    if speaker.attribution in (Attribution.UNNAMED, Attribution.COLLECTIVE):
        name = f"{name[:1].upper()}{name[1:]}"
    if quoted:
        somebody = speaker.attribution in (Attribution.NAMED, Attribution.UNNAMED)
        side = (speaker.institution or "") if somebody else name
        text = _first_person(text, "We", side) if side else text
        return _first_person(text, "I", name)
    match = _PRONOUN.match(text)
    if match is None or name == speaker.printed.casefold() or name.casefold() == match.group().casefold():
        return text
    if match.group().casefold() in {"it", "they"} and speaker.attribution is Attribution.NAMED:
        return text
    if match.group().casefold() == "it" and speaker.attribution is not Attribution.INSTITUTION:
        return text
    if match.group().casefold() in {"he", "she"} and not _may_be(speaker, match.group().casefold()):
        if speaker.described is None or speaker.printed.casefold() != match.group().casefold():
            return text
        name = _ONE.sub("The ", name)  # "She said she had no idea": the nun herself
    return f"{_with_article(name, speaker)}{text[match.end() :]}"


def subject_of(speaker: Speaker) -> str:
    """Return a speaker as the subject of a clause that lacks one."""
    return _with_article(speaker.shown, speaker)


def _with_article(name: str, speaker: Speaker) -> str:
    """Return a body's name as the subject of a sentence: `The Libyan government`, `Castor Marine`."""
    if speaker.attribution is not Attribution.INSTITUTION or name.casefold().startswith(("the ", "a ", "an ")):
        return name
    last = name.split()[-1]
    owned = any(part.endswith(("'s", "’s")) for part in name.split()[:-1])
    takes = last.islower() or last.casefold() in _WITH_ARTICLE
    return f"The {name}" if takes and not owned else name


_WITH_ARTICLE = frozenset(
    "department ministry government council committee commission agency bureau court senate administration pentagon "
    "kremlin treasury union association federation foundation party embassy parliament".split()
)
"""Last words of names that take an article in a sentence: `the State Department`."""
_ONE = pattern_of(r"^(?:An?|One|Another) (?=\w)")


def _may_be(speaker: Speaker, pronoun: str) -> bool:
    """Return whether a speaker can be `he` or `she`: a named person whose first name is not the other's."""
    if speaker.attribution is not Attribution.NAMED or speaker.name is None:
        return False
    return fits_gender(speaker.name, she=pronoun == "she")


_FIRST_PERSON = pattern_of(
    r"(?P<who>We|I)\b(?P<adverbs>(?: (?:also|just|still|already|always|never|now|often|sometimes|all|both|then|first|"
    r"once|ever|soon|\w+ly))*)"
    r" (?P<verb>[\w’']+)"
)


def _first_person(text: str, pronoun: str, name: str) -> str:
    """Return a text that begins with `We want` as `New Zealand wants`."""
    match = _FIRST_PERSON.match(text)
    if match is None or match.group("who") != pronoun:
        return text
    verb = match.group("verb")
    several = " and " in name
    third = ("are" if verb == "am" else verb) if several else _in_third_person(verb)
    return f"{name}{match.group('adverbs')} {third}{text[match.end() :]}"


def _in_third_person(verb: str) -> str:
    """Return a verb as it follows a name: `wants`, `has`, `will`."""
    unchanged = verb in _PLAIN or (verb.endswith("ed") and not verb.endswith("eed")) or verb in _PASTS
    return _VERB_S.get(verb) or (verb if unchanged else _third(verb))


_PASTS = frozenset(
    "saw went made took got came knew thought felt found gave told said met held lost won left kept".split()
)


def _third(verb: str) -> str:
    if verb.endswith(("s", "x", "z", "ch", "sh", "o")):
        return verb + "es"
    if verb.endswith("y") and verb[-2:-1] not in set("aeiou"):
        return verb[:-1] + "ies"
    return verb + "s"


_VERBAL = "(?:is|are|was|were|will|would|has|have|had|could|may|might|can|should)"
_JOINTS = pattern_of(
    rf",? (?:and|but) that |; |,? and (?=(?:he|she|they|it|the|a|an|[A-Z][\w’'-]+) (?:\w+ ){{0,3}}?{_VERBAL}\b)"
    r"|,? while (?=the |a |[A-Z])|, as (?=the |it |he |she )| — (?=\w+ )|, because (?=\w+ )"
    r"|,? but (?=(?:he|she|they|it|the|a|that)\b)|, adding that "
)
"""Where a compound statement may be split."""
_CLAUSE = pattern_of(rf"^(?!(?:which|who|including|something|is|are|was|were|as) )\S.*\b(?:{_VERBAL}|\w+ed)\b")
"""A piece that stands alone: it has a verb, and begins with its subject."""
_VERBS = pattern_of(
    rf"\b(?:{_VERBAL}|\w{{3,}}ed|found|said|told|made|took|went|came|saw|met|held|left|won|lost|got|gave)\b"
)
_WITH = pattern_of(
    r", with (?P<what>(?:an? |the )[^,]+?) (?P<state>possible|expected|due|likely|planned)(?P<rest>\b[^,]*)$"
)
"""A clause without its verb: `, with an announcement possible in May`."""


_RELATIVE = pattern_of(
    r"(?P<who>(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir|[Hh]is|[Hh]er) [\w’' -]{3,50}|[A-Z][\w’'.-]*(?: [A-Z][\w’'.-]*)*), "
    r"(?:which|who) (?P<rest>(?:is|are|was|were|will|has|have|would|could|may|can|\w+s) [^,]+)(?P<close>,|$)"
)
"""A clause that says something more of a name: `the bill, which is to pass in May,`."""


def parts_of(statement: str) -> tuple[str, ...]:
    """Return the statements into which a compound one falls, empty if it is one."""
    text = statement.rstrip(".")
    added: list[str] = []
    relative, state = _RELATIVE.search(text), _WITH.search(text)
    if relative is not None and _is_one_clause(relative):
        added.append(f"{relative.group('who').strip()} {relative.group('rest').strip()}")
        text = f"{text[: relative.end('who')]} {text[relative.end() :].lstrip()}".strip()
    elif state is not None:
        added.append(f"{state.group('what')} is {state.group('state')}{state.group('rest')}")
        text = text[: state.start()]
    pieces = [piece.strip(" ,.") for piece in _split(text)] + added
    if len(pieces) < 2:
        return ()
    return tuple(f"{piece[:1].upper()}{piece[1:]}." for piece in pieces)


def _is_one_clause(relative: re.Match[str]) -> bool:
    """Return whether a relative clause has one verb, and what it is about has none."""
    inside = len(_VERBS.findall(relative.group("rest")))
    return inside < 2 and _VERBS.search(relative.group("who")) is None


_ADJECTIVE = pattern_of(r"\bthe [A-Z][\w-]+$")


def _split(text: str) -> list[str]:
    """Return the pieces of a text that each stand alone; a piece that does not stays with the one before."""
    pieces: list[str] = []
    start = kept = 0
    for match in [*_JOINTS.finditer(text), None]:
        end = len(text) if match is None else match.start()
        if match is not None and " and " in match.group() and _ADJECTIVE.search(text[:end]) is not None:
            continue  # "the Russian and Syrian claims"
        alone = len(text[start:end].split()) > 3 and _CLAUSE.search(text[start:end].lstrip()) is not None
        if pieces and not alone:
            pieces[-1] = text[kept:end]
        elif pieces or alone or match is None:
            pieces.append(text[start:end])
            kept = start
        if alone or pieces:
            start = end if match is None else match.end()
    return pieces
