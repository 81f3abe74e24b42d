// Canonical N-Quads (RDFC-1.0): read so strictly that one byte string has one meaning, then shown as what was signed.

const RDF = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#';
const SEC = 'https://w3id.org/security#';
const CRED = 'https://www.w3.org/2018/credentials#';
const XSD = 'http://www.w3.org/2001/XMLSchema#';

const IRI = '<([^\\u0000-\\u0020<>"{}|^`\\\\]*)>';
const BLANK = '(_:c14n(?:0|[1-9]\\d*))';
const TEXT = '"((?:[^"\\\\\\n\\r]|\\\\[tbnrf"\\\\]|\\\\u00[01][0-9A-F]|\\\\u007F)*)"';
const LITERAL = `${TEXT}(?:\\^\\^${IRI}|@([a-zA-Z]+(?:-[a-zA-Z0-9]+)*))?`;
const QUAD = new RegExp(`^(?:${IRI}|${BLANK}) ${IRI} (?:${IRI}|${BLANK}|${LITERAL}) \\.$`);
const UNESCAPED = { t: '\t', b: '\b', n: '\n', r: '\r', f: '\f', '"': '"', '\\': '\\' };

function readQuads(text) {
  if (typeof text !== 'string' || !text.endsWith('\n')) throw malformed('format.nquads');
  const lines = text.slice(0, -1).split('\n');
  if (lines.length > 20000) throw new Problem('unsafe', 'format.unsafe_graph');
  const order = (a, b) => {
    const [x, y] = [utf8(a), utf8(b)];
    for (let i = 0; i < Math.min(x.length, y.length); i++) if (x[i] !== y[i]) return x[i] - y[i];
    return x.length - y.length;
  };
  return lines.map((line, i) => {
    if (i > 0 && order(lines[i - 1], line) >= 0) throw malformed('format.nquads');
    const found = QUAD.exec(line);
    if (!found) throw malformed('format.nquads');
    const [, subject, blank, predicate, iri, blankObject, literal, datatype, language] = found;
    if (datatype === XSD + 'string') throw malformed('format.nquads');
    const object =
      literal === undefined
        ? { id: iri ?? blankObject }
        : { value: unescapeLiteral(literal), datatype: datatype ?? (language ? RDF + 'langString' : XSD + 'string'), language };
    return { subject: subject ?? blank, predicate, object };
  });
}

const unescapeLiteral = (text) =>
  text.replace(/\\(?:u([0-9A-F]{4})|(.))/g, (_, code, c) => (code ? String.fromCharCode(parseInt(code, 16)) : UNESCAPED[c]));

function nodesOf(quads) {
  const nodes = new Map();
  for (const { subject, predicate, object } of quads) {
    if (!nodes.has(subject)) nodes.set(subject, new Map());
    const properties = nodes.get(subject);
    if (!properties.has(predicate)) properties.set(predicate, []);
    properties.get(predicate).push(object);
  }
  return nodes;
}

const PROOF_PROPERTIES = new Map([
  [RDF + 'type', 'type'],
  ['http://purl.org/dc/terms/created', 'created'],
  [SEC + 'cryptosuite', 'cryptosuite'],
  [SEC + 'expiration', 'expires'],
  [SEC + 'proofPurpose', 'proofPurpose'],
  [SEC + 'verificationMethod', 'verificationMethod'],
  [SEC + 'domain', 'domain'],
  [SEC + 'challenge', 'challenge'],
  [SEC + 'nonce', 'nonce'],
]);

// The signed proof options must say, one for one, what the proof in the file says.
function rdfcInput(quads, proof) {
  const nodes = nodesOf(readQuads(quads.options));
  if (nodes.size !== 1) throw tampered('proof.options_mismatch');
  const said = {};
  for (const [predicate, objects] of [...nodes.values()][0]) {
    const name = PROOF_PROPERTIES.get(predicate);
    if (!name || objects.length !== 1) throw tampered('proof.options_mismatch');
    said[name] = objects[0];
  }
  const equal =
    said.type?.id === SEC + 'DataIntegrityProof' &&
    said.cryptosuite?.value === proof.cryptosuite &&
    said.cryptosuite?.datatype === SEC + 'cryptosuiteString' &&
    said.proofPurpose?.id === SEC + proof.proofPurpose &&
    said.verificationMethod?.id === proof.verificationMethod &&
    (said.created?.value ?? undefined) === proof.created &&
    (said.expires?.value ?? undefined) === proof.expires;
  if (!equal) throw tampered('proof.options_mismatch');
  return [utf8(quads.options), utf8(quads.document)];
}

// What the signed statements say, as a tree from the one credential node; nothing may stand beside it.
function signedCredential(text) {
  const quads = readQuads(text);
  const nodes = nodesOf(quads);
  const isCredential = (properties) =>
    (properties.get(RDF + 'type') ?? []).some((type) => type.id === CRED + 'VerifiableCredential');
  const roots = [...nodes].filter(([, properties]) => isCredential(properties));
  if (roots.length !== 1) throw malformed('quads.not_one_credential');
  const [root, properties] = roots[0];
  const reached = new Set();
  const visit = (id) => {
    if (reached.has(id)) return;
    reached.add(id);
    for (const objects of nodes.get(id)?.values() ?? []) for (const object of objects) if (object.id) visit(object.id);
  };
  visit(root);
  if ([...nodes.keys()].some((id) => !reached.has(id))) throw tampered('quads.statement_beside');
  const only = (name, needed) => {
    const values = properties.get(CRED + name) ?? [];
    if (values.length > 1 || (needed && values.length === 0)) throw malformed('quads.not_one_credential');
    return values[0] ?? null;
  };
  const time = (nearest, ...names) =>
    names.map((name) => only(name, false)).filter(Boolean).map((value) => {
      if (value.datatype !== XSD + 'dateTime') throw malformed('format.date');
      return instant(value.value);
    }).reduce(nearest, null);
  return {
    nodes,
    root,
    issuer: only('issuer', true).id ?? null,
    subjects: (properties.get(CRED + 'credentialSubject') ?? []).map((object) => object.id),
    status: (properties.get(CRED + 'credentialStatus') ?? []).map((object) => nodes.get(object.id) ?? new Map()),
    from: time(later, 'validFrom', 'issuanceDate'),
    until: time(earlier, 'validUntil', 'expirationDate'),
  };
}
