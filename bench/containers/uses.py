"""The uses of containers that hone is judged by.

Owns: which program is run with which size, which container it has now, and which
others would do. Knows nothing of hone or of how anything is measured.
"""

import dataclasses
import zlib

# What each container is compiled with. Those with a plus are the present container,
# used otherwise.
DEFINES = {
    "map": ["CONTAINER_MAP"],
    "hash": ["CONTAINER_HASH"],
    "reserved-hash": ["CONTAINER_RESERVED_HASH"],
    "sorted": ["CONTAINER_SORTED"],
    "dense": ["CONTAINER_DENSE"],
    "vector": ["CONTAINER_VECTOR"],
    "reserved-vector": ["CONTAINER_RESERVED_VECTOR"],
    "deque": ["CONTAINER_DEQUE"],
    "list": ["CONTAINER_LIST"],
    "tree": ["TREE"],
    "values": ["VALUES"],
    "+once": ["ONCE"],
    "+view": ["VIEW"],
    "+compact": ["COMPACT"],
}


@dataclasses.dataclass(frozen=True)
class Use:
    source: str
    program: str
    size: int
    rounds: int
    variable: str
    now: str
    others: tuple

    @property
    def name(self):
        return f"{self.program}-{self.size}-{self.now}"

    @property
    def half(self):
        """Which half it is in was decided by its name, before anything was measured."""
        return "held out" if zlib.crc32(self.name.encode()) & 4 else "development"

    def defines(self, container):
        own = DEFINES[self.now] if container.startswith("+") else []
        return tuple(own + DEFINES[container])


def _keyed(program, size, rounds, variable, now, others):
    return Use("keyed.cpp", program, size, rounds, variable, now, tuple(others.split()))


def _ordered(program, size, rounds, variable, others):
    return Use("ordered.cpp", program, size, rounds, variable, "map", tuple(others.split()))


def _sequence(program, size, rounds, variable, now, others):
    return Use("sequences.cpp", program, size, rounds, variable, now, tuple(others.split()))


