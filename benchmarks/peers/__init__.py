"""The engines that are run side by side."""

from benchmarks.peers.fuseki import FUSEKI
from benchmarks.peers.in_process import IN_PROCESS
from benchmarks.peers.maillage import MAILLAGE
from benchmarks.peers.oxigraph import OXIGRAPH
from benchmarks.peers.peer import Documents, Peer, Running
from benchmarks.peers.virtuoso import VIRTUOSO

__all__ = ["IN_PROCESS", "PEERS", "Documents", "Peer", "Running"]

PEERS = {peer.name: peer for peer in (MAILLAGE, OXIGRAPH, VIRTUOSO, FUSEKI)}
