"""How and on what occasion something was said: `in a statement`, `at a news conference in Melbourne`."""

from __future__ import annotations

import re

from claims.patterns import pattern_of
from claims.vocabulary import Channel

_PLATFORMS = r"(?:Twitter|Facebook|Instagram|X|TikTok|Truth Social|Telegram|Weibo|YouTube|social media)"
_CHANNELS: dict[Channel, re.Pattern[str]] = {
    Channel.PRESS_CONFERENCE: pattern_of(
        r"\b(?:(?:press|news) (?:conference|briefing)|told (?:reporters|journalists|a gathering of reporters))\b"
    ),
    Channel.BRIEFING: pattern_of(
        r"\b(?:at|in|during) an? (?:\w+ ){0,3}briefing\b|\bbriefed (?:reporters|journalists)\b"
    ),
    Channel.STATEMENT: pattern_of(
        r"\b(?:in|issued|released|read) an? (?:[\w-]+ ){0,2}statement\b|\bthe statement (?:said|added|read|went)"
        r"|\bpress release\b|\bin an? (?:\w+ )?letter\b"
    ),
    Channel.SOCIAL_POST: pattern_of(
        rf"\b(?:tweeted|tweets?|retweeted|on {_PLATFORMS}|in an? (?:[\w-]+ ){{0,2}}post)\b"
    ),
    Channel.SPEECH: pattern_of(
        r"\b(?:in|during|at) an? (?:[\w-]+ ){0,3}(?:speech|address|rally|keynote|lecture)\b|\bonline forum\b"
        r"|\btold (?:an?|the) (?:[\w-]+ ){0,3}(?:audience|crowd|rally|parliament|conference|forum)\b"
    ),
    Channel.INTERVIEW: pattern_of(r"\binterview(?:ed|s)?\b|\b[Ss]peaking (?:to|with)\b"),
    Channel.BROADCAST: pattern_of(
        r"\bon (?:[\w’']+ ){0,4}(?:show|programme|program|podcast|radio|television|TV)\b", re.IGNORECASE
    ),
}
"""How each channel shows, tried in this order."""

_OCCASION = pattern_of(
    r"\b(?:at|in|during|on) (?:an?|the|his|her|their) (?:[\w“”\"+’'-]+ ){0,5}?(?:conference|briefing|"
    r"interview|speech|address|forum|"
    r"summit|rally|hearing|debate|meeting|lecture|panel|ceremony|statement|letter|op-ed|analysis|"
    r"report)\b(?: (?:in|with|on) (?:[A-Z][\w’-]+ ?)+)?",
    re.IGNORECASE,
)
_WITHHELD = (
    r"(?:declined to be (?:named|identified|quoted by name)|asked not to be (?:named|identified)|"
    r"asked (?:to remain|for) "
    r"(?:anonymous|anonymity)|(?:who )?(?:requested|demanded|insisted on) anonymity|"
    r"(?:spoke|spoken|speaking|said|talked) (?:only )?on (?:the )?condition (?:of anonymity|that (?:he|"
    r"she|they) not be named)|"
    r"(?:was|were|is|are) not authori[sz]ed to (?:speak|discuss|comment)|"
    r"did not (?:want|wish) to be (?:named|identified)|refused to be (?:named|identified))"
)
_ANONYMITY = pattern_of(rf"\b{_WITHHELD}(?:(?!(?<!\bhe)(?<!\bshe)(?<!\bthey) (?:said|says?)\b)[^.,;”\"])*")
_REASON = pattern_of(
    r"\b(?:because|since|as|citing|due to|owing to|for fear of|fearing|in order to|"
    r"to(?! (?:be|speak|discuss|comment)\b)) (?P<why>[^.;”\"]+)$"
)
_ONLY_ANONYMITY = pattern_of(
    rf"^(?:They|He|She|Both|All|(?:The|These|Both|All|Several) [\w’', -]{{1,60}}?) (?:all |both )?{_WITHHELD}"
)
_OF_A_SOURCE = pattern_of(
    rf"\baccording to\b|\bsaid,|\bwho (?:(?:all|both|also|only|had|has|have) )*{_WITHHELD}$|\bwho [a-z ]+ anonymity$"
    r"|(?<!\bare)(?<!\bis)(?<!\bwas)(?<!\bwere)(?<!\bbeen) speaking (?:only )?on (?:the )?condition\b"
)
"""Words that withhold a name beside a statement: `according to two pilots who asked not to be named`."""
_TONGUES = (
    "(?:Arabic|Russian|Chinese|Mandarin|Japanese|French|German|Spanish|Italian|Ukrainian|Turkish|Hebrew|Korean|Polish|"
    "Portuguese|Persian|Farsi|Hindi|Greek|Dutch|Swedish|Czech|Hungarian|Cantonese|Urdu|Bengali|Swahili)"
)
_TRANSLATED = pattern_of(
    r"\b(?:(?:through|via) (?:a|an|his|her|their) (?:translator|interpreter)|"
    rf"(?:speaking )?in {_TONGUES}\b(?! [a-z]+(?:ing|s)\b)|"
    rf"translated (?:from|by)|in translation)"
)


def channel_of(sentence: str) -> Channel:
    """Return how a speaker's words reached the reporter, as far as the sentence says."""
    channels = (channel for channel, pattern in _CHANNELS.items() if pattern.search(sentence))
    return next(channels, Channel.NOT_STATED)


def occasion_of(sentence: str) -> str | None:
    """Return the words of the occasion, without the preposition, None without any."""
    match = _OCCASION.search(sentence)
    return match.group().split(" ", 1)[1].strip() if match is not None else None


def anonymity_of(sentence: str) -> str | None:
    """Return why a source is not named, as printed; without a reason all words about it; None without any."""
    match = _ANONYMITY.search(sentence)
    if match is None:
        return None
    reason = _REASON.search(match.group())
    return match.group().strip() if reason is None else reason.group().strip()


def only_withholds_a_name(sentence: str) -> bool:
    """Return whether a sentence says nothing else: `They declined to be named because the talks are private.`."""
    match = _ONLY_ANONYMITY.match(sentence)
    if match is None or " said that " in sentence or '"' in sentence:
        return False
    return _OF_A_SOURCE.search(match.group()) is None


def translated_words(sentence: str) -> bool:
    """Return whether a sentence says that its quotation is a translation."""
    return _TRANSLATED.search(sentence) is not None
