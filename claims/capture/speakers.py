"""Who a source is: a person, an institution, a document, somebody unnamed; what else the article says of them.

    cast = Cast(read)
    cast.speaker(words, first, end)

A cast reads an article from its beginning, so that `Messmer`, `she` and `the expert` later are Marion Messmer.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

from claims.capture.attribution.phrases import before_brackets, core_before, phrase_before
from claims.capture.groups import (
    SPEAKING_BODIES,
    is_adherent,
    is_beside,
    is_body_apposed,
    is_group,
    is_party_of_people,
    is_person_alone,
    is_role_apposed,
    names_a_group,
    names_an_association,
)
from claims.capture.naming import (
    MAKERS,
    ORGANISATIONS,
    PEOPLE_NOUNS,
    PLURAL_PEOPLE,
    bare,
    capacity_of,
    capital_runs,
    core_of,
    fits_gender,
    government_of,
    head_of,
    institution_in,
    is_people,
    is_personal,
    issuer_of,
    name_start,
    names_in,
    printed_words,
    role_after,
    role_before,
    without_article,
    without_suffix,
)
from claims.capture.values import Speaker
from claims.capture.wordlists.nouns import COLLECTIVES, DOCUMENTS, GROUPS, SAYINGS
from claims.capture.wordlists.outlets import is_weak, outlet_names
from claims.capture.wordlists.people import FIRST_NAMES, ROLES, TITLES
from claims.capture.wordlists.places import CITIES, GOVERNMENTS, NATION_ADJECTIVES, STATES
from claims.capture.words import Sort, Word
from claims.patterns import pattern_of
from claims.rules.sourcing.described import attribution_read, is_plural, number_described
from claims.vocabulary import Attribution

_RECENT = 200
"""How far back those who spoke or were named are looked for: further than anybody would."""
_SINGLE_PRONOUNS = {"he": False, "his": False, "him": False, "she": True, "her": True}


@dataclass(slots=True)
class _Person:
    """A person named in the article: full name, role and institution."""

    name: str
    role: str | None = None
    institution: str | None = None
    sure: bool = False

    @property
    def is_surely_somebody(self) -> bool:
        """Whether the article leaves no doubt that it is a person's name: by first name, title, role or surname."""
        return self.sure or self.role is not None or self.name.split()[0].casefold() in FIRST_NAMES


