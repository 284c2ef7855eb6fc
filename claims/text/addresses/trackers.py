"""Parameters of addresses that tell how a reader came, or how a page is shown, and not which page it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from claims.patterns import pattern_of

_TRACKERS = pattern_of(
    r"utm[_-].*|fbclid|gclid|gclsrc|gbraid|wbraid|gad_source|gad_campaignid|dclid|msclkid|yclid|ttclid|twclid|srsltid"
    r"|li_fat_id|rb_clickid|irclickid|cjevent|epik|s_kwcid|ef_id|_branch_match_id|_openstat|igshid|igsh|mibextid|sfnsn"
    r"|mc_cid|mc_eid|mkt_tok|_hsenc|_hsmi|hsa_.*|__hs\w+|hss_channel|vero_id|oly_\w+_id|wickedid|sfmc_\w+"
    r"|ref_|ref_src|ref_url|refsrc|fref|hc_ref|__tn__|__cft__.*|_rdr|_rdc|paipv|eav|guccounter|guce_\w+"
    r"|cmp|cmpid|ocid|ncid|icid|s_cid|sc_cid|smid|smtyp|smprod|xtor|xtref|ito|mbid|spm|wprov|taid|ftag|\.?tsrc"
    r"|at_.*|ns_(?:mchannel|source|campaign|linkname|fee)|itm_.*|int_(?:source|medium|campaign)|wt[._]mc.*|wt_zmc"
    r"|_ga|_gl|pk_(?:campaign|kwd|source|medium|content|cid)|mtm_.*|matomo_.*|piwik_.*|soc_src|soc_trk|sr_share"
    r"|__twitter_impression|__source|traffic_source|leadsource|reflink|srnd|sref|shareid|share_id|sharetype|sharetoken"
    r"|gaa_\w+|unlocked_article_code|gifttoken|cn-reloaded|echobox|usqp|amp_(?:js_v|gsa|ct|tf)|amp|_amp|_x_tr_.*",
    re.IGNORECASE,
)
"""Trackers on any site."""

_OF_SITES = {
    "nytimes.com": "campaign_id emc gift instance_id nl partner regi_id searchresultposition segment_id te user_id rss",
    "wsj.com": "mod st gift",
    "barrons.com": "mod",
    "marketwatch.com": "mod",
    "spotify.com": "si context nd",
    "msn.com": "ei cvid pc",
    "bbc.com": "xtor pinned_post_type",
    "linkedin.com": "trk trkinfo trackingid midtoken midsig lipi licu rcm",
    "washingtonpost.com": "wpisrc wpmm itid pwapi_token",
    "ft.com": "accesstoken segmentid desktop",
    "theatlantic.com": "gift",
    "t.me": "single embed",
}
"""Further trackers of some sites, in lower case."""

_AMP_VALUES = frozenset({("outputtype", "amp"), ("output", "amp"), ("output", "amphtml"), ("view", "amp")})
"""Parameters that ask for the AMP form of a page, by name and value."""

_WORD = pattern_of(r"(?!.*\d\d)[A-Za-z][\w.~-]*")
"""A word for where a reader came from ("newsletter"), and not the number of something."""

_SCRIPT = pattern_of(r".*\.(?:php\d?|aspx?|jspx?|cgi|do|pl)|/*", re.IGNORECASE)
"""A path that names no page without its parameters."""


def without_trackers(host: str, path: str, given: Iterable[tuple[str, str]]) -> Sequence[tuple[str, str]]:
    """Return the parameters of an address that say which page it is.

    ``ref`` is one of them if it may be a number, or if nothing else in the address names the page.
    """
    own = next((names.split() for site, names in _OF_SITES.items() if host == site or host.endswith(f".{site}")), ())
    kept = [
        (name, value)
        for name, value in given
        if not _TRACKERS.fullmatch(name)
        and name.casefold() not in own
        and (name.casefold(), value.casefold()) not in _AMP_VALUES
    ]
    others = [(name, value) for name, value in kept if name.casefold() != "ref"]
    if len(others) == len(kept) or (not others and _SCRIPT.fullmatch(path)):
        return kept
    return [(name, value) for name, value in kept if name.casefold() != "ref" or (value and not _WORD.fullmatch(value))]
