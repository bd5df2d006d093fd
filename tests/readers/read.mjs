// Reads a folder of exports with graphology, Cytoscape.js and Mermaid and compares them with its graph.json.
// Prints one line a reader; a reader that is not installed in GUANXI_READERS is skipped, a difference is an error.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [folder, readers] = process.argv.slice(2);
const installed = createRequire(join(readers, "package.json"));
const text = (name) => readFileSync(join(folder, name), "utf8");
const truth = JSON.parse(text("graph.json"));
const numbers = new Map(truth.nodes.map((node, at) => [node.id, at]));
const flat = (value) => (Array.isArray(value) ? value.join(" | ") : (value ?? ""));

function evidence(link) {
  const cell = (quote) =>
    `${quote.text} [${quote.date ? `${quote.date} ` : ""}${quote.source}:${quote.line}]`.trim();
  return link.evidence.map(cell).join(" ‖ ");
}

function compare(graph, key) {
  assert.equal(graph.type, "undirected");
  assert.equal(graph.multi, false);
  assert.deepEqual([graph.order, graph.size], [truth.nodes.length, truth.links.length]);
  truth.nodes.forEach((node, at) => {
    const read = graph.getNodeAttributes(key(node, at));
    assert.equal(hex(read.color), node.color);
    for (const name of ["label", "entity", "kind", "aliases", "mentions", "first_date", "size", "x", "y"]) {
      assert.equal(read[name] ?? "", flat(node[name]), name);
    }
  });
  for (const link of truth.links) {
    const ends = [link.source, link.target].map((id) => key(truth.nodes[numbers.get(id)], numbers.get(id)));
    const read = graph.getEdgeAttributes(...ends);
    for (const name of ["weight", "count", "shared_articles", "last_shared"]) {
      assert.equal(read[name] ?? "", link[name] ?? "", name);
    }
    assert.equal(read.evidence ?? "", evidence(link));
  }
}

const numbered = (_, at) => `n${at}`;
const hex = (colour) =>
  colour.replace(/^rgb\((\d+),(\d+),(\d+)\)$/, (_, ...rgb) =>
    `#${rgb.slice(0, 3).map((part) => Number(part).toString(16).padStart(2, "0")).join("")}`);
const byId = (node) => node.id;

const checks = {
  "graphology-graphml": (graphml) => compare(graphml.parse(installed("graphology"), text("graph.graphml")), numbered),
  "graphology-gexf": (gexf) => {
    for (const name of ["graph.gexf", "static.gexf"]) {
      compare(gexf.parse(installed("graphology"), text(name)), numbered);
    }
  },
  graphology: (Graph) => compare(Graph.from(JSON.parse(text("graphology.json"))), byId),
  cytoscape: (cytoscape) => {
    const graph = cytoscape({ headless: true, ...JSON.parse(text("graph.cyjs")) });
    assert.deepEqual([graph.nodes().length, graph.edges().length], [truth.nodes.length, truth.links.length]);
    for (const node of truth.nodes) {
      const read = graph.getElementById(node.id);
      assert.equal(read.data("label"), node.label);
      assert.deepEqual(read.position(), { x: node.x, y: 0 - node.y });
    }
    graph.edges().forEach((edge, at) => assert.equal(edge.data("weight"), truth.links[at].weight));
  },
  mermaid: async () => {
    const { JSDOM } = installed("jsdom");
    const { window } = new JSDOM("<!doctype html>");
    Object.assign(globalThis, { window, document: window.document });
    const path = join(readers, "node_modules/mermaid/dist/mermaid.core.mjs");
    const { default: mermaid } = await import(pathToFileURL(path));
    const { diagramType } = await mermaid.parse(text("graph.mmd"));
    assert.match(diagramType, /^flowchart/);
    await assert.rejects(mermaid.parse("graph LR\n  n1[华为(公司)]"), "what we avoid is an error");
  },
};

for (const [name, check] of Object.entries(checks)) {
  let version;
  try {
    version = JSON.parse(readFileSync(join(readers, "node_modules", name, "package.json"), "utf8")).version;
  } catch {
    console.log(`skip ${name}: not installed`);
    continue;
  }
  await check(name === "mermaid" ? null : installed(name));
  console.log(`read by ${name} ${version}`);
}