@dataclass(slots=True)
class Cast:
    """The people and bodies of an article, in the order of their entrance."""

    people: dict[str, _Person] = field(default_factory=dict)
    spoken: list[Speaker] = field(default_factory=list)
    met: list[int] = field(default_factory=list)
    seen: list[_Person] = field(default_factory=list)
    bodies: set[str] = field(default_factory=set)
    topic: str | None = None
    subject: str | None = None

    def prepare(self, sentences: Sequence[Sequence[Word]]) -> None:
        """Look through an article for its people, and for names that must be a body's."""
        alone: set[str] = set()
        full: dict[str, int] = {}
        for words in sentences:
            for first, end in capital_runs(words):
                name = " ".join(bare(word) for word in words[first:end])
                if end - first == 1:
                    alone.add(name.casefold())
                full[name] = full.get(name, 0) + 1
                before = core_of(words[first - 1]) if first else ""
                if before in MAKERS and not (before in _FOES and bare(words[first]).casefold() in FIRST_NAMES):
                    self.bodies.add(name.casefold())
        self._meet_companies(full)
        ends = {tuple(parts[cut:]) for parts in map(str.split, full) for cut in range(1, len(parts))}
        for name, times in full.items():
            parts = name.casefold().split()
            longer = tuple(name.split()) in ends
            known = longer or parts[-1] in alone or parts[0] in FIRST_NAMES
            if len(parts) == 2 and times > 1 and not known:
                self.bodies.add(name.casefold())
        for words in sentences:
            self.meet(words)
        self.seen.clear()

    def _meet_companies(self, full: Collection[str]) -> None:
        """Keep the short names of bodies whose full name the article has: `Patriot` of `Patriot Coal`."""
        others = {name.casefold().rpartition(" ")[2] for name in full if " " in name}
        others |= FIRST_NAMES | NATION_ADJECTIVES | GOVERNMENTS
        for name in full:
            first, _, rest = name.casefold().partition(" ")
            body = not _CORPORATE.isdisjoint(rest.split())
            if body and first not in others and len(first) > 2:
                self.bodies.add(first)

    def meet(self, words: Sequence[Word]) -> None:
        """Take in the full names of a sentence."""
        for first, end in capital_runs(words):
            self._meet_run(words, first, end)

    def _meet_run(self, words: Sequence[Word], first: int, end: int) -> None:
        start = name_start(words, first, end)
        titled = start > first or (first > 0 and core_of(words[first - 1]) in ROLES)
        name = without_suffix([bare(word) for word in words[start:end]])
        if not name or not is_personal(name, titled=titled, known=self.people):
            return
        placed = start > 0 and words[start - 1].low in {"of", "in", "at", "near"}
        if placed and name[0].casefold() not in FIRST_NAMES and name[-1].casefold() not in self.people:
            return  # "the Archbishop of San Severo"
        if " ".join(name).casefold() in self.bodies and not titled:
            return
        key = name[-1].casefold()
        if len(name) >= 2:
            person = self.people.setdefault(key, _Person(" ".join(name)))
            if not titled and _is_another(person, name):
                person = self.people.setdefault(" ".join(name).casefold(), _Person(" ".join(name)))
            if len(name) > len(person.name.split()) and person.name.split()[-1].casefold() == key:
                person.name = " ".join(name)
            self._learn(person, words, first, start, end)
            person.sure |= titled
            self.seen.append(person)
        elif key in self.people:
            self.people[key].sure = True
            self.seen.append(self.people[key])
        elif titled and core_of(words[start - 1]) in TITLES:
            self.seen.append(self.people.setdefault(key, _Person(name[0])))

    def _learn(self, person: _Person, words: Sequence[Word], first: int, start: int, end: int) -> None:
        """Keep a person's role and institution from the words around the name."""
        if person.role is not None:
            return
        titles = [_ROLE_OF_TITLE.get(word.low, "") for word in words[first:start]]
        role = role_before(words, start) or role_after(words, end) or " ".join(filter(None, titles))
        if role:
            person.role = role
            person.institution = institution_in(role)

    def meant_by(self, pronoun: str) -> str | None:
        """Return whom or what a pronoun at the beginning of a statement means: a person, or the last thing named."""
        if pronoun in _SINGLE_PRONOUNS:
            people = [person for person in self.seen[: -_RECENT - 1 : -1] if person.is_surely_somebody]
            subject = (self.topic or "").split(",")[0].split()
            people.sort(key=lambda person: person.name.split()[-1] not in subject)
            return next((person.name for person in people if _fits_gender(person.name, pronoun)), None)
        if self.topic is None or pronoun not in {"it", "they"}:
            return None
        last = self.topic.split(",")[0].split()[-1].casefold()
        if pronoun == "it" and (last in self.people or last in PEOPLE_NOUNS | ROLES):
            return None
        several = is_plural(self.topic) or " and " in self.topic
        return self.topic if several == (pronoun == "they") else None

    def speaker(self, words: Sequence[Word], first: int, end: int) -> Speaker:
        """Return who the words of a source are, and remember that they spoke."""
        speaker = self._who(words, first, end)
        self.spoken.append(speaker)
        self.met[len(self.spoken) - 1 :] = [len(self.seen)]
        return speaker

    def _who(self, words: Sequence[Word], first: int, end: int) -> Speaker:
        source = words[first:end]
        printed = printed_words(source)
        if len(source) == 1 and source[0].low in _EVERYBODY:
            return Speaker(attribution=Attribution.COLLECTIVE, printed=printed, described=printed)
        if len(source) == 1 and (source[0].sort in (Sort.PRONOUN, Sort.RELATIVE) or source[0].low in _POINTERS):
            return self._pronoun(words, first, printed)
        core = source[
            : next((place for place, word in enumerate(source) if word.text in {",", "—", "–", "-", "("}), len(source))
        ]
        if core and core[0].low in _POINTERS and len(core) > 1 and core[0].low in {"his", "her", "their", "its"}:
            owner = self._pronoun(words, first, core[0].text)
            head = head_of(core)
            if head is not None and head.low in SAYINGS and head.low not in DOCUMENTS:
                return replace(owner, printed=printed, guessed=True)  # "His remarks"
            whose = self._named(source, core, printed) or self._noun(source, core, printed)
            return replace(whose, institution=owner.shown)
        named = self._named(source, core, printed)
        return named or self._noun(source, core, printed)

    def _named(self, source: Sequence[Word], core: Sequence[Word], printed: str) -> Speaker | None:
        """Return a named person, None if the words are no person's name."""
        head = head_of(core)
        described = head is not None and head.sort is not Sort.NAME
        if len(core) == 1 and core[0].text[0].isupper() and bare(core[0]).casefold() in self.people:
            return self._person_at(source, 0, 1, printed)
        for start, stop in names_in(source):
            if source[stop - 1].is_owner and stop < len(source):
                continue
            apposed = self._is_person_apposed(source, len(core), start, stop)
            if start >= len(core) and not (apposed or (described and head is not None and is_people(head, core))):
                break
            if is_beside(source, start):
                break
            if stop < len(core) and core[stop].sort is Sort.WORD and core[stop].low not in {"himself", "herself"}:
                continue  # "the Rossi campaign", "Rossi supporters"
            if self._is_person(source, core, start, stop):
                return self._person_at(source, start, stop, printed)
        return None

    def _is_person(self, source: Sequence[Word], core: Sequence[Word], start: int, stop: int) -> bool:
        """Return whether the capitalised words at a place are a person's name rather than a body's."""
        name = without_suffix([bare(word) for word in source[start:stop]])
        before = source[:start]
        aged = stop + 1 < len(source) and source[stop].text == "," and source[stop + 1].sort is Sort.NUMBER
        titled = aged or any(core_of(word) in ROLES or core_of(word) in TITLES for word in before[-3:])
        titled |= bool(before) and core_of(before[-1]) in PEOPLE_NOUNS  # "band member Flea"
        if " ".join(name).casefold() in self.bodies and not titled:
            return False
        closes = stop == len(core)
        if is_body_apposed(source, len(core)):
            return False
        if len(name) == 1:
            known = self._known(name) is not None
            if start == 1 and closes and source[0].low == "the" and not titled:
                return False  # "the Sun-Times"
            return known or (is_person_alone(name[0]) and (titled or self._may_be_surname(source, start, stop)))
        return is_personal(name, titled=titled or (closes and is_role_apposed(source, stop)), known=self.people)

    def _known(self, name: Sequence[str]) -> _Person | None:
        """Return the person of a name, or of its surname, if the article has one."""
        return self.people.get(" ".join(name).casefold()) or self.people.get(name[-1].casefold())

    def _person_at(self, source: Sequence[Word], start: int, stop: int, printed: str) -> Speaker:
        """Return the person whose name stands at a place, with what the words around it say of them."""
        name = without_suffix([bare(word) for word in source[start:stop]])
        known = self._known(name)
        same = known is not None and (len(name) == 1 or known.name.split()[0][0] == name[0][0])
        person = known if known is not None and same else _Person(" ".join(name))
        role = role_before(source, start) or role_after(source, stop) or person.role
        person.role = person.role or role
        institution = (institution_in(role) if role else None) or person.institution
        person.institution = person.institution or institution
        if len(name) > 1 or role is not None:
            self.people.setdefault(name[-1].casefold(), person)
        return Speaker(
            attribution=Attribution.NAMED, printed=printed, name=person.name, role=role, institution=institution,
            capacity=capacity_of(role or ""),
        )  # fmt: skip

    def _is_person_apposed(self, source: Sequence[Word], comma: int, start: int, stop: int) -> bool:
        """Return whether a person's full name stands right after the comma of a description: `its head, Eva Rossi`."""
        if start < comma or source[comma].text != "," or stop - start < 2:
            return False
        between = source[comma + 1 : start]
        titled = any(core_of(word) in TITLES or core_of(word) in ROLES for word in between)
        first = bare(source[start]).casefold()
        return all(word.sort in (Sort.NAME, Sort.WORD, Sort.ARTICLE) for word in between) and (
            titled or first in FIRST_NAMES
        )

    def _may_be_surname(self, source: Sequence[Word], start: int, stop: int) -> bool:
        """Return whether a single capitalised word is a person rather than a body or a place."""
        word = source[start]
        low = bare(word).casefold()
        common = word.sort is Sort.WORD and low.endswith(("ies", "ions", "ents", "esses", "owds", "kids", "ews"))
        if common or low in CITIES or low in STATES:
            return False
        if start or stop != len(source) or low in GOVERNMENTS or low in ORGANISATIONS or low in PLURAL_PEOPLE:
            return False
        if low in DOCUMENTS or low in COLLECTIVES or low in self.bodies or is_people(word, source):
            return False
        if low in outlet_names() and not is_weak(low):
            return False
        return not (bare(word).isupper() and len(word.text) > 1) and "." not in word.text and not names_a_group(low)

    def _noun(self, source: Sequence[Word], core: Sequence[Word], printed: str) -> Speaker:
        """Return the speaker behind a description, or a body's or a document's name."""
        head = head_of(core)
        proper = head is not None and head.text[0].isupper()
        if proper and len(core) > 2 and core[-1].text in DOCUMENTS and core[-2].sort is Sort.NAME:
            head = core[-1]  # "a University of Riverton poll"
        low = core_of(head) if head is not None else ""
        definite = core[0].low in {"the", "this", "that"} if core else False
        earlier = (self._aged(core) or self._earlier(core, low)) if definite else None
        earlier = earlier or (self._by_office(core, low) if core else None)
        if earlier is not None:
            return replace(earlier, printed=printed, guessed=True)
        if _OURS.search(printed):
            return Speaker(attribution=Attribution.OWN_VOICE, printed=printed)
        titled = head is not None and head.sort is Sort.NAME and head.text[0].isupper() and len(core) > 1
        if titled and outlet_names().get(without_article(printed).casefold()) is not None:
            return Speaker(attribution=Attribution.INSTITUTION, printed=printed, name=printed)
        if low in DOCUMENTS or (low.endswith("s") and low[:-1] in DOCUMENTS):
            issuer = issuer_of(core) or (self._statement_issuer() if low == "statement" and definite else None)
            return Speaker(attribution=Attribution.DOCUMENT, printed=printed, name=printed, issuer=issuer)
        governing = government_of(core, printed)
        if governing is not None:
            return governing
        if is_party_of_people(core):
            return Speaker(attribution=Attribution.COLLECTIVE, printed=printed, described=printed)
        if names_an_association(core):
            return Speaker(attribution=Attribution.INSTITUTION, printed=printed, name=without_article(printed))
        if head is not None and is_adherent(head, core):
            return Speaker(attribution=Attribution.UNNAMED, printed=printed, described=printed)
        if (head is not None and is_people(head, core)) or is_group(printed, low):
            read = attribution_read(Attribution.UNNAMED, printed, None)
            return Speaker(
                attribution=read, printed=printed, described=printed, institution=institution_in(printed),
                count=number_described(printed), capacity=capacity_of(printed),
            )  # fmt: skip
        if low in GROUPS and head is not None and head.text.islower():
            return Speaker(attribution=Attribution.COLLECTIVE, printed=printed, described=printed)
        if head is not None and (head.text[0].isupper() or low in SPEAKING_BODIES):
            return Speaker(attribution=Attribution.INSTITUTION, printed=printed, name=without_article(printed))
        if is_plural(printed) and low not in SAYINGS:
            return Speaker(attribution=Attribution.COLLECTIVE, printed=printed, described=printed)
        unnamed = Speaker(attribution=Attribution.UNNAMED, printed=printed, described=printed)
        return replace(self._possessor(core) or unnamed, printed=printed)

    def _possessor(self, core: Sequence[Word]) -> Speaker | None:
        """Return the person whose words or deeds speak for them, None if nobody known here: `Rossi's remarks`."""
        owner = next((word for word in core[:-1] if word.is_owner), None)
        if owner is None or owner.sort is not Sort.NAME:
            return None
        person = self.people.get(bare(owner).casefold())
        return None if person is None else _speaker_of(person)

    def _earlier(self, core: Sequence[Word], head: str) -> Speaker | None:
        """Return who `the minister`, `the first diplomat` or `the statement` was before."""
        first = any(word.low == "first" for word in core)
        for speaker in iter(self.spoken) if first else reversed(self.spoken):
            label = f"{speaker.role or ''} {speaker.described or ''}".casefold().split()
            somebody = speaker.attribution in (Attribution.NAMED, Attribution.UNNAMED)
            same = somebody and head in label and head in ROLES | PEOPLE_NOUNS
            if same and (first or len(core) <= 3 or speaker.attribution is Attribution.NAMED):
                return speaker
            bodies = head in _BODIES or head == "statement"
            if bodies and len(core) == 2 and speaker.attribution is Attribution.INSTITUTION:
                return speaker
        if head not in ROLES or head in _UNNAMED_ROLES or core[0].low != "the":
            return None
        # "The former minister", who was never called so before, is most often the person named last.
        person = next((each for each in reversed(self.seen) if head in (each.role or "").casefold().split()), None)
        owned = any(word.is_owner or word.low in {"of", "for", "at"} for word in core)
        person = person or (self.seen[-1] if self.seen and not owned else None)
        return None if person is None else _speaker_of(person)

    def _by_office(self, core: Sequence[Word], head: str) -> Speaker | None:
        """Return the person named elsewhere in the article for an office that one person holds.

        `Turin's harbour commissioner`, `Rossi's wife`, `Former party chairman` in a headline: no article, or an owner.
        """
        opening = core[0]
        owned = any(word.is_owner for word in core[:-1]) or opening.low in {"the", "his", "her", "their", "its"}
        if not (owned or opening.sort is not Sort.ARTICLE) or head not in ROLES or is_plural(printed_words(core)):
            return None
        if len(self.people) > _RECENT:
            return None  # a register of names, and no article
        said = {word.low.removesuffix("'s") for word in core}
        fitting = [
            (len(said.intersection(role)), person)
            for person in {id(each): each for each in self.people.values()}.values()
            if head in (role := (person.role or "").casefold().replace(",", "").split())
        ]
        best = max((count for count, _ in fitting), default=0)
        if best < 2 and (head in _UNNAMED_ROLES | _SHARED_ROLES or opening.low in {"his", "her", "their", "its"}):
            return None
        persons = [person for count, person in fitting if count == best]
        return _speaker_of(persons[0]) if len(persons) == 1 else None

    def _statement_issuer(self) -> str | None:
        """Return the body that spoke last, whose statement `the statement` is."""
        bodies = (Attribution.INSTITUTION, Attribution.DOCUMENT)
        last = next((each for each in reversed(self.spoken) if each.attribution in bodies), None)
        return (
            None
            if last is None
            else last.issuer or (last.shown if last.attribution is Attribution.INSTITUTION else None)
        )

    def _aged(self, core: Sequence[Word]) -> Speaker | None:
        """Return who `the 34-year-old` is: the person named last."""
        aged = len(core) > 1 and core[0].low == "the" and core[1].low.endswith("-year-old")
        return _speaker_of(self.seen[-1]) if aged and self.seen else None

    def _pronoun(self, words: Sequence[Word], place: int, printed: str) -> Speaker:
        """Return who a pronoun stands for: the nearest speaker who fits."""
        low = words[place].low.split("'")[0]
        if low in {"who", "which", "that"} and place:
            before = _antecedent(words, place)
            if before is not None:
                return _as_somebody(replace(self._antecedent_read(words, *before, low), printed=printed), low)
        if low in {"i", "we", "you"}:
            return Speaker(attribution=Attribution.OWN_VOICE, printed=printed, guessed=True)
        here = self._in_sentence(words, place, low)
        if here is not None:
            return replace(here, printed=printed)
        last = self.spoken[-1] if self.spoken else None
        if low in {"they", "their"} and last is not None and last.attribution is Attribution.UNNAMED:
            return replace(last, printed=printed, guessed=True)  # one unnamed person, of either sex
        subject = self._subject_meant(low)
        if subject is not None:
            return replace(_speaker_of(subject), printed=printed)
        spoken = self.spoken[-_RECENT:]
        named = self.met[len(self.spoken) - len(spoken) : len(self.spoken)]
        for speaker, met in zip(reversed(spoken), reversed(named), strict=True):
            later = speaker.attribution is Attribution.UNNAMED and self._named_since(met, low)
            if _fits_pronoun(speaker, low) and not later:
                return replace(speaker, printed=printed, guessed=True)
        if low in _SINGLE_PRONOUNS and self.seen:
            recent = self.seen[: -_RECENT - 1 : -1]
            for person in sorted(recent, key=lambda each: not each.is_surely_somebody):
                if _fits_gender(person.name, low):
                    return replace(_speaker_of(person), printed=printed)
        if low in _SINGLE_PRONOUNS:
            # Nobody before it fits: the pronoun comes ahead of the name.
            for person in self.people.values():
                if _fits_gender(person.name, low):
                    return replace(_speaker_of(person), printed=printed)
        # Nobody who is named fits: it is left open whom the pronoun means.
        if low == "they":
            return Speaker(attribution=Attribution.COLLECTIVE, printed=printed, described=printed, guessed=True)
        if low == "it":
            return Speaker(attribution=Attribution.UNATTRIBUTED, printed=printed, guessed=True)
        return Speaker(attribution=Attribution.UNNAMED, printed=printed, described=printed, guessed=True)

    def _subject_meant(self, pronoun: str) -> _Person | None:
        """Return the person who is the subject of the sentence before, if a pronoun can mean them."""
        if pronoun not in _SINGLE_PRONOUNS or self.subject is None:
            return None
        words = self.subject.split(",")[0].split()
        person = self.people.get(words[-1].casefold()) if words and not self.subject.endswith(("'s", "’s")) else None
        sure = person is not None and person.is_surely_somebody and _fits_gender(person.name, pronoun)
        return person if sure else None

    def _named_since(self, met: int, pronoun: str) -> bool:
        """Return whether a person whom a pronoun can mean was named after a sentence in which somebody spoke."""
        if pronoun not in _SINGLE_PRONOUNS:
            return False
        return any(
            each.is_surely_somebody and _fits_gender(each.name, pronoun) for each in self.seen[met : met + _RECENT]
        )

    def _antecedent_read(self, words: Sequence[Word], first: int, end: int, low: str) -> Speaker:
        """Return who a relative's antecedent is: the noun beside it, the person whom an apposition describes."""
        near = core_before(words, end - 1)
        for begins in dict.fromkeys((near, first)):
            apposed = begins > 1 and words[begins].low in {"a", "an", "the"} and words[begins - 1].text == ","
            if apposed and phrase_before(words, begins - 2) is not None:
                described = self._who(words, core_before(words, begins - 2), begins - 1)
                if described.attribution is Attribution.NAMED:
                    return described
        if near > first and words[near - 1].sort is not Sort.JOINER:
            beside = self._who(words, near, end)
            if beside.attribution in (Attribution.NAMED, Attribution.COLLECTIVE) or low == "which":
                return beside
        return self._who(words, first, end)

    def _in_sentence(self, words: Sequence[Word], place: int, low: str) -> Speaker | None:
        """Return the person named first in the sentence before a pronoun, if nobody spoke since."""
        if low not in _SINGLE_PRONOUNS:
            return None
        for word in words[:place]:
            person = self.people.get(bare(word).casefold()) if word.sort is Sort.NAME and not word.quoted else None
            if person is not None and not word.is_owner and _fits_gender(person.name, low):
                return _speaker_of(person)
        return None


