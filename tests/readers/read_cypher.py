"""Loads the Neo4j tables of a folder of exports into a Cypher engine (Kuzu) and compares answers with its graph.json.

The typed headers say what every column is, as they do to neo4j-admin. Prints one line, or that the engine is missing.
"""

import csv
import json
import pathlib
import sys
import tempfile

try:
    import kuzu
except ImportError:
    print("skip kuzu: not installed")
    sys.exit()

folder = pathlib.Path(sys.argv[1])
truth = json.loads((folder / "graph.json").read_text(encoding="utf-8"))
nodes, links = truth["nodes"], truth["links"]
TYPES = {"ID": "STRING", "LABEL": "STRING", "TYPE": "STRING", "START_ID": "", "END_ID": ""}
TYPES |= {"long": "INT64", "double": "DOUBLE", "date": "DATE", "string[]": "STRING", "": "STRING"}
# neo4j-admin reads RFC 4180: a quote in a cell is doubled.
RULES = "(HEADER=true, QUOTE='\"', ESCAPE='\"', PARALLEL=false, AUTO_DETECT=false)"


def columns(path):
    """Name and type of each column that is a property; a column without a name is called by its type."""
    with open(path, newline="", encoding="utf-8") as file:
        header = next(csv.reader(file))
    for column in header:
        name, _, kind = column.partition(":")
        if TYPES[kind]:
            yield f"`{name or kind.lower()}`", TYPES[kind]


def plain(text):
    return text.replace("\\", "＼")


def main(database):
    cypher = kuzu.Connection(kuzu.Database(database))
    files = [folder / "neo4j.nodes.csv", folder / "neo4j.edges.csv"]
    properties = [", ".join(" ".join(column) for column in columns(path)) for path in files]
    cypher.execute(f"CREATE NODE TABLE Entity({properties[0]}, PRIMARY KEY (id))")
    cypher.execute(f"CREATE REL TABLE CO_OCCURS(FROM Entity TO Entity, {properties[1]})")
    cypher.execute(f"COPY Entity FROM '{files[0]}' {RULES}")
    cypher.execute(f"COPY CO_OCCURS FROM '{files[1]}' {RULES}")

    def rows(query):
        return cypher.execute(query).get_all()

    read = rows("MATCH (e:Entity) RETURN e.name, e.label, e.mentions, e.first_date")
    meant = [[plain(n["label"]), f"Entity;{n['kind'].capitalize()}", n["mentions"], n.get("first_date")] for n in nodes]
    as_text = lambda rows: sorted([str(value or "") for value in row] for row in rows)
    assert as_text(read) == as_text(meant)
    read = rows("MATCH (a:Entity)-[r:CO_OCCURS]->(b:Entity) RETURN a.name, b.name, r.type, r.weight, r.count, r.last_shared")
    name = {node["id"]: plain(node["label"]) for node in nodes}
    ends = lambda link: [name[link["source"]], name[link["target"]]]
    meant = [[*ends(l), "CO_OCCURS", float(l["weight"]), l["count"], l.get("last_shared")] for l in links]
    assert as_text(read) == as_text(meant)
    sentences = rows("MATCH ()-[r:CO_OCCURS]->() WHERE r.evidence <> '' RETURN count(*)")
    assert sentences == [[sum(1 for link in links if link["evidence"])]]
    hub = max(nodes, key=lambda node: node["mentions"])["label"]
    around = cypher.execute("MATCH (:Entity {name: $name})-[:CO_OCCURS]-(b) RETURN count(*)", {"name": plain(hub)}).get_all()
    assert around == [[sum(1 for link in links for end in ends(link) if end == plain(hub))]]


with tempfile.TemporaryDirectory() as place:
    main(f"{place}/graph")
print(f"read by kuzu {kuzu.__version__}")
