"""Sites whose addresses hold another address: archives, caches, redirectors, and pages for sharing.

Hosts stand without ``www.``; a rule holds for the host and for every host below it.  Short links (bit.ly, t.co,
perma.cc) hold nothing that could be read, and are in none of these tables.
"""

from __future__ import annotations

from collections.abc import Iterator

ARCHIVES = frozenset(
    "archive.org archive.today archive.ph archive.is archive.li archive.md archive.fo archive.vn archive-it.org "
    "webarchive.org.uk nationalarchives.gov.uk webarchive.parliament.uk arquivo.pt vefsafn.is webarchive.loc.gov "
    "webarchive.nla.gov.au trove.nla.gov.au perma-archives.org mementoweb.org webcitation.org megalodon.jp "
    "conifer.rhizome.org webrecorder.io webarchiv.cz webarchive.nrscotland.gov.uk proni.gov.uk "
    "swap.stanford.edu bibalex.org haw.nsk.hr padicat.cat archive.bnf.fr webarchives.ch archiveweb.page "
    "12ft.io 1ft.io freedium.cfd removepaywall.com removepaywalls.com smry.ai r.jina.ai txtify.it "
    "via.hypothes.is outline.com".split()
)
"""Web archives and readers, whose addresses end in the address of the page that they show."""

CACHES = frozenset("cdn.ampproject.org amp.cloudflare.com bing-amp.com".split())
"""AMP caches: ``/c/s/`` before the host of the page, or ``/c/`` if it is not encrypted."""

AMP_VIEWERS = frozenset("google bing.com".split())
"""Search engines that show pages under ``/amp/s/``."""

TWITTER_MIRRORS = frozenset("vxtwitter.com fxtwitter.com fixupx.com fixvx.com twittpr.com xcancel.com".split())
"""Sites that show posts of X under their own names."""

_QUERIES = """
google/url url q; google/imgres imgrefurl; google/interstitial url; google/webhp url; google/gen_204 url
consent.google continue; consent.youtube.com continue; plus.google.com/share url
translate.google u; translate.googleusercontent.com u; translate.yandex url
microsofttranslator.com a; translatetheweb.com a; googleadservices.com/pagead adurl; doubleclick.net adurl
bing.com/news/apiclick.aspx url; bing.com/ck u; cc.bingj.com u
duckduckgo.com/l uddg; yandex/clck url; out.reddit.com url; reddit.com/submit url
l.facebook.com u; lm.facebook.com u; facebook.com/l.php u; facebook.com/sharer u; facebook.com/sharer.php u
facebook.com/share.php u; facebook.com/dialog/share href; facebook.com/dialog/feed link; facebook.com/dialog/send link
facebook.com/plugins/post.php href; facebook.com/plugins/video.php href; facebook.com/flx/warn u
l.instagram.com u; l.messenger.com u; l.threads.net u; l.threads.com u; l.wl.co u
t.umblr.com z; tumblr.com/share url; tumblr.com/widgets/share canonicalUrl url
safelinks.protection.outlook.com url; safelinks.protection.office365.us url; statics.teams.cdn.office.net url
urldefense.proofpoint.com/v1 u; slack-redir.net url; linkprotect.cudasvc.com a; fireeye.com u; clicktime.symantec.com u
esvalabs.com u; protection.sophos.com u; scanmail.trustwave.com u; safelink.emails.azure.net destination
deref-gmx.net redirectUrl; deref-web.de redirectUrl; deref-mail.com redirectUrl; gmx.net/mail/client redirectUrl
linkedin.com/safety/go url; linkedin.com/redir url; linkedin.com/shareArticle url; linkedin.com/sharing url
linkedin.com/cws/share url; youtube.com/redirect q; youtube.com/attribution_link u; youtube.com/oembed url
steamcommunity.com/linkfilter u url; vk.com/away.php to; vk.com/share.php url; ok.ru/dk st.rfn st.link
connect.ok.ru/offer url; weibo.cn/sinaurl u; service.weibo.com/share url; link.zhihu.com target; link.juejin.cn target
jianshu.com/go-wild url; c.pc.qq.com pfurl url; medium.com/m/global-identity redirectUrl
medium.com/m/global-identity-2 redirectUrl; medium.com/r url; exit.sc url; gate.sc url
go.skimresources.com url; go.redirectingat.com url; redirect.viglink.com u; awin1.com ued p; linksynergy.com murl
shareasale.com urllink; getpocket.com/redirect url; getpocket.com/save url; getpocket.com/edit url
instapaper.com/text u; instapaper.com/hello2 url; flipboard.com/redirect url; share.flipboard.com url
twitter.com/intent url text; x.com/intent url text; twitter.com/share url text; x.com/share url text
twitter.com/home status; wa.me text; api.whatsapp.com/send text; web.whatsapp.com/send text; whatsapp.com/send text
t.me/share url; telegram.me/share url; bsky.app/intent text; threads.net/intent url text; threads.com/intent url text
pinterest/pin/create url; line.me/R text; social-plugins.line.me url; b.hatena.ne.jp/add url
news.ycombinator.com/submitlink u; xing.com/spi/shares url; digg.com/submit url; mix.com/add url
addtoany.com/share linkurl url; addthis.com/bookmark.php url; printfriendly.com/print url; buffer.com/add url
bufferapp.com/add url; hootsuite.com/share url; nextdoor.com/sharekit body; story.kakao.com/share url
archive.today url; archive.ph url; archive.is url; archive.li url; archive.md url; archive.fo url; archive.vn url
webcitation.org url; mementoweb.org url; 12ft.io q; ghostarchive.org url; outline.com url; curlie.org/out url
"""
"""Host and beginning of the path, then the parameters that hold the address, the likeliest first."""

REDIRECTING = frozenset(
    "away away.php deref dereferrer exit exit.php external goto goto.php interstitial jump jump.php l.php leave "
    "leaving link-filter linkfilter out out.php outbound outgoing redir redir.php redirect redirect.aspx redirect.php "
    "redirector url-redirect click click.php clickthrough".split()
)
"""Last parts of paths that only lead elsewhere, on any site."""

LOGINS = frozenset(
    "authorize auth consent login login.php login.aspx log-in signin sign-in sso registerwall paywall".split()
)
"""Last parts of paths that stand before a page, on any site."""

LEADING = (
    "url u uri to target dest destination goto link href redirect redirect_url redirecturl redirect_uri redirecturi "
    "return return_to returnto returnurl return_url continue next callbackurl back_url backurl murl ued".split()
)
"""Parameters where these paths name the page, in any case."""


def queries() -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    """Return by host the beginnings of paths, each with the parameters that hold an address."""
    by_host: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for where, *names in _rules():
        host, slash, path = where.partition("/")
        by_host.setdefault(host, []).append((slash + path, tuple(names)))
    return by_host


def _rules() -> Iterator[list[str]]:
    for rule in _QUERIES.replace("\n", ";").split(";"):
        if rule.strip():
            yield rule.split()
