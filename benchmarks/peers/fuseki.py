"""Apache Jena Fuseki on TDB2, by the jar that ``make bench-peers`` fetches from Maven Central."""

import re
from pathlib import Path
from shutil import which

from benchmarks.peers.peer import Documents, Peer, Running
from benchmarks.peers.serving import served
from benchmarks.process import ran

__all__ = ["FUSEKI"]

_JARS = Path(__file__).resolve().parent.parent / ".peers"
_MEMORY = "-Xmx4g"
_LOAD_LIMIT_S = 3600


def _jar() -> Path | None:
    return max(_JARS.glob("jena-fuseki-server-*.jar"), default=None)


def _missing() -> str:
    if not which("java"):
        return "there is no java: apt-get install default-jre-headless"
    return "" if _jar() else "its jar is not in benchmarks/.peers: make bench-peers"


def _version() -> str:
    found = re.search(r"server-(.+)\.jar", str(_jar()))
    return found[1] if found else ""


def _java(*arguments: str | Path) -> tuple[str | Path, ...]:
    return ("java", _MEMORY, "-cp", str(_jar()), *arguments)


def _load(documents: Documents, folder: Path) -> int:
    command = _java("tdb2.tdbloader", "--loc", folder / "data", documents.ecosystem, documents.ontology)
    return ran(command, folder / "load.log", limit_s=_LOAD_LIMIT_S)


def _start(folder: Path) -> Running:
    return _served(folder)


def _start_writable(folder: Path) -> Running:
    return _served(folder, "--update")


def _served(folder: Path, *options: str) -> Running:
    def command(port: int) -> tuple[str | Path, ...]:
        main = "org.apache.jena.fuseki.main.cmds.FusekiMainCmd"
        place = ("--localhost", "--port", str(port), "--timeout", "60000")
        return _java(main, *place, *options, "--loc", folder / "data", "/data")

    update_path = "/data/update" if options else ""
    return served(folder, command, query_path="/data/query", update_path=update_path)


FUSEKI = Peer("fuseki", _missing, _version, _load, _start, _start_writable)
