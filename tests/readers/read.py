"""Reads a folder of exports with NetworkX, igraph and the csv module and compares them with its graph.json.

Prints one line a reader; a reader that is not installed is skipped, a difference is an AssertionError.
"""

import csv
import importlib
import json
import pathlib
import sys

folder = pathlib.Path(sys.argv[1])
truth = json.loads((folder / "graph.json").read_text(encoding="utf-8"))
nodes, links = truth["nodes"], truth["links"]
number = {node["id"]: f"n{at}" for at, node in enumerate(nodes)}


def evidence(link):
    """The evidence cell of an edge, made of the quotes of the JSON export."""
    cells = []
    for quote in link["evidence"]:
        date = f"{quote['date']} " if quote["date"] else ""
        cells.append(f"{quote['text']} [{date}{quote['source']}:{quote['line']}]".strip())
    return " ‖ ".join(cells)


def same(kind, read, expected, names):
    for name in names:
        value = expected.get(name)
        found = read.get(name)
        if isinstance(value, list):
            value = " | ".join(value)
        if isinstance(value, (int, float)):
            assert abs(float(found) - value) <= 1e-9 * max(1.0, abs(value)), (kind, name, found, value)
        else:
            assert (found or "") == (value or ""), (kind, name, found, value)


NODE = ["label", "entity", "kind", "within", "aliases", "mentions", "articles", "first_date", "last_date"]
EDGE = ["weight", "count", "shared_articles", "first_shared", "last_shared"]


def compare(reader, read_nodes, read_edges, extra=()):
    assert len(read_nodes) == len(nodes) and len(read_edges) == len(links), reader
    for at, node in enumerate(nodes):
        same(reader, read_nodes[f"n{at}"], node, [*NODE, *extra])
    for link in links:
        ends = frozenset((number[link["source"]], number[link["target"]]))
        edge = read_edges[ends]
        same(reader, edge, link, EDGE)
        assert (edge.get("evidence") or "") == evidence(link), (reader, edge.get("evidence"), evidence(link))


def networkx(nx):
    graph = nx.read_graphml(folder / "graph.graphml")
    assert type(graph) is nx.Graph, type(graph)
    compare("graphml", graph.nodes, {frozenset(e[:2]): e[2] for e in graph.edges(data=True)}, ["x", "y", "size"])
    for name in ["graph.gexf", "static.gexf"]:
        graph = nx.read_gexf(folder / name)
        assert type(graph) is nx.Graph, type(graph)
        compare(name, graph.nodes, {frozenset(e[:2]): e[2] for e in graph.edges(data=True)})
        for at, node in enumerate(nodes):
            viz = graph.nodes[f"n{at}"]["viz"]
            assert (viz["position"]["x"], viz["position"]["y"], viz["size"]) == (node["x"], node["y"], node["size"])
    graph = nx.node_link_graph(truth, edges="links")
    assert type(graph) is nx.Graph and graph.number_of_edges() == len(links)


def igraph(ig):
    graph = ig.Graph.Read_GraphML(str(folder / "graph.graphml"))
    assert not graph.is_directed() and graph.is_simple()
    ids = graph.vs["id"]
    read_nodes = {vertex["id"]: vertex.attributes() for vertex in graph.vs}
    read_edges = {frozenset((ids[e.source], ids[e.target])): e.attributes() for e in graph.es}
    compare("igraph", read_nodes, read_edges, ["x", "y", "size"])


def tables():
    def rows(name):
        with open(folder / name, newline="", encoding="utf-8") as file:
            return list(csv.DictReader(file, strict=True))

    read = rows("plain.nodes.csv")
    edges = {frozenset((number[e["source"]], number[e["target"]])): e for e in rows("plain.edges.csv")}
    assert [row["id"] for row in read] == [node["id"] for node in nodes]
    assert len(edges) == len(links)
    for link in links:
        edge = edges[frozenset((number[link["source"]], number[link["target"]]))]
        same("plain", edge, link, EDGE)
        assert edge["evidence"] == evidence(link)
    for profile, weight in [("gephi", "Weight"), ("neo4j", "weight:double")]:
        read, edges = rows(f"{profile}.nodes.csv"), rows(f"{profile}.edges.csv")
        assert (len(read), len(edges)) == (len(nodes), len(links))
        assert all("\\" not in value for row in read + edges for value in row.values())
        assert all("." in row[weight] for row in edges)
        assert profile != "gephi" or all(row["Type"] == "Undirected" for row in edges)


for name, check in [("networkx", networkx), ("igraph", igraph)]:
    try:
        module = importlib.import_module(name)
    except ImportError:
        print(f"skip {name}: not installed")
        continue
    check(module)
    print(f"read by {name} {module.__version__}")
tables()
print("read by csv")
