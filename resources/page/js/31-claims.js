// What a credential says, as rows of label and text. Labels are this page's own; the values are the signed text.

const FIELDS = [
  ['name', 'credential'], ['title', 'credential'], ['credentialSubject.achievement.name', 'title'],
  ['credentialSubject.achievement.description', 'description'],
  ['credentialSubject.achievement.achievementType', 'kind'], ['credentialSubject.name', 'holder'],
  ['credentialSubject.achievement.criteria.narrative', 'criteria'],
  ['credentialSubject.achievement.ECTS', 'ects'], ['credentialSubject.creditsEarned', 'credits'],
  ['credentialSubject.achievement.creditsAvailable', 'credits'], ['credentialSubject.achievement.timeInvestment', 'hours'],
  ['credentialSubject.achievement.SBU', 'hours'], ['credentialSubject.achievement.inLanguage', 'language'],
  ['credentialSubject.achievement.alignment[].targetName', 'skills'], ['credentialSubject.achievement.tag[]', 'skills'],
  ['credentialSubject.result[].value', 'grade'], ['awardedDate', 'awarded'], ['validFrom', 'from'],
  ['issuanceDate', 'from'], ['validUntil', 'until'], ['expirationDate', 'until'],
];

function valuesAt(value, path) {
  if (path.length === 0) return listOf(value).filter((one) => typeof one !== 'object');
  const [step, ...rest] = path;
  const name = step.replace('[]', '');
  return listOf(value).flatMap((one) => (isObject(one) && name in one ? valuesAt(one[name], rest) : []));
}

// Rows for a credential whose JSON itself was signed.
function jsonRows(document) {
  const rows = FIELDS.map(([path, label]) => ({
    label: say(`page.field.${label}`),
    values: valuesAt(document, path.split('.')).map((value) => ({ value: String(value) })),
  })).filter((row) => row.values.length > 0);
  const known = rows.length > 0 && document.credentialSubject !== undefined;
  return known ? rows : flatRows(document, '');
}

const TECHNICAL = new Set(['@context', 'proof', 'credentialStatus', 'cnf', 'status', '_sd', '_sd_alg', 'credentialSchema']);

function flatRows(value, prefix, depth = 0) {
  if (depth > 6) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    if (TECHNICAL.has(key)) return [];
    const label = prefix ? `${prefix} › ${visible(key)}` : visible(key);
    const plain = listOf(inner).filter((one) => typeof one !== 'object');
    const deeper = listOf(inner).filter(isObject).flatMap((one) => flatRows(one, label, depth + 1));
    return plain.length ? [{ label, values: plain.map((one) => ({ value: String(one) })) }, ...deeper] : deeper;
  });
}

// Rows for a credential whose N-Quads were signed: every statement, under its full name where we have no word for it.
const OB = 'https://purl.imsglobal.org/spec/vc/ob/vocab.html#';
const TERMS = new Map([
  ['https://schema.org/name', 'name'], ['https://schema.org/description', 'description'],
  [OB + 'creditsAvailable', 'credits'], [OB + 'creditsEarned', 'credits'], [OB + 'narrative', 'criteria'],
  [OB + 'achievementType', 'kind'], [OB + 'targetName', 'skills'], [OB + 'inLanguage', 'language'],
  [OB + 'awardedDate', 'awarded'], [OB + 'tag', 'skills'], [OB + 'value', 'grade'], [OB + 'achievement', 'achievement'],
  [OB + 'criteria', 'criteria'], [OB + 'alignment', 'skills'], [OB + 'result', 'grade'], [RDF + 'type', 'type'],
  [CRED + 'validFrom', 'from'], [CRED + 'validUntil', 'until'], [CRED + 'issuanceDate', 'from'],
  [CRED + 'expirationDate', 'until'], [CRED + 'issuer', 'issuer'], [CRED + 'credentialSubject', 'holder'],
]);
const SHOWN_ELSEWHERE = new Set([CRED + 'credentialStatus', CRED + 'credentialSchema', RDF + 'type']);

function signedRows(signed) {
  const rows = [];
  const path = new Set();
  const visit = (id, prefix) => {
    if (path.has(id)) return;
    path.add(id);
    for (const [predicate, objects] of signed.nodes.get(id) ?? []) {
      if (SHOWN_ELSEWHERE.has(predicate)) continue;
      const term = TERMS.get(predicate);
      const own = term ? say(`page.field.${term}`) : visible(predicate);
      const label = prefix ? `${prefix} › ${own}` : own;
      const texts = objects.filter((one) => one.value !== undefined || !signed.nodes.has(one.id));
      if (texts.length) {
        rows.push({ label, values: texts.map((one) => ({ value: one.value ?? one.id, lang: one.language })) });
      }
      for (const one of objects) if (one.value === undefined && signed.nodes.has(one.id)) visit(one.id, label);
    }
    path.delete(id);
  };
  visit(signed.root, '');
  return rows;
}

const rowsOf = (report) => (report.signed ? signedRows(report.signed) : report.claims ? jsonRows(report.claims) : []);

function titleOf(report) {
  if (report.signed) {
    const achievement = [...report.signed.nodes.values()].find((node) => node.has(OB + 'criteria'));
    const names = achievement?.get('https://schema.org/name') ?? report.signed.nodes.get(report.signed.root)?.get('https://schema.org/name');
    return names?.[0]?.value ?? '';
  }
  const claims = report.claims ?? {};
  const found = ['credentialSubject.achievement.name', 'name', 'title', 'achievement_title', 'vct'];
  const title = found.flatMap((path) => valuesAt(claims, path.split('.')))[0];
  return title ?? listOf(claims.type).filter((type) => !CREDENTIAL_TYPES.includes(type)).join(', ');
}

const statedName = (report) => {
  if (report.signed) return report.signed.nodes.get(report.issuer)?.get('https://schema.org/name')?.[0]?.value ?? '';
  return isObject(report.claims?.issuer) ? String(report.claims.issuer.name ?? '') : '';
};
