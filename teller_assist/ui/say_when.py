"""When the one sentence may be said, in words: the light alone is never the only cue."""

from PySide6.QtCore import QCoreApplication

from teller_assist.ui.scene import BUSY, WAITING

SERVICE = "service"  # what the customer needs done is said however full the hall is


def say_when(name: str, moment: str, slot: str) -> str:
    """``name``: of what is spoken of; ``moment``: a word of ``ui/scene.py``."""
    if moment == WAITING:
        form = QCoreApplication.translate("Sentence", "{name}，正等授权，可以说了")
    elif moment == BUSY and slot != SERVICE:
        form = QCoreApplication.translate("Sentence", "{name}，排队忙，今天先办业务")
    else:
        form = QCoreApplication.translate("Sentence", "{name}，等授权时说一句")
    return form.format(name=name)


def say_when_short(moment: str, slot: str) -> str:
    """As above, where the name stands over it."""
    if moment == WAITING:
        return QCoreApplication.translate("Sentence", "正等授权，可以说了")
    if moment == BUSY and slot != SERVICE:
        return QCoreApplication.translate("Sentence", "排队忙，先办业务")
    return QCoreApplication.translate("Sentence", "等授权时说一句")
