// What the data models say a credential must look like, in the app's words (formats/shape.py): a document of another
// shape may be read in more than one way, so nothing is decided by it.

const BASE_CONTEXTS = ['https://www.w3.org/2018/credentials/v1', 'https://www.w3.org/ns/credentials/v2'];
const isBaseContext = (context) => BASE_CONTEXTS.includes(context);
const OPEN_BADGES_MARK = 'purl.imsglobal.org/spec/ob/v3p0';
const URL_SHAPE = /^[A-Za-z][A-Za-z0-9+.-]*:[^\s<>"{}|\\^`]+$/;
const LANGUAGE_SHAPE = /^[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*$/;
const TYPED_MEMBERS = ['credentialStatus', 'termsOfUse', 'refreshService', 'evidence', 'credentialSchema'];

const isUrl = (value) => typeof value === 'string' && URL_SHAPE.test(value);
const typesOf = (node) => (isObject(node) ? listOf(node.type) : []);
const wrongShape = (member) => malformed('format.vc_shape', { member });

function requireShape(document, issuer, { whole = true } = {}) {
  requireContexts(document);
  const contexts = listOf(document['@context']);
  const second = contexts.includes(BASE_CONTEXTS[1]);
  if (typeof issuer !== 'string' || issuer.trim() === '') throw wrongShape('issuer');
  for (const member of ['validFrom', 'validUntil', 'issuanceDate', 'expirationDate']) {
    if (member in document && typeof document[member] !== 'string') throw wrongShape(member);
  }
  if ('id' in document && !isUrl(document.id)) throw wrongShape('id');
  requireSubjects(document, { whole, second });
  if (!whole) return;
  requireTypedMembers(document);
  if (second) {
    requireLanguageValues(document);
    requireRelated(document);
  }
  if (contexts.some((one) => typeof one === 'string' && one.includes(OPEN_BADGES_MARK))) requireOpenBadge(document);
}

// The base context comes first and decides what every other word means; two of them define the same words.
function requireContexts(document) {
  const contexts = listOf(document['@context']);
  const readable = contexts.every((context) => isUrl(context) || isObject(context));
  const both = BASE_CONTEXTS.every((one) => contexts.includes(one));
  if (!readable || both || !isBaseContext(contexts[0])) throw malformed('format.vc_context');
}

function requireSubjects(document, { whole, second }) {
  const subjects = listOf(document.credentialSubject);
  const empty = (subject) => !isObject(subject) || Object.keys(subject).length === 0;
  if (whole && (subjects.length === 0 || subjects.some(empty))) throw wrongShape('credentialSubject');
  for (const subject of subjects.filter(isObject)) {
    if ('id' in subject && !(second ? isUrl(subject.id) : typeof subject.id === 'string')) {
      throw wrongShape('credentialSubject.id');
    }
  }
}

function requireTypedMembers(document) {
  for (const member of TYPED_MEMBERS) {
    for (const node of listOf(document[member])) {
      if (typesOf(node).length === 0 || (member === 'credentialSchema' && !isUrl(node.id))) throw wrongShape(member);
    }
  }
}

function requireLanguageValues(document) {
  const known = ['@value', '@language', '@direction'];
  const readable = (value) =>
    typeof value === 'string' ||
    (isObject(value) &&
      Object.keys(value).every((name) => known.includes(name)) &&
      typeof value['@value'] === 'string' &&
      [undefined, null, 'ltr', 'rtl'].includes(value['@direction']) &&
      (value['@language'] === undefined || value['@language'] === null ||
        (typeof value['@language'] === 'string' && LANGUAGE_SHAPE.test(value['@language']))));
  for (const node of [document, document.issuer].filter(isObject)) {
    for (const member of ['name', 'description']) {
      if (!listOf(node[member]).every(readable)) throw wrongShape(member);
    }
  }
}

function requireRelated(document) {
  const seen = new Set();
  for (const node of listOf(document.relatedResource)) {
    const address = isObject(node) ? node.id : undefined;
    const sound = isUrl(address) && !seen.has(address) &&
      (typeof node.digestSRI === 'string' || typeof node.digestMultibase === 'string');
    if (!sound) throw wrongShape('relatedResource');
    seen.add(address);
  }
}

function requireOpenBadge(document) {
  if (!typesOf(document).some((type) => type === 'OpenBadgeCredential' || type === 'AchievementCredential')) return;
  const { issuer } = document;
  if (isObject(issuer) && 'type' in issuer && !typesOf(issuer).includes('Profile')) throw wrongShape('issuer.type');
  for (const subject of listOf(document.credentialSubject)) {
    if (typesOf(subject).length > 0 && !typesOf(subject).includes('AchievementSubject')) {
      throw wrongShape('credentialSubject.type');
    }
    if (!listOf(subject.identifier).every((one) => typesOf(one).includes('IdentityObject'))) {
      throw wrongShape('credentialSubject.identifier.type');
    }
  }
  if (!listOf(document.evidence).every((one) => typesOf(one).includes('Evidence'))) throw wrongShape('evidence.type');
}
