"""Write the files that follow from the catalogue: `python -m claims.catalogue`, in a checkout."""

from __future__ import annotations

from pathlib import Path

from claims.catalogue.written import written

ROOT = Path(__file__).resolve().parents[2]

if __name__ == "__main__":
    for name, text in list(written(lambda name: (ROOT / name).read_text(encoding="utf-8"))):
        if (ROOT / name).read_text(encoding="utf-8") != text:
            (ROOT / name).write_text(text, encoding="utf-8")
