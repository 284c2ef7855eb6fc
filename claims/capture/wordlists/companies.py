"""Well-known companies and bodies that are written like a surname."""

from __future__ import annotations

COMPANIES = frozenset(
    "apple google facebook twitter youtube instagram microsoft amazon comcast netflix reddit linkedin ebay paypal "
    "whatsapp spacex tesla samsung bytedance openai deepmind wework doordash airbnb tiktok wordpress github "
    "playstation fedex jpmorgan blackrock glaxosmithkline astrazeneca exxonmobil uber verizon boeing airbus toyota "
    "nokia intel sony volkswagen gallup nielsen moody's fitch congress parliament interpol europol unicef "
    "nasa nato unesco opec amnesty greenpeace oxfam mastercard iphone ipad icloud airasia tripadvisor craigslist "
    "gofundme kickstarter indiegogo soundcloud snapchat dropbox salesforce mysql autozone servicenow crowdstrike "
    "statista petrochina unilever conocophillips sandisk firstenergy unitedhealth".split()
)
"""Companies and bodies whose reports are their own and no outlet's."""
