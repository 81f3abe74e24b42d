"""Our reader against jsonld.js in safe mode with rdf-canonize, on thousands of odd documents."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from conformance.jsonld_mutations import EveryWord, documents
from conftest import shared_folder
from wallet.errors import WalletError
from wallet.formats import strict_json
from wallet.verification.canonicalization import contexts, jsonld, rdfc
from wallet.verification.canonicalization.compiled import Engine

SHARED = shared_folder()
PEER = SHARED / "peers" / "verify-node" if SHARED else None
COUNT = 1500

SCRIPT = """
import fs from 'fs'; import jsonld from 'jsonld'; import * as canon from 'rdf-canonize';
const {contexts, documents} = JSON.parse(fs.readFileSync(0, 'utf8'));
const loader = async url => {
  if (contexts[url]) return {contextUrl: null, documentUrl: url, document: contexts[url], tag: 'static'};
  throw new Error('not here ' + url);
};
const out = [];
for (const text of documents) {
  try {
    const data = await jsonld.toRDF(JSON.parse(text), {documentLoader: loader, base: null, safe: true,
      rdfDirection: 'i18n-datatype', produceGeneralizedRdf: false});
    out.push(await canon.canonize(data, {algorithm: 'RDFC-1.0', format: 'application/n-quads', maxWorkFactor: 3}));
  } catch (error) { out.push(null); }
}
fs.writeSync(1, JSON.stringify(out));
"""


@pytest.fixture(scope="session")
def peer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The peer with its packages, in a folder of its own."""
    if PEER is None or not shutil.which("npm"):
        pytest.skip("the peer's package list or npm is not here")
    folder = tmp_path_factory.mktemp("peer")
    for name in ("package.json", "package-lock.json"):
        shutil.copyfile(PEER / name, folder / name)
    installed = subprocess.run(["npm", "ci", "--ignore-scripts", "--silent"], cwd=folder, capture_output=True)
    if installed.returncode:
        pytest.skip("the peer's packages cannot be had here")
    (folder / "canon.mjs").write_text(SCRIPT, "utf-8")
    return folder


def _ours(text: str, engine: Engine) -> str | None:
    try:
        return rdfc.canonicalize(jsonld.read(strict_json.loads(text), engine)).decode("utf-8")
    except WalletError:
        return None


@pytest.mark.long
@pytest.mark.timeout(600)
@pytest.mark.parametrize("seed", [1, 2])
def test_what_both_accept_is_equal_and_we_accept_nothing_more(peer: Path, seed: int) -> None:
    texts = [json.dumps(document) for document in documents(seed, COUNT)]
    known: dict[str, Any] = {url: json.loads(contexts.bundled(url) or b"{}") for url in contexts.index()}
    run = subprocess.run(
        ["node", "canon.mjs"],
        cwd=peer,
        input=json.dumps({"contexts": known, "documents": texts}).encode(),
        capture_output=True,
        check=True,
    )
    theirs = json.loads(run.stdout)
    engine = Engine(contexts.ContextSet(), guard=EveryWord({}, {}))
    accepted = 0
    for text, expected in zip(texts, theirs, strict=True):
        found = _ours(text, engine)
        if found is not None:
            assert found == expected, text
            accepted += 1
    assert accepted > COUNT // 10
