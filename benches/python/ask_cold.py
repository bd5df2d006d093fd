"""One question to igraph on a graph in a file: the other side of the commands in benches/ask.

Usage: ask_cold.py GRAPH path FROM TO | near NAME
GRAPH.ncol has names and weights and is what such a question needs; .edges has numbers alone, which igraph reads faster.
Says the number of hops, or of neighbours.
"""

import sys

import igraph


def main(path, question, *names):
    if path.endswith(".ncol"):
        graph = igraph.Graph.Read_Ncol(path, names=True, weights=True, directed=False)
    else:
        graph = igraph.Graph.Read_Edgelist(path, directed=False)
        names = map(int, names)
    if question == "path":
        print(len(graph.get_shortest_path(*names)) - 1)
    else:
        print(len(graph.neighbors(*names)))


if __name__ == "__main__":
    main(*sys.argv[1:])
