"""The texts of the packs under the eyes of who writes them: checked at every keystroke, kept only if nothing is wrong.

What is kept goes into a folder of drafts, never to a customer: it is published from there (``hub packs publish``).
"""

import shutil
import tempfile
from pathlib import Path
from typing import Any

from teller_assist.desk.counter import Counter
from teller_assist.domain.lint import Finding
from teller_assist.domain.packs import NAMES, load_packs
from teller_assist.domain.wordings import Wording, wordings_of
from teller_assist.errors import NotFound, Refused
from teller_assist.paths import RESOURCES


class Wordings:
    """``folder`` None: the packs of this desk's generation, which can be checked and not changed."""

    def __init__(self, counter: Counter, folder: Path | None = None) -> None:
        self._counter, self.folder = counter, folder

    def all(self) -> tuple[Wording, ...]:
        """Raises ``BadPack`` for a draft that is none."""
        snapshot = self._counter.snapshot
        if self.folder is None:
            bodies = {name: snapshot.pack(name) for name in NAMES}
        else:
            bodies = load_packs(self.folder, usual=RESOURCES / "packs")
        return wordings_of(bodies, {code: p.category for code, p in snapshot.products.items()})

    def name(self, of: str) -> tuple[str, str]:
        """(zh, en) of the category or product that a text is about; the code itself for anything else."""
        snapshot = self._counter.snapshot
        if (product := snapshot.products.get(of)) is not None:
            return product.name, product.name_en or product.name
        told = snapshot.pack("names").get("category", {}).get(of)
        return (told["zh"], told["en"]) if told else (of, of)

    def keep(self, wording: Wording, zh: str, en: str) -> Wording:
        """Writes it into the folder of drafts; comments and order of the file stay.

        Raises ``Refused`` with the first finding, or where there is no folder; ``NotFound`` if the draft has changed
        under one's hands; ``BadPack`` if the packs as a whole would be wrong. Nothing is written then.
        """
        zh, en = zh.strip(), en.strip()
        if self.folder is None:
            raise Refused("no folder of drafts: start with `screen wording --packs FOLDER`")
        wrong: tuple[Finding, ...] = wording.findings(zh, en)
        if wrong:
            raise Refused(f"{wrong[0].sentence_en}: the draft stays as it was", code="WORDING")
        file = self.folder / f"{wording.pack}.toml"
        text = _changed(file, wording, zh, en)
        with tempfile.TemporaryDirectory(prefix="draft-") as beside:
            for source in self.folder.glob("*.toml"):
                shutil.copy(source, beside)
            (Path(beside) / file.name).write_text(text, encoding="utf-8")
            load_packs(Path(beside), usual=RESOURCES / "packs")
        part = file.with_name(f"{file.name}.part")
        part.write_text(text, encoding="utf-8")
        part.replace(file)
        return wording._replace(zh=zh, en=en)


def _changed(file: Path, wording: Wording, zh: str, en: str) -> str:
    import tomlkit

    document: Any = tomlkit.parse(file.read_text(encoding="utf-8"))
    pair = document
    try:
        for step in wording.path:
            pair = pair[step]
        now = (str(pair[0]), str(pair[1]))
    except (KeyError, IndexError, TypeError):
        now = None
    if now != (wording.zh, wording.en):
        raise NotFound("text", f"{wording.of} {wording.field} as it was: the draft has changed, read it again")
    pair[0], pair[1] = zh, en
    return tomlkit.dumps(document)
