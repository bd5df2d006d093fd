#!/usr/bin/env bash
# Prints the needs of tests/support/skip.rs that this machine meets, for GUANXI_REQUIRE. Never fails.
set -u
cd "$(dirname "$0")/../.." || exit 0
readers=${GUANXI_READERS:-$HOME/.cache/guanxi-readers}

has() {
  command -v "$1" >/dev/null
}

met() {
  local need=$1
  shift
  if "$@" >/dev/null 2>&1; then
    printf '%s ' "$need"
  fi
}

python_reads() {
  local modules='import networkx, igraph, kuzu, pandas, scipy' own=$readers/python/bin/python
  if [ -e "$own" ]; then "$own" -c "$modules"; else python3 -c "$modules"; fi
}

node_reads() {
  has node && [ -d "$readers/node_modules/graphology" ]
}

xmllint_reads() {
  has xmllint && [ -e "$readers/graphml/graphml.xsd" ] && [ -e "$readers/gexf-1.2/gexf.xsd" ]
}

gephi_reads() {
  has java && [ -e "$readers/java/gephi-toolkit-0.10.1-all.jar" ]
}

gexf_reads() {
  has jing && [ -e "$readers/gexf-1.3/gexf.rng" ]
}

# A file system can be mounted.
mounts() {
  local dir
  dir=$(mktemp -d) && mount -t tmpfs -o size=1m tmpfs "$dir" && umount "$dir" && rmdir "$dir"
}

# A program can be run by somebody who may not write everywhere.
is_bound() {
  [ "$(id -u)" != 0 ] || setpriv --reuid 65534 --clear-groups true
}

chinese_fonts() {
  fc-list :lang=zh | grep -q .
}

shared_is_whole() {
  [ -d ../shared/seeds ] && [ -d ../shared/gold ] && [ -d ../shared/cooccurrence ] && [ -e ../shared/ner/msra.dev.jsonl ] &&
    [ -e ../shared/bulk/xwlb.jsonl.gz ]
}

met shared shared_is_whole
met networkx "${PYTHON:-python3}" -c 'import networkx'
met python python_reads
met node node_reads
met dot has dot
met xmllint xmllint_reads
met gephi gephi_reads
met gexf gexf_reads
met mount mounts
met nobody is_bound
met fonts chinese_fonts
echo
exit 0
