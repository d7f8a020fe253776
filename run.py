"""Entry: `python run.py [serve|migrate|ask|staff|opd|...]`; wires nothing itself."""

from server.cli import main

if __name__ == "__main__":
    main()
