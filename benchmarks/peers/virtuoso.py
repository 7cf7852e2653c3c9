"""Virtuoso Open Source 7, by Debian's packages virtuoso-opensource-7 and virtuoso-opensource-7-bin.

Its default graph is the union of all graphs, its own among them: it is asked with the graph that was loaded.
"""

import re
import subprocess
from pathlib import Path
from shutil import which
from urllib.parse import urlencode

from benchmarks.peers.peer import Documents, Peer, Running
from benchmarks.peers.serving import served
from benchmarks.process import Failed, Watched, free_port, ran, wait_for_port

__all__ = ["VIRTUOSO"]

_GRAPH = "https://w3id.org/maillage/graph/ecosystem"
_LOAD_LIMIT_S = 3600
_BUFFERS = 340_000
_SETTINGS = Path("/etc/virtuoso-opensource-7/virtuoso.ini")
_PARAMETERS = """[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
ErrorLogLevel = 7
FileExtend = 200
MaxCheckpointRemap = 2000
TempStorage = TempDatabase

[TempDatabase]
DatabaseFile = {folder}/virtuoso-temp.db
TransactionFile = {folder}/virtuoso-temp.trx
MaxCheckpointRemap = 2000

[Parameters]
ServerPort = 127.0.0.1:{sql_port}
DisableUnixSocket = 1
MaxClientConnections = 10
CheckpointInterval = 0
CaseMode = 2
DirsAllowed = {allowed}
MaxMemPoolSize = 200000000
MaxQueryMem = 4G
VectorSize = 1000
MaxVectorSize = 1000000
ThreadsPerQuery = 4
AsyncQueueMaxThreads = 10
NumberOfBuffers = {buffers}
MaxDirtyBuffers = {dirty}

[HTTPServer]
ServerPort = 127.0.0.1:{port}
ServerThreads = 10
MaxClientConnections = 10

[SPARQL]
MaxQueryCostEstimationTime = 0
MaxQueryExecutionTime = 0

[Client]
SQL_PREFETCH_ROWS = 100
"""


def _missing() -> str:
    if which("virtuoso-t") and which("isql-vt"):
        return ""
    return "it is not installed: apt-get install virtuoso-opensource-7 virtuoso-opensource-7-bin"


def _version() -> str:
    done = subprocess.run(["virtuoso-t", "-?"], capture_output=True, text=True, check=False)
    found = re.search(r"Version ([\d.]+)", done.stdout + done.stderr)
    return found[1] if found else ""


def _settings(folder: Path, port: int, sql_port: int, allowed: str = ".") -> Path:
    path = folder / "virtuoso.ini"
    dirty = _BUFFERS * 3 // 4
    path.write_text(
        _PARAMETERS.format(
            folder=folder, port=port, sql_port=sql_port, allowed=allowed, buffers=_BUFFERS, dirty=dirty
        ),
        "utf-8",
    )
    return path


def _load(documents: Documents, folder: Path) -> int:
    port, sql_port = free_port(), free_port()
    allowed = str(documents.ecosystem.parent)
    settings = _settings(folder, port, sql_port, f"{allowed}, {documents.ontology.parent}")
    process = Watched(_serve(settings), folder / "load.log")
    wait_for_port(process, sql_port)
    try:
        for each in (documents.ontology, documents.ecosystem):
            _sql(sql_port, folder, f"ld_dir('{each.parent}', '{each.name}', '{_GRAPH}')")
        _sql(sql_port, folder, "rdf_loader_run()")
        _sql(sql_port, folder, "checkpoint")
        _no_failed_file(sql_port)
    finally:
        process.stop(patience_s=120)
    return process.peak_bytes


def _sql(sql_port: int, folder: Path, statement: str) -> None:
    command = ("isql-vt", f"127.0.0.1:{sql_port}", "dba", "dba", f"EXEC={statement};")
    ran(command, folder / "isql.log", limit_s=_LOAD_LIMIT_S)


def _no_failed_file(sql_port: int) -> None:
    question = "EXEC=select ll_error from DB.DBA.load_list where ll_error is not null;"
    command = ["isql-vt", f"127.0.0.1:{sql_port}", "dba", "dba", "BANNER=OFF", "VERBOSE=OFF", question]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    if done.stdout.strip():
        raise Failed(f"virtuoso could not load a file: {done.stdout.strip()[:300]}")


def _serve(settings: Path) -> tuple[str | Path, ...]:
    return ("virtuoso-t", "+foreground", "+configfile", settings)


def _start(folder: Path) -> Running:
    def command(port: int) -> tuple[str | Path, ...]:
        return _serve(_settings(folder, port, free_port()))

    return served(folder, command, query_path=f"/sparql?{urlencode({'default-graph-uri': _GRAPH})}")


VIRTUOSO = Peer("virtuoso", _missing, _version, _load, _start, start_writable=None)