def _speaker_of(person: _Person) -> Speaker:
    """Return a person named in the article as a speaker who was found by guessing."""
    return Speaker(
        attribution=Attribution.NAMED, printed="", name=person.name, role=person.role, institution=person.institution,
        capacity=capacity_of(person.role or ""), guessed=True,
    )  # fmt: skip


def _is_another(person: _Person, name: Sequence[str]) -> bool:
    """Return whether a full name is that of another person with the same surname: both first names are known ones."""
    first, other = person.name.split()[0].casefold(), name[0].casefold()
    return first != other and first[0] != other[0] and first in FIRST_NAMES and other in FIRST_NAMES


def _as_somebody(speaker: Speaker, low: str) -> Speaker:
    """Return a speaker behind `who`, which means people."""
    if low != "who" or speaker.attribution not in (Attribution.INSTITUTION, Attribution.DOCUMENT):
        return speaker
    return replace(speaker, attribution=Attribution.UNNAMED, described=speaker.name, name=None, guessed=True)


_OURS = pattern_of(
    r"\bthis (?:article|story|report|column|post|newspaper|page)\b|^an? (?:earlier|previous|prior) version\b",
    re.IGNORECASE,
)
"""How an article speaks of itself, in a correction: `An earlier version of this article`."""

_ROLE_OF_TITLE = {
    "sen.": "senator", "rep.": "representative", "gov.": "governor", "gen.": "general", "prof.": "professor",
    "col.": "colonel", "sgt.": "sergeant", "lt.": "lieutenant", "capt.": "captain", "adm.": "admiral",
}  # fmt: skip
"""The role that a title before a name means."""
_BODIES = frozenset("company group organisation organization agency ministry embassy".split())
_EVERYBODY = frozenset("others everyone everybody nobody none both".split())
_UNNAMED_ROLES = frozenset(
    "official source aide diplomat spokesman spokeswoman spokesperson witness driver victim resident soldier student "
    "officer friend expert analyst judge owner parent mother father narrator moderator operative staffer mate "
    "therapist physician dentist trooper policeman policewoman".split()
)
"""Roles that, where nobody of that role spoke before, belong to somebody who is not named."""
_CORPORATE = ORGANISATIONS | frozenset(
    "coal energy oil gas steel motors foods pharma software solutions media bank mining minerals petroleum electric "
    "semiconductor semiconductors chemical chemicals logistics shipping marine aerospace aviation rail railways water "
    "telecom wireless mobile insurance financial healthcare biotech robotics dynamics holdings cosmetics "
    "beverages".split()
)
"""Words that make the rest of a capitalised name a company's: `Patriot Coal`."""
_SHARED_ROLES = frozenset(
    "lawyer attorney aide adviser advisor friend colleague ally supporter critic opponent doctor director executive "
    "manager campaigner player teammate partner son daughter brother sister member editor reporter".split()
)
"""Roles that several people hold at once, so that the owner has to be named beside the person too."""
_FOES = frozenset({"rival", "party"})
"""Nouns before a name that are a person's as often as a body's: `her rival Rossi`."""
_POINTERS = frozenset("he she they it who which that his her their its i we you".split())


