"""Proposals from plain text: who says what, on whose word, through which outlet."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.capture.proposals import KnownArticle, Proposal, proposals
from claims.vocabulary import ArticleKind, Attribution, ClaimKind, HedgeKind, Likelihood, Stance, Treatment, Wording

PUBLISHED = date(2024, 3, 20)  # a Wednesday
ARTICLE = KnownArticle(outlet_names=("The Daily Example", "dailyexample.com"), published=PUBLISHED)


def read(text: str, article: KnownArticle = ARTICLE) -> list[Proposal]:
    return proposals(text, article)


def only(text: str, article: KnownArticle = ARTICLE) -> Proposal:
    (proposal,) = read(text, article)
    return proposal


@pytest.mark.parametrize(
    ("sentence", "attribution", "shown"),
    [
        ("Harbour minister Anna Rossi said the port would close in May.", Attribution.NAMED, "Anna Rossi"),
        ("“The port will close,” said Anna Rossi, the harbour minister.", Attribution.NAMED, "Anna Rossi"),
        ("The port will close, according to Anna Rossi.", Attribution.NAMED, "Anna Rossi"),
        ("The Ministry of Works said the bridge was safe.", Attribution.INSTITUTION, "Ministry of Works"),
        ("New Zealand said it was ready to join the talks.", Attribution.INSTITUTION, "New Zealand"),
        ("A senior official briefed on the plan said the bridge was unsafe.", Attribution.UNNAMED, None),
        ("Two officials said the bridge was unsafe.", Attribution.UNNAMED, "Two officials"),
        ("Experts say the bridge is unsafe.", Attribution.COLLECTIVE, "Experts"),
        ("People familiar with the matter said the bridge was unsafe.", Attribution.COLLECTIVE, None),
        ("Moscow said the bridge was unsafe.", Attribution.COLLECTIVE, "Moscow"),
        ("The ministry's report says the bridge is unsafe.", Attribution.DOCUMENT, None),
        ("The Nikkei business daily reported that the bridge was unsafe.", Attribution.OUTLET, "Nikkei"),
        ("The bridge was closed in 2019.", Attribution.UNATTRIBUTED, None),
    ],
)
def test_on_whose_word_a_claim_stands(sentence: str, attribution: Attribution, shown: str | None) -> None:
    proposal = only(sentence)
    assert proposal.attribution is attribution
    if shown is not None:
        assert proposal.speaker is not None
        assert proposal.speaker.shown == shown


def test_an_outlet_states_what_it_attributes_to_nobody() -> None:
    assert only("The bridge was closed in 2019.").treatment is Treatment.ENDORSES
    assert only("Anna Rossi said the bridge was closed.").treatment is Treatment.REPORTS


@pytest.mark.parametrize(
    ("sentence", "outlet"),
    [
        ("Rossi told Sky News that the port would close.", "Sky News"),
        ("Speaking to Sky News on Thursday Rossi said the port would close.", "Sky News"),
        ("The port will close, according to the Nikkei business daily.", "Nikkei"),
        ("The port will close, the Nikkei business daily reported on Saturday.", "Nikkei"),
        ("The port will close, reports Le Monde.", "Le Monde"),
        ("The port will close, as first reported by Reuters.", "Reuters"),
        ("Rossi said in an interview with Bloomberg that the port would close.", "Bloomberg"),
        ("The port will close, portnews.com reported.", "portnews.com"),
        ("The port will close, The Example Gazette said.", "The Example Gazette"),
    ],
)
def test_the_outlet_from_which_a_report_was_picked_up(sentence: str, outlet: str) -> None:
    proposal = only(sentence)
    assert proposal.upstream is not None
    assert proposal.upstream.outlet is not None
    assert proposal.upstream.outlet.removeprefix("The ") == outlet.removeprefix("The ")


@pytest.mark.parametrize(
    "sentence",
    [
        "Rossi told The Daily Example that the port would close.",
        "Rossi told the Daily Example the port would close.",
        "The port will close, according to dailyexample.com.",
    ],
)
def test_the_articles_own_outlet_is_no_upstream(sentence: str) -> None:
    assert all(proposal.upstream is None for proposal in read(sentence))


@pytest.mark.parametrize(
    "sentence",
    [
        "The port will close in May, according to media reports.",
        "The port will reportedly close in May.",
        "Local media reported that the port would close in May.",
    ],
)
def test_a_report_without_a_name_is_an_unknown_upstream(sentence: str) -> None:
    proposal = only(sentence)
    assert proposal.attribution is Attribution.OUTLET
    assert proposal.upstream is not None
    assert proposal.upstream.outlet is None


def test_a_surname_and_a_pronoun_are_the_person_named_before() -> None:
    first, second, third = read(
        "Marina Okoye, a bridge engineer at the University of Essex, said the arch was sound. "
        "Okoye added that the piers needed work. She also warned that the deck could fail."
    )
    for proposal in (first, second, third):
        assert proposal.speaker is not None
        assert proposal.speaker.name == "Marina Okoye"
        assert proposal.speaker.institution == "University of Essex"
    assert third.speaker is not None
    assert third.speaker.guessed
    assert third.printed == "She"


def test_a_quotation_of_its_own_belongs_to_the_last_speaker() -> None:
    text = "“The arch is sound,” said Marina Okoye.\n\n“The deck could fail within a year.”"
    first, second = read(text)
    assert second.speaker is not None
    assert second.speaker.name == "Marina Okoye"
    assert first.excerpt.wording is second.excerpt.wording is Wording.DIRECT


@pytest.mark.parametrize(
    ("sentence", "statement"),
    [
        ("Rossi said on Tuesday that the port would close.", "The port will close."),
        ("The council voted for the bridge on Monday.", "The council voted for the bridge on 18 March 2024."),
        ("The port will close on Friday.", "The port will close on 22 March 2024."),
        ("The council met last month.", "The council met in February 2024."),
        ("Anna Rossi said she would resign.", "Anna Rossi will resign."),
        ("But the council has met, the mayor said.", "The council has met."),
    ],
)
def test_a_statement_in_the_newsrooms_words(sentence: str, statement: str) -> None:
    assert only(sentence).statement == statement


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("The port closed in May.", ClaimKind.FACT),
        ("The port is expected to close in May.", ClaimKind.PREDICTION),
        ("The council plans to close the port.", ClaimKind.INTENTION),
        ("If the council agrees, the port will close.", ClaimKind.CONDITIONAL),
        ("The council opposes the bridge.", ClaimKind.POSITION),
        ("The council wants to keep the bridge.", ClaimKind.POSITION),
        ("There is no guarantee that the bridge will open.", ClaimKind.FACT),
        ("The council has begun talks on a bridge that could open in May.", ClaimKind.FACT),
        ("“The plan is a disgrace,” said Anna Rossi.", ClaimKind.OPINION),
    ],
)
def test_the_kind_of_a_claim(sentence: str, kind: ClaimKind) -> None:
    assert only(sentence).kind is kind


def test_hedges_likelihood_and_deadline() -> None:
    proposal = only("The port could close by May 2025, Anna Rossi said.")
    assert proposal.likelihood is Likelihood.POSSIBLE
    assert [hedge.kind for hedge in proposal.hedges] == [HedgeKind.LIKELIHOOD]
    (deadline,) = proposal.windows
    assert deadline.words == "by May 2025"
    assert deadline.window is not None
    assert deadline.window.latest == date(2025, 5, 31)


@pytest.mark.parametrize(
    ("sentence", "stance"),
    [
        ("Anna Rossi denied that the port would close.", Stance.DENIES),
        ("Anna Rossi declined to say whether the port would close.", Stance.DECLINES),
        ("Anna Rossi confirmed that the port would close.", Stance.ASSERTS),
    ],
)
def test_the_speakers_stance(sentence: str, stance: Stance) -> None:
    assert only(sentence).stance is stance


PIECES = st.sampled_from(
    [
        "Anna Rossi said the port would close.",
        "“We will close it,” she told Sky News.",
        "According to media reports, two officials resigned on Monday.",
        "The council met.",
        "\n\n",
        "\n",
        " ",
        "“",
        "”",
        '"',
        "…",
        "He said, she said: “No",
        "(Reuters) -",
        "’",
        "A report by the ministry, which was not published, shows that",
        "U.S. officials",
    ]
)


@given(st.lists(PIECES | st.text(max_size=12), max_size=12).map(" ".join))
def test_every_excerpt_stands_in_the_text_where_it_says(text: str) -> None:
    for proposal in read(text):
        excerpt = proposal.excerpt
        assert text[excerpt.start : excerpt.end] == excerpt.words
        assert text[: excerpt.start].endswith(excerpt.prefix)
        assert text[excerpt.end :].startswith(excerpt.suffix)
        for sentence in proposal.sentences:
            assert text[sentence.start : sentence.end] == sentence.words
        if proposal.upstream is not None:
            assert text[proposal.upstream.start : proposal.upstream.end]
        for time in proposal.windows:
            assert text[time.start : time.end] == time.words
        assert proposal.statement


@given(st.lists(PIECES, max_size=8).map(" ".join))
def test_the_same_text_gives_the_same_proposals(text: str) -> None:
    assert read(text) == read(text)


@pytest.mark.parametrize(
    "text",
    [
        "Two officials said the bridge was unsafe. They declined to be named because the talks are private.",
        "Two officials, who declined to be named because the talks are private, said the bridge was unsafe.",
    ],
)
def test_why_a_source_is_not_named(text: str) -> None:
    assert only(text).anonymity_reason == "because the talks are private"


@pytest.mark.parametrize(
    ("withheld", "reason"),
    [
        ("who asked not to be named", "asked not to be named"),
        ("who asked not to be identified because the talks are private", "because the talks are private"),
        ("who spoke on condition of anonymity", "spoke on condition of anonymity"),
        ("who both refused to be named", "refused to be named"),
        ("who requested anonymity", "who requested anonymity"),
        ("who were not authorized to speak publicly", "were not authorized to speak publicly"),
    ],
)
@pytest.mark.parametrize("statement", ["The pier closed", "The pier will close in May", "All trains were stopped"])
@pytest.mark.parametrize("cue", [", according to two pilots", ", said two pilots"])
def test_a_statement_of_two_who_are_not_named(statement: str, cue: str, withheld: str, reason: str) -> None:
    proposal = read(f"{statement}{cue} {withheld}.")[0]
    assert (proposal.statement, proposal.attribution) == (f"{statement}.", Attribution.UNNAMED)
    assert proposal.speaker is not None
    assert (proposal.speaker.count, proposal.anonymity_reason) == (2, reason)


@pytest.mark.parametrize(
    "statement",
    [
        "The ship sank",
        "The thieves stole three paintings",
        "The storm hit the port",
        "The firm cut 200 jobs",
        "Talks went on and the envoy withdrew",
        "The flight cost 300 pounds",
    ],
)
@pytest.mark.parametrize(
    "sentence", ["{}, according to Anna Rossi.", "{}, Anna Rossi said.", "{}, said Anna Rossi.", "Anna Rossi said {}."]
)
def test_a_verb_with_a_past_of_its_own_makes_a_statement(statement: str, sentence: str) -> None:
    given = statement if sentence.startswith("{}") else statement[0].lower() + statement[1:]
    proposal = only(sentence.format(given))
    assert (proposal.statement, proposal.attribution) == (f"{statement}.", Attribution.NAMED)


def test_a_noun_that_is_a_past_as_well_is_no_statement_by_itself() -> None:
    assert read("The deepest cut of all the years.") == []
    assert [each.statement for each in read("After the tax cut, Anna Rossi said the plan would work.")] == [
        "The plan will work."
    ]


def test_the_reason_why_a_source_is_not_named_ends_where_its_words_are_given() -> None:
    before = only("Two pilots who asked not to be named said the pier was closed.")
    assert (before.statement, before.anonymity_reason) == ("The pier was closed.", "asked not to be named")


@pytest.mark.parametrize(
    "sentence",
    [
        "The two officials asked not to be named because the talks are private.",
        "They spoke on condition of anonymity.",
        "The two officials who attended the meeting asked not to be identified.",
        "Both were speaking on condition of anonymity.",
    ],
)
def test_a_sentence_that_only_withholds_names_states_nothing(sentence: str) -> None:
    assert read(sentence) == []


def test_a_dateline_is_no_part_of_the_claim() -> None:
    agency = KnownArticle(outlet_names=("Reuters",), published=date(2024, 4, 10))
    proposal = only("TURIN, April 9 (Reuters) - The council has closed the port, Mayor Anna Rossi said.", agency)
    assert proposal.statement == "The council has closed the port."
    assert proposal.excerpt.words == "The council has closed the port"
    assert proposal.upstream is None


def test_a_company_named_again_and_again_is_no_person() -> None:
    first, second = read(
        "Shipbuilder Castor Marine said its ferries were safe. Castor Marine denied that the tanks leaked."
    )
    assert first.attribution is second.attribution is Attribution.INSTITUTION
    assert second.stance is Stance.DENIES


def test_a_mood_in_a_place_is_a_collective() -> None:
    proposal = only("It comes amid fears in London and Paris that the pact could fail.")
    assert proposal.attribution is Attribution.COLLECTIVE
    assert proposal.statement == "The pact could fail."


def test_what_the_reporter_saw_is_witnessed() -> None:
    assert only("Last week I stood on the quay and watched the old ferry come in.").attribution is Attribution.WITNESSED


def test_an_editorial_speaks_in_its_own_voice() -> None:
    editorial = KnownArticle(kind=ArticleKind.EDITORIAL)
    assert only("The government should have listened to its engineers.", editorial).attribution is Attribution.OWN_VOICE


def test_who_told_an_outlet_goes_on_telling_it() -> None:
    first, second = read(
        "“The tanks leaked,” Anna Rossi told Sky News on Monday.\n\n“Nobody listened to us,” Rossi said."
    )
    assert first.upstream is not None
    assert second.upstream is not None
    assert first.upstream.outlet == second.upstream.outlet == "Sky News"


def test_a_clause_before_the_attribution_is_a_claim_of_its_own() -> None:
    stated, said = read("The council closed the port on Monday, and Mayor Anna Rossi said it would stay closed.")
    assert stated.attribution is Attribution.UNATTRIBUTED
    assert said.attribution is Attribution.NAMED


def test_a_compound_statement_is_split_into_its_parts() -> None:
    proposal = only("Norland is due to vote in May, while Sudland is set to go to the polls by May 2025.")
    assert [part.statement for part in proposal.parts] == [
        "Norland is due to vote in May.",
        "Sudland is set to go to the polls by May 2025.",
    ]
    assert {part.kind for part in proposal.parts} == {ClaimKind.PREDICTION}
    assert only("The port closed in May.").parts == ()


def test_lists_of_other_news_and_bylines_hold_no_claims() -> None:
    text = (
        "Port closes\n\nBy Marina Okoye\n\nThe council closed the port.\n\nNews line\n"
        "Scientists Find Promising Indication of Life\n12:21 18.04.2025\nRead more"
    )
    assert [proposal.statement for proposal in read(text)] == ["The council closed the port."]


@pytest.mark.parametrize(
    ("wording", "sentence"),
    [
        (Wording.DIRECT, "“The port will close,” Anna Rossi said."),
        (Wording.PARTIAL, "Anna Rossi said the port was “done for”."),
        (Wording.PARAPHRASE, "Anna Rossi said the port would close."),
        (Wording.TRANSLATED, "“The port will close,” Anna Rossi said through an interpreter."),
    ],
)
def test_whose_words_an_excerpt_holds(wording: Wording, sentence: str) -> None:
    assert only(sentence).excerpt.wording is wording


def test_it_means_the_subject_before_where_a_person_speaks() -> None:
    text = (
        "The harbour tunnel will open in May, Anna Rossi said.\n\nIt could cost 40 million euros, two officials said."
    )
    assert [each.statement for each in read(text)] == [
        "The harbour tunnel will open in May.",
        "The harbour tunnel could cost 40 million euros.",
    ]
    assert [each.statement for each in read("The mayor visited the plant. It leaked, officials said.")][
        1
    ] == "It leaked."


@pytest.mark.parametrize(
    "sentence", ["The council plans a toll from 2026.", "The council reportedly plans to ask for a toll."]
)
def test_a_plan_in_the_present_is_a_statement(sentence: str) -> None:
    assert only(sentence).statement.startswith("The council plans")


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("The tunnel opens in May.", "in May"),
        ("The tunnel closes again on Friday.", "on Friday"),
        ("Parliament votes on the bill next week.", "next week"),
    ],
)
def test_a_day_to_come_in_the_present_is_a_prediction(sentence: str, words: str) -> None:
    proposal = only(sentence)
    assert proposal.kind is ClaimKind.PREDICTION
    assert [(window.role.value, window.words) for window in proposal.windows] == [("due", words)]


def test_a_day_in_the_past_is_none() -> None:
    assert only("The tunnel opened in May.").kind is ClaimKind.FACT
    assert only("The court meets in Turin, and was closed in May.").kind is ClaimKind.FACT
