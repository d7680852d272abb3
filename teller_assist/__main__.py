"""``python -m teller_assist`` is the ``teller-assist`` command."""

from teller_assist.cli import main

main()
