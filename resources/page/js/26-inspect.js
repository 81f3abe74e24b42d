// From what was handed over to a report, in the app's order: share code, presentation or credential, then nothing else.

const CREDENTIAL_TYPES = ['VerifiableCredential', 'VerifiablePresentation'];
const ENVELOPED = /^data:application\/[a-z0-9][a-z0-9.+-]*(;base64)?,/;
const MOST_ITEMS = 200;

const emptyReport = (scope, format, raw) => ({ scope, format, raw, checks: [], flags: [], items: [], claims: null });

// run: { now, nonce, audience, trust, contexts, fetch(url, code) }
async function inspect(text, run, quads = []) {
  const trimmed = text.trim();
  try {
    if (trimmed === '') throw malformed('format.empty');
    const carried = shareCodeText(trimmed);
    if (carried !== null) return await inspect(await openShareCode(carried), run);
    if (trimmed.startsWith('{')) return await inspectJson(parseJson(trimmed), trimmed, run, quads);
    if (trimmed.includes('~')) return await inspectSdJwt(trimmed, run);
    if (/^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*\.[A-Za-z0-9_-]*$/.test(trimmed)) return await inspectJwt(trimmed, run, quads);
    throw new Problem('malformed', 'format.not_a_credential');
  } catch (error) {
    const report = emptyReport('credential', 'unknown', text);
    const code = error instanceof Problem && error.code.startsWith('format.') ? error.code : 'format.malformed';
    report.checks.push(check('FORMAT', 'failed', code, error.facts ?? {}));
    return finish(report);
  }
}

async function inspectJson(document, raw, run, quads) {
  const types = listOf(document.type);
  if (types.includes('VerifiablePresentation')) return inspectPresentation(document, raw, run, quads, null);
  if (types.includes('EnvelopedVerifiableCredential') || types.includes('EnvelopedVerifiablePresentation')) {
    return inspectEnveloped(document, run);
  }
  if (types.includes('VerifiableCredential')) return inspectCredential(document, raw, run, quads[0] ?? null);
  if (types.includes('Assertion')) {
    const report = emptyReport('credential', 'ob2_hosted', raw);
    report.checks.push(check('FORMAT', 'passed', 'format.read'), check('PROOF', 'unknown', 'proof.needs_the_app'));
    return finish(report);
  }
  if (typeof document.payload === 'string' && (document.signatures || document.signature)) {
    const report = emptyReport('credential', 'unknown', raw);
    report.checks.push(check('FORMAT', 'passed', 'format.read'), check('PROOF', 'unknown', 'proof.needs_the_app'));
    return finish(report);
  }
  throw malformed('format.not_a_credential');
}

