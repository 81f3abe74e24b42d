// JWS, JWT credentials (VC-JOSE-COSE and the older `vc` claim) and SD-JWT with key binding (RFC 9901).

function jwsParts(text) {
  const parts = text.split('.');
  if (parts.length !== 3 || parts.some((part, i) => i < 2 && part === '')) throw malformed('format.jws_parts');
  const header = parseJson(fromUtf8(fromBase64url(parts[0])));
  if (!isObject(header)) throw malformed('format.jws_header');
  if (header.crit !== undefined) throw unsupported('proof.unsupported_critical');
  if (header.b64 !== undefined && header.b64 !== true) throw malformed('format.jws_b64');
  return {
    header,
    input: utf8(`${parts[0]}.${parts[1]}`),
    payload: fromBase64url(parts[1]),
    signature: fromBase64url(parts[2]),
  };
}

function jwsClaims(jws) {
  const claims = parseJson(fromUtf8(jws.payload));
  if (!isObject(claims)) throw malformed('format.jwt_claims');
  return claims;
}

// RFC 8725 section 3.11: a token that says it is something else is no credential; one that says nothing may be.
function requireType(header, kind) {
  if (header.typ === undefined) return;
  const name = textOf(header.typ).toLowerCase().replace(/^application\//, '');
  if (!['jwt', `${kind}+jwt`, `${kind}+ld+jwt`, `${kind}+ld+json+jwt`].includes(name)) {
    throw malformed('format.jwt_type', { typ: name.slice(0, 40) });
  }
}

// The method that the header may name: absolute, or relative to the issuer; never a key of its own.
function keyId(header, issuer) {
  const kid = header.kid;
  if (kid === undefined) return issuer;
  if (typeof kid !== 'string') throw malformed('format.jws_header');
  if (kid.startsWith('did:')) return kid;
  return bare(issuer) + (kid.startsWith('#') ? kid : `#${kid}`);
}

async function jwsChecks(jws, issuer, run, purpose = 'assertionMethod') {
  if (jws.header.alg === 'none' || jws.signature.length === 0) return [check('PROOF', 'failed', 'proof.absent')];
  if (!textOf(issuer).startsWith('did:')) return [check('PROOF', 'unknown', 'proof.unreachable_https_issuer')];
  let found;
  try {
    found = await methodKey(keyId(jws.header, issuer), purpose, run);
  } catch (error) {
    return keyProblem(error);
  }
  try {
    await verifySignature(found.key, jws.header.alg, jws.input, jws.signature);
  } catch (error) {
    return [checkFromProblem('PROOF', error)];
  }
  return [check('PROOF', 'passed', 'proof.valid', { alg: jws.header.alg }), issuerKeyCheck(found, issuer)];
}

function keyProblem(error) {
  if (error instanceof Problem && error.outcome === 'failed') {
    return [check('PROOF', 'unknown', 'proof.no_key'), check('ISSUER_KEY', 'failed', error.code)];
  }
  if (error instanceof Problem && error.code.includes('unreachable')) {
    return [check('PROOF', 'unknown', 'proof.unreachable', error.facts)];
  }
  return [checkFromProblem('PROOF', error)];
}

const epoch = (value) => {
  if (value === undefined) return null;
  if (typeof value !== 'number') throw malformed('format.jwt_claims');
  return value * 1000;
};
const later = (a, b) => (a === null ? b : b === null ? a : Math.max(a, b));
const earlier = (a, b) => (a === null ? b : b === null ? a : Math.min(a, b));

// VC-JWT 1.1 section 6.3.1: the registered claims and the inner credential must say the same.
function unwrapJwt(claims) {
  const inner = claims.vc ?? claims.vp;
  if (inner === undefined) {
    const role = listOf(claims.type).includes('VerifiablePresentation') ? 'holder' : 'issuer';
    if (isW3c(claims)) requireAgreement(claims, claims, role);
    return claims;
  }
  if (!isObject(inner)) throw malformed('format.jwt_claims');
  // Two credentials in one token are neither.
  if (isW3c(claims) || (claims.vc !== undefined && claims.vp !== undefined)) throw malformed('format.jwt_claims');
  const role = claims.vc ? 'issuer' : 'holder';
  requireAgreement(inner, claims, role);
  const document = without(inner);
  if (claims.iss !== undefined) document[role] = document[role] ?? claims.iss;
  if (claims.jti !== undefined) document.id = document.id ?? claims.jti;
  if (claims.vc && claims.sub !== undefined && isObject(inner.credentialSubject)) {
    document.credentialSubject = Object.assign(Object.create(null), inner.credentialSubject, { id: claims.sub });
  }
  return document;
}

// What the registered claims of a token say beside its document must be the same.
function requireAgreement(document, claims, role) {
  const [subject] = listOf(document.credentialSubject);
  const pairs = [
    [claims.iss, idOf(document[role])], [claims.jti, document.id], [claims.sub, isObject(subject) ? subject.id : undefined],
  ];
  if (pairs.some(([claim, stated]) => claim !== undefined && stated !== undefined && claim !== stated)) {
    throw malformed('format.jwt_conflict');
  }
}

const isW3c = (document) =>
  listOf(document.type).some((type) => CREDENTIAL_TYPES.includes(type)) || listOf(document['@context']).some(isBaseContext);
const idOf = (value) => (isObject(value) ? value.id : value);

// ---- SD-JWT ----

const SD_HASHES = { 'sha-256': 'SHA-256', 'sha-384': 'SHA-384', 'sha-512': 'SHA-512' };
const MOST_DISCLOSURES = 1000;
// What decides must stand in the clear (SD-JWT VC section 3.2.2.2, RFC 9901 section 9.7), and some of it whole.
const IN_THE_CLEAR = [
  'iss', 'nbf', 'exp', 'cnf', 'vct', 'vct#integrity', 'status', '_sd_alg', '_sd', 'validFrom', 'validUntil',
  'expirationDate', 'credentialStatus', '@context', 'issuer/id',
];
const IN_THE_CLEAR_W3C = ['issuer', 'issuanceDate', 'credentialSchema', 'relatedResource', 'proof'];
const WHOLE = ['status', 'cnf', 'credentialStatus', '@context', 'vct', 'credentialSchema', 'relatedResource'];

async function disclosuresByDigest(texts, hash) {
  if (texts.length > MOST_DISCLOSURES) throw new Problem('unsafe', 'format.unsafe_disclosures');
  const found = new Map();
  for (const text of texts) {
    const value = parseJson(fromUtf8(fromBase64url(text)));
    if (!Array.isArray(value) || value.length < 2 || value.length > 3 || typeof value[0] !== 'string') {
      throw malformed('format.sd_jwt_disclosure');
    }
    if (value.length === 3 && (typeof value[1] !== 'string' || value[1] === '_sd' || value[1] === '...')) {
      throw malformed('format.sd_jwt_disclosure');
    }
    const key = toBase64url(await digest(hash, utf8(text)));
    if (found.has(key)) throw malformed('format.sd_jwt_digest');
    found.set(key, value);
  }
  return found;
}

// RFC 9901 section 7.1: every digest once, every disclosure used, no name twice.
async function discloseAll(claims, texts) {
  const name = claims._sd_alg ?? 'sha-256';
  if (!Object.hasOwn(SD_HASHES, name)) throw unsupported('proof.unsupported_hash', { hash: String(name) });
  const disclosures = await disclosuresByDigest(texts, SD_HASHES[name]);
  const seen = new Set();
  const used = new Set();
  const places = new Set();
  const take = (key, path) => {
    const [top] = path.split('/');
    if (WHOLE.includes(top)) throw malformed('format.sd_jwt_registered', { claim: top });
    if (typeof key !== 'string' || seen.has(key)) throw malformed('format.sd_jwt_digest');
    seen.add(key);
    if (disclosures.has(key)) used.add(key);
    return disclosures.get(key);
  };
  const walk = (value, path) => {
    if (Array.isArray(value)) {
      const list = [];
      for (const element of value) {
        const digestOf = isObject(element) && Object.keys(element).length === 1 ? element['...'] : undefined;
        if (digestOf === undefined) list.push(walk(element, path));
        else {
          const disclosed = take(digestOf, path);
          if (disclosed && disclosed.length !== 2) throw malformed('format.sd_jwt_disclosure');
          if (disclosed) list.push(walk(disclosed[1], path));
        }
      }
      return list;
    }
    if (!isObject(value)) return value;
    const object = Object.create(null);
    for (const key of Object.keys(value)) {
      if (key === '...') throw malformed('format.sd_jwt_digest');
      if (key !== '_sd') object[key] = walk(value[key], `${path}${key}/`);
    }
    if (value._sd !== undefined && !Array.isArray(value._sd)) throw malformed('format.sd_jwt_digest');
    for (const key of value._sd ?? []) {
      const disclosed = take(key, path);
      if (!disclosed) continue;
      if (disclosed.length !== 3 || disclosed[1] in object) throw malformed('format.sd_jwt_override');
      places.add(path + disclosed[1]);
      object[disclosed[1]] = walk(disclosed[2], `${path}${disclosed[1]}/`);
    }
    return object;
  };
  const result = walk(without(claims, '_sd_alg'), '');
  if (used.size !== disclosures.size) throw malformed('format.sd_jwt_unreferenced');
  const never = isW3c(result) ? [...IN_THE_CLEAR, ...IN_THE_CLEAR_W3C] : IN_THE_CLEAR;
  const hidden = never.find((claim) => places.has(claim));
  if (hidden !== undefined) throw malformed('format.sd_jwt_registered', { claim: hidden });
  return result;
}

async function keyBinding(text, claims, run) {
  const cut = text.lastIndexOf('~') + 1;
  const kb = text.slice(cut);
  if (kb === '') {
    if (run.nonce || run.audience) return [check('REPLAY', 'failed', 'replay.no_nonce')];
    return [];
  }
  const jws = jwsParts(kb);
  const said = jwsClaims(jws);
  if (jws.header.typ !== 'kb+jwt') return [check('HOLDER_BINDING', 'failed', 'holder.not_bound')];
  if (!isObject(claims.cnf) || !isObject(claims.cnf.jwk)) return [check('HOLDER_BINDING', 'failed', 'holder.key_mismatch')];
  try {
    await verifySignature(keyFromJwk(claims.cnf.jwk), jws.header.alg, jws.input, jws.signature);
  } catch {
    return [check('HOLDER_BINDING', 'failed', 'holder.key_mismatch')];
  }
  const name = SD_HASHES[claims._sd_alg ?? 'sha-256'];
  if (said.sd_hash !== toBase64url(await digest(name, utf8(text.slice(0, cut))))) {
    return [check('HOLDER_BINDING', 'failed', 'proof.key_binding_other_content')];
  }
  if (typeof said.nonce !== 'string' || said.aud === undefined || epoch(said.iat) === null) {
    return [check('HOLDER_BINDING', 'failed', 'holder.not_bound')];
  }
  if (Math.max(epoch(said.iat), epoch(said.nbf) ?? 0) - SKEW > run.now) {
    return [check('VALIDITY_PERIOD', 'failed', 'validity.not_yet_proof', { date: new Date(epoch(said.iat)).toISOString() })];
  }
  if (said.exp !== undefined && epoch(said.exp) < run.now) {
    return [check('VALIDITY_PERIOD', 'failed', 'validity.proof_expired', { date: new Date(epoch(said.exp)).toISOString() })];
  }
  const bound = check('HOLDER_BINDING', 'passed', 'holder.key_bound');
  if (!run.nonce && !run.audience) return [bound, check('REPLAY', 'unknown', 'replay.not_asked')];
  const fresh = (!run.nonce || said.nonce === run.nonce) && (!run.audience || listOf(said.aud).includes(run.audience));
  return [bound, check('REPLAY', fresh ? 'passed' : 'failed', fresh ? 'replay.bound' : 'replay.wrong_nonce')];
}
