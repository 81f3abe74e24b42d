// The verdict table of the app, again: the first line that matches from the top is the headline.

const ORDER = [
  'MALFORMED', 'NOT_A_CREDENTIAL', 'REFUSED_UNSAFE', 'TAMPERED', 'ISSUER_MISMATCH', 'REPLAY', 'HOLDER_MISMATCH',
  'UNSIGNED', 'UNSIGNED_CONTENT', 'UNSUPPORTED', 'COULD_NOT_CHECK', 'REVOKED', 'SUSPENDED', 'KEY_NOT_BOUND',
  'ISSUER_UNKNOWN', 'NOT_YET_VALID', 'EXPIRED', 'STATUS_UNKNOWN', 'CONSENT_REQUIRED', 'VERIFIED_EARLIER', 'VERIFIED',
];
const RED = new Set(['TAMPERED', 'ISSUER_MISMATCH', 'REPLAY', 'HOLDER_MISMATCH', 'REVOKED']);
const AMBER = new Set([
  'SUSPENDED', 'KEY_NOT_BOUND', 'ISSUER_UNKNOWN', 'NOT_YET_VALID', 'EXPIRED', 'STATUS_UNKNOWN',
]);
const toneOf = (state) =>
  state === 'VERIFIED' ? 'green' : RED.has(state) ? 'red' : AMBER.has(state) ? 'amber' : 'grey';

const NEEDED = {
  credential: ['FORMAT', 'PROOF', 'ISSUER_KEY', 'VALIDITY_PERIOD', 'STATUS', 'ISSUER_TRUST'],
  presentation: ['FORMAT', 'PROOF', 'VALIDITY_PERIOD', 'HOLDER_BINDING', 'REPLAY'],
};

function stateOfFailed(kind, code) {
  switch (kind) {
    case 'FORMAT':
      if (code.startsWith('format.not_a_credential')) return 'NOT_A_CREDENTIAL';
      return code.startsWith('format.unsafe') ? 'REFUSED_UNSAFE' : 'MALFORMED';
    case 'PROOF':
      if (code.startsWith('proof.absent')) return 'UNSIGNED';
      return code.startsWith('proof.content_unsigned') ? 'UNSIGNED_CONTENT' : 'TAMPERED';
    case 'ISSUER_KEY': return 'ISSUER_MISMATCH';
    case 'STATUS': return code.startsWith('status.suspended') ? 'SUSPENDED' : 'REVOKED';
    case 'VALIDITY_PERIOD': return code.startsWith('validity.not_yet') ? 'NOT_YET_VALID' : 'EXPIRED';
    case 'ISSUER_TRUST': return 'ISSUER_UNKNOWN';
    case 'HOLDER_BINDING': return 'HOLDER_MISMATCH';
    case 'REPLAY': return 'REPLAY';
    default: return null;
  }
}

function stateOfUnknown(kind, code) {
  switch (kind) {
    case 'FORMAT': return 'MALFORMED';
    case 'PROOF': return code.startsWith('proof.unreachable') ? 'COULD_NOT_CHECK' : 'UNSUPPORTED';
    case 'ISSUER_KEY': return code.startsWith('issuer_key.no_keys') ? 'KEY_NOT_BOUND' : 'COULD_NOT_CHECK';
    case 'STATUS': return 'STATUS_UNKNOWN';
    case 'VALIDITY_PERIOD': return 'COULD_NOT_CHECK';
    case 'ISSUER_TRUST': return 'ISSUER_UNKNOWN';
    case 'HOLDER_BINDING': return code.startsWith('holder.not_asked') ? null : 'HOLDER_MISMATCH';
    case 'REPLAY': return code.startsWith('replay.not_asked') ? null : 'REPLAY';
    default: return null;
  }
}

function stateOf(check, scope) {
  if (check.outcome === 'passed') return null;
  if (check.outcome === 'failed') return stateOfFailed(check.kind, check.code);
  if (check.outcome === 'unknown') return stateOfUnknown(check.kind, check.code);
  if (check.kind === 'FORMAT' || check.kind === 'ISSUER_TRUST') return stateOfUnknown(check.kind, '');
  return check.kind === 'PROOF' && scope !== 'container' ? 'UNSIGNED' : null;
}

function headline(report) {
  const states = report.checks.map((check) => stateOf(check, report.scope));
  for (const kind of NEEDED[report.scope] || ['FORMAT', 'PROOF']) {
    if (!report.checks.some((check) => check.kind === kind)) states.push(stateOfUnknown(kind, ''));
  }
  states.push(...report.items.map((item) => item.verdict));
  if (report.scope !== 'credential' && report.items.length === 0) states.push('MALFORMED');
  const found = states.filter(Boolean).sort((a, b) => ORDER.indexOf(a) - ORDER.indexOf(b));
  return found[0] || 'VERIFIED';
}

const check = (kind, outcome, code, facts = {}) => ({ kind, outcome, code, facts });

// An error met while looking becomes the check it belongs to; anything unforeseen is "could not look".
function checkFromProblem(kind, error) {
  if (!(error instanceof Problem)) return check(kind, 'unknown', `${kind.toLowerCase()}.unexpected`);
  if (error.outcome === 'failed') return check(kind, 'failed', error.code, error.facts);
  if (error.outcome === 'malformed' || error.outcome === 'unsafe') return check('FORMAT', 'failed', error.code, error.facts);
  return check(kind, 'unknown', error.code, error.facts);
}

function finish(report) {
  report.verdict = headline(report);
  report.tone = toneOf(report.verdict);
  return report;
}

// RFC 3339 / xsd:dateTime with a time zone; anything else cannot be compared and is refused.
function instant(text) {
  const shape = /^(-?\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(\.\d+)?(Z|[+-]\d\d:\d\d)$/;
  if (typeof text !== 'string' || !shape.test(text)) throw malformed('format.date');
  const [, year, month, day, hour] = shape.exec(text).map(Number);
  const value = Date.parse(text.replace(/\.(\d{3})\d*/, '.$1'));
  // Some browsers read 30 February as 2 March, and 24:00 as the next day.
  if (Number.isNaN(value) || hour > 23 || new Date(Date.UTC(year, month - 1, day)).getUTCDate() !== day) {
    throw malformed('format.date');
  }
  return value;
}

function validityCheck(from, until, now) {
  if (from === null && until === null) return check('VALIDITY_PERIOD', 'not_applicable', 'validity.no_period');
  if (from !== null && now < from) {
    return check('VALIDITY_PERIOD', 'failed', 'validity.not_yet', { date: new Date(from).toISOString() });
  }
  if (until !== null && now > until) {
    return check('VALIDITY_PERIOD', 'failed', 'validity.expired', { date: new Date(until).toISOString() });
  }
  return check('VALIDITY_PERIOD', 'passed', 'validity.within');
}