def _antecedent(words: Sequence[Word], place: int) -> tuple[int, int] | None:
    last = place - 1
    if last and words[last].text in {",", "—", "–", "(", "-", "--"}:
        last -= 1
    last = before_brackets(words, last)
    first = phrase_before(words, last)
    return None if first is None else (first, last + 1)


_ASKERS = frozenset("questioner moderator interviewer narrator announcer".split())
"""People whose words somebody else answers: `he` after them is the other one."""


def _fits_pronoun(speaker: Speaker, low: str) -> bool:
    if low in _SINGLE_PRONOUNS:
        if speaker.attribution is Attribution.NAMED and speaker.name:
            return _fits_gender(speaker.name, low)
        described = {word.removesuffix("'s") for word in (speaker.described or "").casefold().replace("’", "'").split()}
        somebody = not described.isdisjoint(PEOPLE_NOUNS) and described.isdisjoint(_ASKERS)
        return speaker.attribution is Attribution.UNNAMED and (speaker.count or 1) == 1 and somebody
    if low in {"they", "their"}:
        several = speaker.attribution is Attribution.UNNAMED and (speaker.count or 1) > 1
        return several or speaker.attribution in (Attribution.COLLECTIVE, Attribution.INSTITUTION)
    if low in {"it", "its"}:
        return speaker.attribution in (Attribution.INSTITUTION, Attribution.DOCUMENT, Attribution.OUTLET)
    return False


def _fits_gender(name: str, low: str) -> bool:
    return fits_gender(name, she=_SINGLE_PRONOUNS[low])
