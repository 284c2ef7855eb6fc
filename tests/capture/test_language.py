"""Texts that the rules read, and others."""

from __future__ import annotations

from pathlib import Path

import pytest

from claims.capture.language import is_english
from tests.capture.test_articles import FOLDER


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.txt")), ids=lambda path: path.stem)
def test_every_newsrooms_english_is_english(path: Path) -> None:
    assert is_english(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "text",
    [
        "Die Bürgermeisterin sagte am Dienstag, der Hafen werde im Mai geschlossen, weil die Kaimauer unsicher sei.",
        "La maire a déclaré mardi que le port serait fermé en mai parce que le quai n'est plus sûr.",
        "La alcaldesa dijo el martes que el puerto se cerrará en mayo porque el muelle ya no es seguro.",
        "La sindaca ha detto martedì che il porto sarà chiuso a maggio perché il molo non è più sicuro.",
        "De burgemeester zei dinsdag dat de haven in mei dichtgaat omdat de kade niet meer veilig is.",
        "Burmistrz powiedziała we wtorek, że port zostanie zamknięty w maju, ponieważ nabrzeże nie jest bezpieczne.",
        "Мэр сообщила во вторник, что порт закроют в мае, потому что причал больше не безопасен.",
        "市長は火曜日、岸壁が安全でないため港を五月に閉鎖すると述べた。",
    ],
)
def test_other_languages_are_not(text: str) -> None:
    assert not is_english(text)
