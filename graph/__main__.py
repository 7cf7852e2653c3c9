"""``python -m graph`` is the command ``maillage``."""

from graph.cli import main

__all__: list[str] = []

if __name__ == "__main__":
    main(prog_name="maillage")
