"""Holds a GraphML file as a networkx graph and writes it when told: the other side of benches/export.rs.

Usage: write_graphml.py GRAPH.graphml OUT.graphml
Reads the file piece by piece (networkx's own reader holds all of it twice), says what it holds, then writes once for each
line "write" on its input, and at "end" says the median seconds of the processor.
"""

import importlib.util
import statistics
import sys
import time
from xml.etree.ElementTree import iterparse

import networkx

SPACE = "{http://graphml.graphdrawing.org/xmlns}"
TYPES = {"string": str, "double": float, "int": int, "long": int}


def load(path):
    graph, keys = networkx.Graph(), {}
    for _, element in iterparse(path):
        tag = element.tag.removeprefix(SPACE)
        if tag == "key":
            keys[element.get("id")] = (element.get("attr.name"), TYPES[element.get("attr.type")])
        elif tag in ("node", "edge"):
            values = {}
            for data in element:
                name, kind = keys[data.get("key")]
                values[name] = kind(data.text)
            if tag == "node":
                graph.add_node(element.get("id"), **values)
            else:
                graph.add_edge(element.get("source"), element.get("target"), **values)
            element.clear()
        elif tag == "graphml":
            element.clear()
    return graph


def main(path, out):
    graph = load(path)
    writer = "without lxml" if importlib.util.find_spec("lxml") is None else "with lxml"
    print(f"{networkx.__version__} {writer}: {len(graph)} nodes, {graph.size()} edges", flush=True)
    taken = []
    for line in sys.stdin:
        if line.strip() == "end":
            print(statistics.median(taken), flush=True)
            break
        begun = time.process_time()
        networkx.write_graphml(graph, out)
        taken.append(time.process_time() - begun)
        print("written", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
