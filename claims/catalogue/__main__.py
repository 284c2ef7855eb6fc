"""Write what follows from the catalogue: `python -m claims.catalogue`, in a checkout."""

from __future__ import annotations

from pathlib import Path

from claims.catalogue.written import written

if __name__ == "__main__":
    for path, text in written(Path(__file__).resolve().parents[2]):
        if path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
