"""Empty names: the words fact-checkers write for a claim's author when they cannot identify one.

"Several persons", "Varias fuentes" and "Facebook users" identify no one. Treated as names, they would make one source
of every claim anyone ever posted. A name is empty when each of its words is in the tables below, and the words say more
than the name of one platform.
"""

from __future__ import annotations

import re

from claims.text.matching import folded
from claims.vocabulary import Attribution

PLATFORMS = frozenset(
    "facebook twitter x whatsapp instagram tiktok youtube telegram reddit linkedin snapchat threads vk weibo wechat "
    "line sharechat fb pinterest gab parler bluesky mastodon meta".split()
)
"""Places where anybody may post."""

ONE = frozenset(
    "user usuario usuaria usuário utilisateur internaute nutzer utente account cuenta conta compte page pagina página "
    "person persona pessoa personne man woman anonymous anonimo anónimo anônimo anonyme unknown desconocido "
    "desconhecido inconnu unbekannt unbekannte poster netizen".split()
)
"""Words for one unidentified person."""

MANY = frozenset(
    "users usuarios usuarias usuários utilisateurs internautes nutzer utenti accounts cuentas contas comptes pages "
    "paginas páginas persons people personas pessoas personnes posts post publicaciones publicacion publicação "
    "publicações publications postagem postagens mensajes mensaje mensagem mensagens messages message "
    "sources source fuentes fuente fontes fonte quellen fonti media medios mídia medien outlets outlet "
    "redes sociales sociais réseaux sociaux social socials netizens viral virales virais cadena cadenas corrente "
    "internet online web websites website sites site blogs blog videos video vídeo vídeos memes meme images image "
    "rumor rumour rumors rumours bulo bulos boato boatos desinformacion desinformação desinformación disinformation "
    "misinformation desinformazione articles article networks network chain emails email tweets tweet reel reels "
    "सोशल मीडिया यूजर्स यूजर पोस्ट वायरल "
    "منشورات منشور مواقع موقع التواصل الاجتماعي صفحات مستخدمون مستخدمو حسابات "
    "網傳 网传 網路 网络 社群 社群媒體 網友 网友 流傳".split()
)
"""Words for many people, for posts and for things that circulate."""

VAGUE = frozenset(
    "multiple several various many different numerous some other others varios varias diversas diversos muchos "
    "múltiples várias vários plusieurs différentes différents verschiedene mehrere vari diverse anonymous unknown "
    "anonimas etc".split()
)
"""Words that single nobody out."""

BETWEEN = frozenset(
    "a an the of on in and or from via by no na nos nas em en de del la las los el le les des du sur dans auf im der "
    "die das und et y e o os as um uma un una une على في".split()
)
"""Words that hold the others together."""


def _keys(words: frozenset[str]) -> frozenset[str]:
    return frozenset(part for word in words for part in folded(word).split())


_PLATFORMS, _ONE, _MANY, _VAGUE, _BETWEEN = map(_keys, (PLATFORMS, ONE, MANY, VAGUE, BETWEEN))


def nobody(name: str) -> Attribution | None:
    """Return the attribution for an empty author's name; None for a real name."""
    words = set(re.findall(r"\S+", folded(name)))
    if not words <= _PLATFORMS | _ONE | _MANY | _VAGUE | _BETWEEN:
        return None
    telling = words & (_ONE | _MANY | _VAGUE)
    if not telling and len(words & _PLATFORMS) < 2:
        return None
    return Attribution.UNNAMED if telling <= _ONE and telling else Attribution.COLLECTIVE