USES = [
    _keyed("word-count", 500, 4_000_000, "Counts", "map", "hash sorted"),
    _keyed("word-count", 50_000, 3_000_000, "Counts", "map", "hash sorted"),
    _keyed("word-count", 50_000, 20_000_000, "Counts", "hash", "map reserved-hash sorted"),
    _keyed("symbol-table", 2_000, 2_500_000, "Symbols", "map", "hash sorted"),
    _keyed("symbol-table", 100_000, 700_000, "Symbols", "map", "hash sorted"),
    _keyed("symbol-table", 100_000, 1_000_000, "Symbols", "hash", "map reserved-hash sorted"),
    _keyed("sessions", 1_000, 800_000, "Open", "map", "hash sorted dense"),
    _keyed("sessions", 50_000, 500_000, "Open", "map", "hash dense"),
    _keyed("sessions", 50_000, 5_000_000, "Open", "hash", "map dense"),
    _keyed("objects-by-id", 300_000, 1_500_000, "Objects", "map", "hash sorted dense"),
    _keyed("objects-by-id", 3_000, 100_000_000, "Objects", "hash", "map sorted dense"),
    _keyed("visited", 4_000, 8_000_000, "Seen", "map", "hash sorted"),
    _keyed("visited", 400_000, 800_000, "Seen", "map", "hash"),
    _keyed("visited", 1_000_000, 3_000_000, "Seen", "hash", "map reserved-hash"),
    _keyed("breadth-first", 2_000, 400, "Reached", "map", "hash sorted dense"),
    _keyed("breadth-first", 20_000, 300, "Reached", "hash", "map sorted dense"),
    _keyed("page-table", 1_000, 5_000_000, "Frames", "map", "hash sorted"),
    _keyed("page-table", 60_000, 2_000_000, "Frames", "map", "hash sorted"),
    _keyed("page-table", 8_000, 20_000_000, "Frames", "hash", "map sorted"),
    _keyed("marks", 20_000, 8_000_000, "Marks", "map", "hash sorted"),
    _keyed("path-table", 20_000, 1_500_000, "Files", "map", "hash sorted"),
    _keyed("path-table", 1_000, 12_000_000, "Files", "hash", "map sorted"),
    _keyed("settings", 8, 30_000_000, "Settings", "hash", "map sorted"),
    _keyed("settings", 60, 8_000_000, "Settings", "map", "hash sorted"),
    _keyed("handlers", 12, 80_000_000, "Handlers", "hash", "map sorted"),
    _keyed("handlers", 12, 60_000_000, "Handlers", "map", "hash sorted"),
    _keyed("handlers", 200, 20_000_000, "Handlers", "map", "hash sorted"),
    _keyed("sparse-rows", 16, 80_000, "Rows[]", "hash", "map sorted"),
    _keyed("sparse-rows", 200, 3_000, "Rows[]", "map", "hash sorted"),
    _keyed("table", 2_000, 2_000, "Known", "map", "hash sorted dense"),
    _keyed("table", 50_000, 300, "Known", "hash", "map sorted dense"),
    _keyed("histogram", 256, 30_000_000, "Counts", "map", "hash sorted dense"),
    _keyed("postings", 5_000, 3_000_000, "Postings", "map", "hash sorted"),
    _keyed("connections", 300, 1_500_000, "Open", "hash", "map sorted"),
    _keyed("intern", 20_000, 6_000_000, "Numbers", "hash", "map sorted +once"),
    _keyed("balances", 50_000, 1_500_000, "Balances", "map", "hash sorted +once"),
    _keyed("cells", 5_000, 1_000_000, "Live", "map", "hash sorted"),
    _keyed("headers", 500, 5_000_000, "Known", "map", "hash sorted +view"),
    _ordered("intervals", 5_000, 8_000_000, "Ends", "sorted"),
    _ordered("events", 10_000, 2_000_000, "Queue", "sorted"),
    _ordered("scores", 1_000, 4_000_000, "Scores", "sorted"),
    _sequence("tokens", 5_000, 2_000, "Tokens", "list", "vector deque"),
    _sequence("tokens", 500, 120_000, "Tokens", "vector", "reserved-vector deque list"),
    _sequence("particles", 2_000, 20_000, "Alive", "list", "vector deque"),
    _sequence("particles", 2_000, 10_000, "Alive", "vector", "list deque +compact"),
    _sequence("undo", 1_000, 50_000_000, "Stack", "vector", "deque list"),
    _sequence("jobs", 40, 20_000_000, "Waiting", "vector", "deque list"),
    _sequence("jobs", 2_000, 2_000_000, "Waiting", "vector", "deque list"),
    _sequence("jobs", 2_000, 20_000_000, "Waiting", "list", "vector deque"),
    _sequence("latest", 100, 15_000_000, "Lines", "vector", "deque list"),
    _sequence("prices", 200, 4_000_000, "Prices", "vector", "tree"),
    _sequence("prices", 20_000, 400_000, "Prices", "vector", "tree"),
    _sequence("neighbours", 100_000, 60_000, "Neighbours[]", "list", "vector deque"),
    _sequence("polygons", 6, 5_000_000, "Corners", "list", "vector deque"),
    _sequence("column", 100_000, 2_000, "Values", "vector", "reserved-vector deque"),
    _sequence("column", 300, 500_000, "Values", "vector", "reserved-vector deque"),
    _sequence("messages", 300, 2_000_000, "Message", "vector", "reserved-vector"),
    _sequence("messages", 40_000, 20_000, "Message", "vector", "reserved-vector"),
    _sequence("shapes", 100_000, 4_000, "Shapes", "vector", "values"),
    _sequence("scenes", 8, 4_000_000, "Scene", "vector", "values"),
]
