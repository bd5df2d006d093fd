"""The script that users write today: jieba.posseg a sentence, pairs, networkx, GraphML.

Usage: posseg_networkx.py NEWS.jsonl OUT.graphml
Prints one JSON object: bytes of text, seconds of the processor and by the wall (loading jieba left out), nodes, edges.
"""

import itertools
import json
import re
import sys
import time

import jieba
import jieba.posseg
import networkx

KINDS = {"nr", "ns", "nt", "nz"}


def main(news, out):
    jieba.setLogLevel("ERROR")
    jieba.initialize()
    wall, cpu = time.perf_counter(), time.process_time()
    graph = networkx.Graph()
    size = 0
    with open(news, encoding="utf-8") as lines:
        for line in lines:
            text = json.loads(line)["text"]
            size += len(text.encode())
            for sentence in re.split(r"[。！？\n]", text):
                names = {word for word, flag in jieba.posseg.cut(sentence) if flag in KINDS and len(word) > 1}
                for a, b in itertools.combinations(sorted(names), 2):
                    if graph.has_edge(a, b):
                        graph[a][b]["weight"] += 1
                    else:
                        graph.add_edge(a, b, weight=1)
    networkx.write_graphml(graph, out)
    report = {
        "bytes": size,
        "cpu": time.process_time() - cpu,
        "wall": time.perf_counter() - wall,
        "nodes": graph.number_of_nodes(),
        "edges": graph.number_of_edges(),
    }
    print(json.dumps(report))


if __name__ == "__main__":
    main(*sys.argv[1:])
