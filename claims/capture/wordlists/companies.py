"""Well-known companies and bodies that are written like a surname."""

from __future__ import annotations

COMPANIES = frozenset(
    "apple google facebook twitter youtube instagram microsoft amazon comcast netflix reddit linkedin ebay paypal "
    "whatsapp spacex tesla samsung bytedance openai deepmind wework doordash airbnb tiktok wordpress github "
    "playstation fedex jpmorgan blackrock glaxosmithkline astrazeneca exxonmobil uber verizon boeing airbus toyota "
    "nokia intel sony volkswagen gallup nielsen moody's fitch congress parliament interpol europol unicef "
    "nasa nato unesco opec amnesty greenpeace oxfam mastercard iphone ipad icloud airasia tripadvisor craigslist "
    "gofundme kickstarter indiegogo soundcloud snapchat dropbox salesforce mysql autozone servicenow crowdstrike "
    "walmart target costco ikea nestle pepsi pepsico coca-cola starbucks mcdonald's nike adidas chevron exxon shell bp "
    "totalenergies gazprom rosneft aramco siemens bosch bayer basf pfizer moderna novartis astrazeneca "
    "huawei xiaomi alibaba tencent baidu foxconn tsmc nvidia amd qualcomm cisco oracle ibm hp sap ericsson "
    "vodafone telefonica comcast paramount spotify snap pinterest palantir cloudflare zoom lyft deliveroo "
    "ryanair easyjet lufthansa qantas emirates fedex ups dhl maersk caterpillar renault peugeot stellantis fiat bmw "
    "mercedes audi porsche nissan honda hyundai kia chrysler citigroup citibank barclays hsbc santander ubs "
    "visa amex aetna cigna humana anthem peabody halliburton raytheon lockheed northrop bae thales kaspersky "
    "statista petrochina unilever conocophillips sandisk firstenergy unitedhealth".split()
)
"""Companies and bodies whose reports are their own and no outlet's."""
