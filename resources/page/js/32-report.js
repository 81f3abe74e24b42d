// One report drawn: the headline, what to do now, what is said, and each check with its sentence.

function factsOf(report) {
  const facts = { identifier: visible(report.issuer ?? '…'), name: visible(statedName(report)), today: dateText(Date.now()) };
  for (const one of report.checks) {
    if (one.facts.date) facts.date = dateText(one.facts.date);
    if (one.facts.host) facts.host = one.facts.host;
    if (one.code === 'trust.listed') facts.issuer = one.facts.name;
  }
  facts.time = timeText(Date.now());
  facts.date ??= dateText(Date.now());
  facts.last_checked = say('page.never');
  return facts;
}

function strip(report, headingLevel) {
  const facts = factsOf(report.items?.find((item) => item.verdict === report.verdict) ?? report);
  const word = say(`verdict.${report.verdict}.word`);
  return element(
    'div',
    { class: `strip ${report.tone}`, role: 'status' },
    icon(report.tone),
    element(
      'div',
      {},
      element(headingLevel, { class: 'word' }, word),
      element('p', {}, say(`verdict.${report.verdict}.sentence`, facts)),
      element('p', { class: 'todo' }, say(`verdict.${report.verdict}.todo`, facts)),
      report.flags.map((flag) => element('p', { class: 'todo' }, say(`verdict_flag.${flag}`))),
    ),
  );
}

const OUTCOME_SIGNS = { passed: '✓', failed: '✕', unknown: '?', not_applicable: '–' };

function checkList(report) {
  const meaningless = ['TAMPERED', 'ISSUER_MISMATCH'].includes(report.verdict);
  const shown = meaningless ? report.checks.filter((one) => one.outcome === 'failed') : report.checks;
  return element(
    'details',
    {},
    element('summary', {}, say('page.checks')),
    element(
      'ul',
      { class: 'checks' },
      shown.map((one) =>
        element(
          'li',
          { class: one.outcome },
          element('span', { class: 'sign', 'aria-hidden': 'true' }, OUTCOME_SIGNS[one.outcome]),
          element('span', { class: 'spoken' }, say(`page.outcome.${one.outcome}`)),
          element('span', {}, say(`check.${one.code}`, Object.fromEntries(Object.entries(one.facts).map(([k, v]) => [k, visible(v)])))),
        ),
      ),
    ),
  );
}

const RELIABLE = new Set(['VERIFIED', 'ISSUER_UNKNOWN', 'EXPIRED', 'NOT_YET_VALID', 'STATUS_UNKNOWN', 'KEY_NOT_BOUND', 'SUSPENDED', 'REVOKED']);

function claimsOf(report) {
  if (!RELIABLE.has(report.verdict)) return element('p', { class: 'note' }, say('page.nothing_shown'));
  return element(
    'dl',
    {},
    rowsOf(report).flatMap((row) => [
      element('dt', {}, row.label),
      row.values.map((one) => element('dd', {}, stated(one.value, one.lang))),
    ]),
  );
}

function card(report, position) {
  const reliable = RELIABLE.has(report.verdict);
  const title = reliable ? titleOf(report) : '';
  const trusted = report.checks.find((one) => one.code === 'trust.listed');
  const name = statedName(report);
  return element(
    'article',
    { class: 'card' },
    element('h2', {}, title ? stated(title) : say('page.credential', { number: position })),
    reliable && report.issuer
      ? element(
          'p',
          { class: 'from' },
          trusted ? say('page.from_checked', { name: trusted.facts.name }) : say('page.from_identifier'),
          trusted ? null : element('code', {}, stated(report.issuer)),
          !trusted && name ? element('span', { class: 'note' }, say('page.name_not_checked', { name: visible(name) })) : null,
        )
      : null,
    strip(report, 'h3'),
    claimsOf(report),
    checkList(report),
    saveButton(report, position),
  );
}

const FILE_ENDING = { vc_jwt: 'jwt', vc_sd_jwt: 'sdjwt', dc_sd_jwt: 'sdjwt' };

function saveButton(report, position) {
  const ending = FILE_ENDING[report.format] ?? 'json';
  return element('button', {
    type: 'button',
    class: 'quiet',
    click: () => save(report.raw, `credential-${position}.${ending}`),
  }, say('page.save'));
}

function save(text, name) {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/octet-stream' }));
  const link = element('a', { href: url, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}

function drawReport(report, into) {
  const credentialsOf = (one) => [...(one.scope === 'credential' ? [one] : []), ...one.items.flatMap(credentialsOf)];
  const items = credentialsOf(report);
  const around = report.scope === 'credential' ? [] : [strip(report, 'h2'), shareFacts(report), checkList(report)];
  into.replaceChildren(...around.filter(Boolean), ...items.map((item, i) => card(item, i + 1)));
}

// Receiver, purpose and expiry are shown only where the holder's signature covers them.
function shareFacts(report) {
  if (!report.checks.some((one) => one.kind === 'PROOF' && one.outcome === 'passed')) return null;
  const claims = report.claims ?? {};
  const terms = isObject(claims.termsOfUse) ? claims.termsOfUse : claims;
  const until = listOf(claims.proof)[0]?.expires ?? claims.validUntil;
  const rows = [
    ['receiver', terms['urn:x-capsa:receiver']],
    ['purpose', terms['urn:x-capsa:purpose']],
    ['until', until && dateText(until)],
  ].filter(([, value]) => typeof value === 'string' && value !== '');
  if (rows.length === 0) return null;
  return element('dl', { class: 'share' }, rows.flatMap(([key, value]) => [
    element('dt', {}, say(`page.share.${key}`)), element('dd', {}, stated(value)),
  ]));
}
