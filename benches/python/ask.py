"""Holds a graph in a library of Python and answers questions on it: the other sides of benches/ask.

Usage: ask.py networkx|igraph|rustworkx EDGES
Loads, says what it holds, then answers one line of JSON with another: numbers for the pairs (-1 without a path), the mean
seconds of the processor, and the seconds of each by the wall. Each library is asked by its quickest function of one call.
"""

import gc
import json
import sys
import time
from array import array
from importlib import import_module
from importlib.metadata import version
from os.path import getsize


def read(path):
    with open(path, "rb") as file:
        nodes = array("I")
        nodes.fromfile(file, 1)
        columns = [array("I") for _ in range(3)]
        for column in columns:
            column.fromfile(file, (getsize(path) // 4 - 1) // 3)
    return nodes[0], columns


def networkx(nodes, a, b, counts):
    import networkx as nx

    graph = nx.Graph()
    graph.add_nodes_from(range(nodes))
    graph.add_edges_from((x, y, {"distance": 1 / count}) for x, y, count in zip(a, b, counts))
    return {
        "path by hops": lambda x, y: len(nx.bidirectional_shortest_path(graph, x, y)) - 1,
        "path by strength": lambda x, y: nx.bidirectional_dijkstra(graph, x, y, weight="distance")[0],
        "2 hops": lambda x, _: len(nx.single_source_shortest_path_length(graph, x, cutoff=2)),
    }


def igraph(nodes, a, b, counts):
    import igraph as ig

    graph = ig.Graph(n=nodes, edges=zip(a, b))
    distance = [1 / count for count in counts]
    graph.es["distance"] = distance

    def strength(x, y):
        return sum(distance[edge] for edge in graph.get_shortest_path(x, y, weights="distance", output="epath"))

    return {
        "path by hops": lambda x, y: len(graph.get_shortest_path(x, y)) - 1,
        "path by strength": strength,
        "2 hops": lambda x, _: len(graph.neighborhood(x, order=2)),
    }


def rustworkx(nodes, a, b, counts):
    import rustworkx as rx

    graph = rx.PyGraph()
    graph.add_nodes_from(range(nodes))
    graph.add_edges_from([(x, y, 1 / count) for x, y, count in zip(a, b, counts)])

    def hops(x, y):
        return len(rx.dijkstra_shortest_paths(graph, x, target=y)[y]) - 1

    def strength(x, y):
        path = rx.dijkstra_shortest_paths(graph, x, target=y, weight_fn=float)[y]
        return sum(map(graph.get_edge_data, path, path[1:]))

    def two_hops(x, _):
        near = graph.neighbors(x)
        return len({x}.union(near, *map(graph.neighbors, near)))

    return {"path by hops": hops, "path by strength": strength, "2 hops": two_hops}


def answer(ask, pairs):
    values, walls = [], []
    processor = time.process_time()
    for x, y in pairs:
        begun = time.perf_counter()
        values.append(ask(x, y))
        walls.append(time.perf_counter() - begun)
    return {"values": values, "cpu": (time.process_time() - processor) / len(pairs), "walls": walls}


def main(name, path):
    import_module(name)
    nodes, columns = read(path)
    begun = time.process_time()
    questions = {"networkx": networkx, "igraph": igraph, "rustworkx": rustworkx}[name](nodes, *columns)
    gc.freeze()
    print(f"{name} {version(name)}: loaded in {time.process_time() - begun:.1f} s of the processor", flush=True)
    for line in sys.stdin:
        asked = json.loads(line)
        print(json.dumps(answer(questions[asked["question"]], asked["pairs"])), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
