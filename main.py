"""Start DNN Lab: ``python3 main.py``, or ``python3 main.py --help`` for what else it can do."""

import sys

from app.start.command_line import main

if __name__ == "__main__":
    sys.exit(main())
