// Was it withdrawn: Bitstring Status List and StatusList2021, in the checker and only after a press of the button.

const STATUS_TYPES = {
  BitstringStatusListEntry: { credential: 'BitstringStatusListCredential', multibase: true },
  StatusList2021Entry: { credential: 'StatusList2021Credential', multibase: false },
};
const FEWEST_ENTRIES = 131072;
const MOST_ENTRIES = 64;
const MOST_LIST_BYTES = 16 << 20;

async function statusChecks(entries, issuer, run, credentialId) {
  if (entries === undefined || entries === null || (Array.isArray(entries) && entries.length === 0)) {
    return [check('STATUS', 'not_applicable', 'status.none_declared')];
  }
  if (listOf(entries).length > MOST_ENTRIES) return [check('STATUS', 'unknown', 'status.entry_malformed')];
  const checks = [];
  for (const entry of listOf(entries)) {
    try {
      checks.push(await statusCheck(entry, issuer, run, credentialId));
    } catch (error) {
      const code = error instanceof Problem ? error.code : 'status.unexpected';
      checks.push(check('STATUS', 'unknown', code.startsWith('status.') ? code : 'status.list_not_authentic', error.facts ?? {}));
    }
  }
  return checks;
}

async function statusCheck(entry, issuer, run, credentialId) {
  const rule = isObject(entry) && Object.hasOwn(STATUS_TYPES, entry.type) ? STATUS_TYPES[entry.type] : null;
  if (!rule) throw unsupported('status.unsupported_type');
  if (entry.statusSize !== undefined && entry.statusSize !== 1) throw unsupported('status.unsupported_type');
  const index = textOf(entry.statusListIndex);
  if (!/^(?:0|[1-9]\d{0,9})$/.test(index)) throw malformed('status.index_malformed');
  const url = textOf(entry.statusListCredential);
  if (credentialId && url.includes(encodeURIComponent(credentialId.split(':').pop()))) {
    throw new Problem('unsupported', 'status.url_tracks');
  }
  const list = await statusList(await run.fetch(url, 'status.unreachable'), rule, run);
  if (list.issuer !== issuer) throw tampered('status.list_other_issuer');
  const purpose = entry.statusPurpose;
  if (!listOf(list.subject.statusPurpose).includes(purpose)) throw malformed('status.purpose_mismatch');
  let encoded = textOf(list.subject.encodedList);
  if (rule.multibase) {
    if (encoded[0] !== 'u') throw malformed('status.list_malformed');
    encoded = encoded.slice(1);
  }
  const bits = await gunzip(fromBase64url(encoded), MOST_LIST_BYTES);
  if (Number(index) >= bits.length * 8) throw malformed('status.index_out_of_range');
  if (bits.length * 8 < FEWEST_ENTRIES) throw new Problem('unsupported', 'status.list_too_short');
  const set = (bits[Number(index) >> 3] >> (7 - (Number(index) & 7))) & 1;
  if (!set) return check('STATUS', 'passed', 'status.not_set', { purpose: String(purpose) });
  if (purpose === 'revocation') return check('STATUS', 'failed', 'status.revoked');
  if (purpose === 'suspension') return check('STATUS', 'failed', 'status.suspended');
  return check('STATUS', 'unknown', 'status.unsupported_type');
}

async function statusList(bytes, rule, run) {
  const text = fromUtf8(bytes).trim();
  const claims = text.startsWith('{') ? {} : jwsClaims(jwsParts(text));
  const document = text.startsWith('{') ? parseJson(text) : unwrapJwt(claims);
  if (!text.startsWith('{')) requireType(jwsParts(text).header, 'vc');
  if (!listOf(document.type).includes(rule.credential)) throw malformed('status.list_malformed');
  const issuer = idOf(document.issuer);
  const checks = text.startsWith('{')
    ? await integrityChecks(document, issuer, run, 'assertionMethod', null)
    : await jwsChecks(jwsParts(text), issuer, run);
  if (!['PROOF', 'ISSUER_KEY'].every((kind) => checks.some((one) => one.kind === kind && one.outcome === 'passed'))) {
    throw malformed('status.list_not_authentic');
  }
  const [from, until] = dates(document, claims);
  const valid = validityCheck(from, until, run.now);
  if (valid.outcome === 'failed' || checks.some((one) => one.outcome === 'failed')) throw malformed('status.list_expired');
  const subject = document.credentialSubject;
  if (!isObject(subject)) throw malformed('status.list_malformed');
  return { issuer, subject };
}

const gunzip = (bytes, limit) =>
  readAtMost(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip')), limit);

async function readAtMost(stream, limit) {
  const reader = stream.getReader();
  const chunks = [];
  let size = 0;
  for (;;) {
    let step;
    try {
      step = await reader.read();
    } catch {
      throw malformed('status.list_malformed');
    }
    if (step.done) return concat(...chunks);
    size += step.value.length;
    if (size > limit) {
      await reader.cancel();
      throw new Problem('unsafe', 'status.list_too_large');
    }
    chunks.push(step.value);
  }
}
