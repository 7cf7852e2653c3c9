"""The engines that are run side by side."""

from dataclasses import replace

from benchmarks.peers.fuseki import FUSEKI
from benchmarks.peers.in_process import IN_PROCESS
from benchmarks.peers.maillage import MAILLAGE
from benchmarks.peers.oxigraph import OXIGRAPH
from benchmarks.peers.peer import Documents, Peer, Running
from benchmarks.peers.virtuoso import VIRTUOSO

__all__ = ["IN_PROCESS", "PEERS", "Documents", "Peer", "Running"]

_OURS = replace(MAILLAGE, start_writable=IN_PROCESS.start_writable)
"""Over HTTP our own service takes no updates; they are measured in this process."""

PEERS = {peer.name: peer for peer in (_OURS, OXIGRAPH, VIRTUOSO, FUSEKI)}