// VCDM 2.0 section 4.13.1: a token as it is, or what is no token in base64.
async function inspectEnveloped(document, run) {
  const address = textOf(document.id);
  const found = ENVELOPED.exec(address);
  if (!found) throw malformed('format.envelope');
  const body = address.slice(found[0].length);
  if (!found[1]) return body.includes('~') ? inspectSdJwt(body, run) : inspectJwt(body, run, []);
  let text = '';
  try {
    text = fromUtf8(fromBase64url(body.replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')));
  } catch {
    // Bytes that are no text (COSE): the app reads them.
  }
  if (text.trim().startsWith('{')) return inspectJson(parseJson(text), text, run, []);
  const report = emptyReport('credential', 'unknown', address);
  report.checks.push(check('FORMAT', 'passed', 'format.read'), check('PROOF', 'unknown', 'proof.needs_the_app'));
  return finish(report);
}

// Terms mean what the app's bundled vocabularies say only when nothing else may redefine them.
function contextCheck(document, run) {
  for (const context of listOf(document['@context'])) {
    if (typeof context !== 'string' || !run.contexts.includes(context)) {
      return check('PROOF', 'unknown', 'proof.unsupported_context', { url: textOf(context) });
    }
  }
  const nested = (value, depth) =>
    value !== null &&
    typeof value === 'object' &&
    ((depth > 0 && isObject(value) && '@context' in value) || Object.values(value).some((one) => nested(one, depth + 1)));
  return nested(without(document, 'proof', 'verifiableCredential'), 0)
    ? check('PROOF', 'unknown', 'proof.unsupported_context')
    : null;
}

// All dates that a document and its token state count: the last start and the first end.
function dates(document, claims = {}) {
  const stated = (...names) =>
    names.map((name) => document[name]).filter((value) => value !== undefined && value !== null).map(instant);
  // European tokens say until when in a word of their own, often without a time of day: that day is still inside.
  const shown = claims.date_of_expiry ?? claims.expiry_date;
  const dayOnly = /^\d{4}-\d\d-\d\d$/.test(String(shown));
  const last = shown === undefined ? null : dayOnly ? instant(`${shown}T00:00:00Z`) + 86400000 : instant(shown);
  return [
    stated('validFrom', 'issuanceDate', 'issuedOn').reduce(later, epoch(claims.nbf)),
    stated('validUntil', 'expirationDate', 'expires').reduce(earlier, earlier(epoch(claims.exp), last)),
  ];
}

const STATUS_KINDS = [...Object.keys(STATUS_TYPES), '1EdTechRevocationList'];

// Status entries of the document, of the European word for them, and of the token's claims.
function statusEntries(document, claims = {}) {
  const other = listOf(document.status).filter(isObject);
  const known = other.filter((entry) => listOf(entry.type).some((type) => STATUS_KINDS.includes(type)));
  const declared = document.credentialStatus ?? (other.some((entry) => 'type' in entry) ? document.status : undefined);
  const beside = document.credentialStatus === undefined || document.credentialStatus === null ? [] : known;
  const entries = Array.isArray(declared) && declared.length === 0 ? [{ type: 'unknown' }] : [...listOf(declared), ...beside];
  if (isObject(claims.status) || (claims.status !== undefined && 'vct' in claims)) entries.push({ type: 'unknown' });
  return entries;
}

async function inspectCredential(document, raw, run, quads) {
  const report = emptyReport('credential', 'vc_ldp', raw);
  report.checks.push(check('FORMAT', 'passed', 'format.read'));
  const strange = contextCheck(document, run);
  if (strange) {
    report.checks.push(strange);
    return finish(report);
  }
  let issuer = idOf(document.issuer);
  requireShape(document, issuer);
  let [from, until] = dates(document);
  let status = statusEntries(document);
  if (quads) {
    // What is shown and judged is what was signed, not the file beside it.
    const signed = signedCredential(quads.document);
    if (signed.issuer !== issuer) throw tampered('quads.other_credential');
    ({ issuer, from, until } = signed);
    status = signed.status.length === status.length ? status : [{ type: 'unknown' }];
    report.signed = signed;
  }
  report.checks.push(...(await integrityChecks(document, issuer, run, 'assertionMethod', quads)));
  return common(report, document, issuer, from, until, status, run);
}

async function common(report, document, issuer, from, until, status, run) {
  report.issuer = issuer;
  report.claims = document;
  report.subjects = report.signed ? report.signed.subjects : listOf(document.credentialSubject).map(idOf);
  const period = validityCheck(from, until, run.now);
  if (!report.checks.some((one) => one.kind === 'VALIDITY_PERIOD')) report.checks.push(period);
  report.checks.push(...(await statusChecks(status, issuer, run, document.id)));
  report.checks.push(trustCheck(issuer, run));
  // What holds credentials is as good as the worst of them (CLR 2.0).
  const held = [document, ...listOf(document.credentialSubject).filter(isObject)].flatMap((node) => listOf(node.verifiableCredential));
  await heldItems(report, held, run, []);
  return finish(report);
}

async function inspectJwt(text, run, quads) {
  const jws = jwsParts(text);
  const claims = jwsClaims(jws);
  const document = unwrapJwt(claims);
  const types = listOf(document.type);
  if (types.includes('VerifiablePresentation')) {
    requireType(jws.header, 'vp');
    return inspectPresentation(document, text, run, quads, jws);
  }
  requireType(jws.header, 'vc');
  if (!types.includes('VerifiableCredential')) throw malformed('format.not_a_credential');
  if (claims.iss !== undefined && idOf(document.issuer) !== undefined && claims.iss !== idOf(document.issuer)) {
    throw malformed('format.jwt_conflict');
  }
  const report = emptyReport('credential', 'vc_jwt', text);
  report.checks.push(check('FORMAT', 'passed', 'format.read'));
  const issuer = idOf(document.issuer) ?? claims.iss;
  requireShape(document, issuer);
  report.checks.push(...(await jwsChecks(jws, issuer, run)));
  const [from, until] = dates(document, claims);
  return common(report, document, issuer, from, until, statusEntries(document, claims), run);
}

async function inspectSdJwt(text, run) {
  const report = emptyReport('credential', 'vc_sd_jwt', text);
  const parts = text.split('~');
  const jws = jwsParts(parts[0]);
  const signed = jwsClaims(jws);
  report.format = /^dc\+sd-jwt$/.test(String(jws.header.typ)) ? 'dc_sd_jwt' : 'vc_sd_jwt';
  report.checks.push(check('FORMAT', 'passed', 'format.read'));
  try {
    const claims = await discloseAll(signed, parts.slice(1, -1));
    const issuer = idOf(claims.issuer) ?? claims.iss;
    requireSdJwt(jws.header, claims, issuer);
    report.checks.push(...(await jwsChecks(jws, issuer, run)), ...(await keyBinding(text, claims, run)));
    const [from, until] = dates(claims, claims);
    await common(report, claims, issuer, from, until, statusEntries(claims, claims), run);
    const confirmed = isObject(claims.cnf) ? claims.cnf : {};
    if (typeof confirmed.kid === 'string') report.subjects.push(bare(confirmed.kid));
    report.subjects.push(claims.sub);
    report.holderKey = confirmed.jwk;
  } catch (error) {
    report.checks.push(checkFromProblem('PROOF', error));
  }
  return finish(report);
}

function requireSdJwt(header, claims, issuer) {
  const odd = ['iss', 'sub', 'vct'].find((name) => name in claims && (typeof claims[name] !== 'string' || claims[name] === ''));
  if (odd !== undefined) throw malformed('format.jwt_claims', { claim: odd });
  const type = header.typ === undefined ? '' : textOf(header.typ).toLowerCase().replace(/^application\//, '');
  const token = ['jwt', 'vc+jwt', 'vc+ld+jwt'].includes(type) && !(isW3c(claims) && type !== 'jwt');
  if (type !== '' && type !== 'sd+jwt' && !type.endsWith('+sd-jwt') && !token) {
    throw malformed('format.jwt_type', { typ: type.slice(0, 40) });
  }
  if (!isW3c(claims)) {
    if (/^(?:dc|vc)\+sd-jwt$/.test(type) && typeof claims.vct !== 'string') throw malformed('format.sd_jwt_no_vct');
    return;
  }
  // One who presents in this form signs as holder, not as issuer: the app reads that.
  if (!listOf(claims.type).includes('VerifiableCredential') || listOf(claims.type).includes('VerifiablePresentation')) {
    throw unsupported('proof.needs_the_app');
  }
  requireShape(claims, issuer, { whole: false });
  if (claims.iss !== undefined && claims.iss !== issuer) throw malformed('format.jwt_conflict', { claim: 'iss' });
}

async function inspectPresentation(document, raw, run, quads, jws) {
  const report = emptyReport('presentation', jws ? 'vc_jwt' : 'vc_ldp', raw);
  report.checks.push(check('FORMAT', 'passed', 'format.read'));
  const holder = idOf(document.holder);
  if (jws || document.proof !== undefined) requirePresented(document);
  const strange = contextCheck(document, run);
  if (strange) report.checks.push(strange);
  else if (jws) report.checks.push(...(await jwsChecks(jws, holder, run, 'authentication')));
  else report.checks.push(...(await integrityChecks(document, holder, run, 'authentication', null)));
  // A key that is not the holder's does not make another's credential one's own.
  report.checks = report.checks.map((one) =>
    one.kind !== 'ISSUER_KEY' ? one : check('HOLDER_BINDING', one.outcome === 'passed' ? 'unknown' : 'failed', 'holder.not_asked'),
  );
  await heldItems(report, listOf(document.verifiableCredential), run, quads);
  await holderChecks(report, holder, document, run, jws);
  const [from, until] = dates(document, jws ? jwsClaims(jws) : {});
  if (!report.checks.some((one) => one.kind === 'VALIDITY_PERIOD')) {
    report.checks.push(validityCheck(from, until, run.now));
  }
  report.claims = document;
  report.holder = holder;
  return finish(report);
}

// VCDM 2.0 section 4.13: credentials, each as an object that says it is one; a bare token only in the model before.
function requirePresented(document) {
  requireContexts(document);
  const wrong = (member) => malformed('format.vc_shape', { member });
  for (const item of listOf(document.verifiableCredential)) {
    if (typeof item === 'string' && !listOf(document['@context']).includes(BASE_CONTEXTS[1])) continue;
    if (!isObject(item)) throw wrong('verifiableCredential');
    const types = listOf(item.type);
    if (!types.includes('VerifiableCredential') && !types.includes('EnvelopedVerifiableCredential')) {
      throw wrong('verifiableCredential.type');
    }
  }
}

async function heldItems(report, credentials, run, quads) {
  if (credentials.length > MOST_ITEMS) throw new Problem('unsafe', 'format.unsafe_items');
  for (const [i, credential] of credentials.entries()) {
    const single = { ...run, nonce: null, audience: null };
    if (typeof credential === 'string') report.items.push(await inspect(credential, single));
    else {
      const text = JSON.stringify(credential);
      try {
        report.items.push(await inspectJson(credential, text, single, [quads[i] ?? null]));
      } catch (error) {
        const item = emptyReport('credential', 'unknown', text);
        item.checks.push(checkFromProblem('FORMAT', error));
        report.items.push(finish(item));
      }
    }
  }
}

// Every credential was issued to the one who signed: a presentation inside does not hide whose its credentials are.
const credentialsIn = (report) => (report.scope === 'credential' ? [report] : report.items.flatMap(credentialsIn));

async function holderBinding(report, holder, run) {
  let unnamed = false;
  for (const item of report.items.flatMap(credentialsIn)) {
    const subjects = (item.subjects ?? []).filter((subject) => typeof subject === 'string' && subject.startsWith('did:'));
    if (subjects.includes(holder) || (await hasKey(holder, item.holderKey, run))) continue;
    if (subjects.length > 0) return check('HOLDER_BINDING', 'failed', 'holder.mismatch');
    unnamed = true;
  }
  if (!unnamed) return check('HOLDER_BINDING', 'passed', 'holder.same');
  return check('HOLDER_BINDING', 'unknown', run.nonce ? 'holder.no_subject' : 'holder.not_asked_no_subject');
}

async function hasKey(holder, jwk, run) {
  if (!isObject(jwk)) return false;
  try {
    return sameKey((await methodKey(holder, 'authentication', run)).key, keyFromJwk(jwk));
  } catch {
    return false;
  }
}

async function holderChecks(report, holder, document, run, jws) {
  const proved = report.checks.some((one) => one.kind === 'PROOF' && one.outcome === 'passed');
  if (!proved) {
    // Nobody showed that the holder made it; without a question asked that is said, with one it is no answer.
    const unsigned = report.checks.some((one) => one.code === 'proof.absent');
    if (unsigned && !run.nonce && !run.audience) {
      report.checks = report.checks.filter((one) => one.code !== 'proof.absent');
      report.checks.push(check('PROOF', 'not_applicable', 'proof.container'));
      report.scope = 'container';
      report.flags.push('UNSIGNED_CONTAINER');
      return;
    }
  }
  report.checks = report.checks.filter((one) => one.code !== 'holder.not_asked' || one.outcome === 'failed');
  report.checks.push(await holderBinding(report, holder, run));
  const proof = listOf(document.proof)[0] ?? {};
  const claims = jws ? jwsClaims(jws) : {};
  const nonce = claims.nonce ?? proof.challenge;
  const audience = claims.aud ?? proof.domain;
  if (!run.nonce && !run.audience) {
    report.checks.push(check('REPLAY', 'unknown', 'replay.not_asked'));
    report.flags.push('NOT_BOUND_TO_A_REQUEST');
  } else {
    const bound = (!run.nonce || nonce === run.nonce) && (!run.audience || listOf(audience).includes(run.audience));
    report.checks.push(check('REPLAY', bound ? 'passed' : 'failed', bound ? 'replay.bound' : 'replay.wrong_nonce'));
  }
}
