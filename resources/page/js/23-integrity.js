// Data Integrity: JCS suites over the JSON itself, RDFC suites over the canonical N-Quads that a page carries.

const SUITES = {
  'eddsa-jcs-2022': { types: ['Ed25519'], form: 'jcs' },
  'ecdsa-jcs-2019': { types: ['P-256', 'P-384'], form: 'jcs' },
  'eddsa-rdfc-2022': { types: ['Ed25519'], form: 'rdfc' },
  'ecdsa-rdfc-2019': { types: ['P-256', 'P-384'], form: 'rdfc' },
};
const JOSE_NAME = { Ed25519: 'EdDSA', 'P-256': 'ES256', 'P-384': 'ES384' };

function suiteOf(proof) {
  if (proof.type !== 'DataIntegrityProof' || !Object.hasOwn(SUITES, proof.cryptosuite)) {
    throw unsupported('proof.unsupported_suite', { suite: textOf(proof.cryptosuite ?? proof.type) });
  }
  return SUITES[proof.cryptosuite];
}

const SKEW = 300000;

function proofTimes(proof, run) {
  if (proof.created !== undefined && instant(proof.created) - SKEW > run.now) {
    return [check('VALIDITY_PERIOD', 'failed', 'validity.not_yet_proof', { date: textOf(proof.created) })];
  }
  if (proof.expires !== undefined && instant(proof.expires) < run.now) {
    return [check('VALIDITY_PERIOD', 'failed', 'validity.proof_expired', { date: textOf(proof.expires) })];
  }
  return [];
}

// VC Data Integrity EdDSA/ECDSA section 3.3 (JCS): the proof's context must be the start of the document's.
function jcsInput(document, proof) {
  const unsigned = without(document, 'proof');
  const options = without(proof, 'proofValue');
  if (options['@context'] !== undefined) {
    const stated = listOf(document['@context']);
    const signed = listOf(options['@context']);
    if (signed.some((context, i) => jcs(context) !== jcs(stated[i] ?? null))) throw tampered('proof.context_mismatch');
    unsigned['@context'] = options['@context'];
  }
  return [utf8(jcs(options)), utf8(jcs(unsigned))];
}

async function integrityChecks(document, issuer, run, purpose, quads) {
  const proofs = listOf(document.proof);
  if (proofs.length === 0) return [check('PROOF', 'failed', 'proof.absent')];
  if (proofs.length > 1 || proofs[0].previousProof !== undefined) {
    return [check('PROOF', 'unknown', 'proof.needs_the_app')];
  }
  const proof = proofs[0];
  try {
    if (!isObject(proof)) throw malformed('proof.value_malformed');
    const suite = suiteOf(proof);
    if (suite.form === 'rdfc' && !quads) return [check('PROOF', 'unknown', 'proof.needs_the_app')];
    if (proof.proofPurpose !== purpose) throw tampered('proof.wrong_purpose');
    const [options, body] = suite.form === 'jcs' ? jcsInput(document, proof) : rdfcInput(quads, proof);
    return await signedBytes(proof, suite, options, body, issuer, run, purpose);
  } catch (error) {
    return [checkFromProblem('PROOF', error)];
  }
}

async function signedBytes(proof, suite, options, body, issuer, run, purpose) {
  let found;
  try {
    found = await methodKey(textOf(proof.verificationMethod), purpose, run);
  } catch (error) {
    return keyProblem(error);
  }
  if (!suite.types.includes(found.key.type)) throw tampered('key.algorithm_mismatch');
  const hash = found.key.type === 'P-384' ? 'SHA-384' : 'SHA-256';
  const message = concat(await digest(hash, options), await digest(hash, body));
  if (typeof proof.proofValue !== 'string' || proof.proofValue[0] !== 'z') throw malformed('proof.value_malformed');
  await verifySignature(found.key, JOSE_NAME[found.key.type], message, fromMultibase(proof.proofValue));
  return [
    check('PROOF', 'passed', 'proof.valid', { cryptosuite: proof.cryptosuite }),
    ...(issuer === null ? [] : [issuerKeyCheck(found, issuer)]),
    ...proofTimes(proof, run),
  ];
}
