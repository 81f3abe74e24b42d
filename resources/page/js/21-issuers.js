// Whose key is it: the issuer's identifier must lead to the key. A key carried beside the claims proves nothing.

const bare = (id) => textOf(id).split('#')[0];

function did(id) {
  const found = /^did:([a-z0-9]+):([A-Za-z0-9._:%-]+)$/.exec(bare(id));
  if (!found) throw malformed('did.malformed');
  return { method: found[1], rest: found[2] };
}

function webAddress(rest) {
  const parts = rest.split(':').map((part) => {
    const decoded = decodeURIComponent(part);
    if (!/^[A-Za-z0-9._~-]+(?::\d{1,5})?$/.test(decoded) || /^\.+$/.test(decoded)) throw malformed('did.malformed');
    return decoded;
  });
  const host = parts.shift();
  const name = host.split(':')[0];
  if (!/\.[a-z]/i.test(name) || /^(?:[\d.]+|localhost|.*\.local(?:host)?)$/i.test(name)) {
    throw new Problem('unsafe', 'format.unsafe_private_address');
  }
  return parts.length ? `https://${host}/${parts.join('/')}/did.json` : `https://${host}/.well-known/did.json`;
}

// Returns the key of a verification method and whether its document names it for this purpose.
async function methodKey(id, purpose, run) {
  const { method, rest } = did(id);
  if (method === 'key') {
    const fragment = textOf(id).split('#')[1];
    if (fragment !== undefined && fragment !== rest) throw tampered('issuer_key.not_listed');
    return { key: keyFromMultikey(rest), controller: bare(id), listed: true };
  }
  if (method === 'jwk') {
    const fragment = textOf(id).split('#')[1];
    if (fragment !== undefined && fragment !== '0') throw tampered('issuer_key.not_listed');
    return { key: keyFromJwk(parseJson(fromUtf8(fromBase64url(rest)))), controller: bare(id), listed: true };
  }
  if (method === 'web') return webKey(id, rest, purpose, run);
  throw unsupported('did.unsupported_method', { did: bare(id) });
}

async function webKey(id, rest, purpose, run) {
  const document = parseJson(fromUtf8(await run.fetch(webAddress(rest), 'issuer_key.unreachable')));
  if (!isObject(document) || document.id !== bare(id)) throw tampered('did.document_mismatch');
  const absolute = (ref) => (String(ref).startsWith('#') ? bare(id) + ref : String(ref));
  const methods = [...listOf(document.verificationMethod), ...listOf(document[purpose]).filter(isObject)];
  // An identifier without a fragment names a key only where there is one; which of several signed, the app finds out.
  if (!textOf(id).includes('#') && methods.length > 1) throw unsupported('proof.needs_the_app');
  const wanted = textOf(id).includes('#') ? methods.find((one) => absolute(one.id) === id) : methods[0];
  if (!wanted) throw tampered('issuer_key.not_listed');
  if (wanted.revoked !== undefined || wanted.expires !== undefined) throw unsupported('proof.needs_the_app');
  const refs = listOf(document[purpose]).map((one) => absolute(isObject(one) ? one.id : one));
  const key = wanted.publicKeyJwk ? keyFromJwk(wanted.publicKeyJwk) : keyFromMultikey(wanted.publicKeyMultibase);
  // Whose key it is, is said by where the document lies. Whom it names as controller is the document's own word.
  return { key, controller: bare(id), listed: refs.includes(absolute(wanted.id)) };
}

// Contract: a DID matches the same string, an https id an https issuer of equal origin; nothing else matches.
function trustCheck(issuer, run) {
  for (const known of run.trust) {
    for (const id of listOf(known.ids)) {
      const origin = (value) => {
        try {
          const url = new URL(value);
          return url.protocol === 'https:' ? url.origin : null;
        } catch {
          return null;
        }
      };
      const match = textOf(id).startsWith('https:') ? origin(id) !== null && origin(id) === origin(issuer) : id === issuer;
      if (match) return check('ISSUER_TRUST', 'passed', 'trust.listed', { name: textOf(known.name), list: say('page.list_of_host') });
    }
  }
  return check('ISSUER_TRUST', 'unknown', 'trust.not_listed', { identifier: textOf(issuer), issuer: textOf(issuer) });
}

function issuerKeyCheck(found, issuer) {
  const facts = { issuer: textOf(issuer) };
  if (found.controller !== bare(issuer)) return check('ISSUER_KEY', 'failed', 'issuer_key.not_listed', facts);
  if (!found.listed) return check('ISSUER_KEY', 'failed', 'issuer_key.not_for_purpose', facts);
  return check('ISSUER_KEY', 'passed', 'issuer_key.listed', facts);
}
