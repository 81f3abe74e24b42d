// Public keys (Multikey, JWK, did:key, did:jwk) and the one way to check a signature with one.

const CURVES = {
  'P-256': {
    size: 32,
    hash: 'SHA-256',
    p: 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn,
    b: 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn,
  },
  'P-384': {
    size: 48,
    hash: 'SHA-384',
    p: 0xfffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffeffffffff0000000000000000ffffffffn,
    b: 0xb3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875ac656398d8a2ed19d2a85c8edd3ec2aefn,
  },
};

function power(base, exponent, modulus) {
  let result = 1n;
  base %= modulus;
  for (; exponent > 0n; exponent >>= 1n) {
    if (exponent & 1n) result = (result * base) % modulus;
    base = (base * base) % modulus;
  }
  return result;
}

// SEC 1 section 2.3.4; WebCrypto wants the uncompressed point and checks that it is on the curve.
function decompress(name, bytes) {
  const { size, p, b } = CURVES[name];
  if (bytes.length === 2 * size + 1 && bytes[0] === 4) return bytes;
  if (bytes.length !== size + 1 || (bytes[0] !== 2 && bytes[0] !== 3)) throw malformed('key.der');
  const x = bigFrom(bytes.subarray(1));
  if (x >= p) throw malformed('key.der');
  const square = (((x * x) % p) * x - 3n * x + b + 3n * p) % p;
  let y = power(square, (p + 1n) / 4n, p);
  if ((y * y) % p !== square) throw malformed('key.not_on_curve');
  if (Number(y & 1n) !== (bytes[0] & 1)) y = p - y;
  return concat(Uint8Array.of(4), bigTo(x, size), bigTo(y, size));
}

// did:key and Multikey: an unsigned varint names the kind of key.
function keyFromMultikey(text) {
  const bytes = fromMultibase(text);
  const code = (bytes[0] << 8) | bytes[1];
  const rest = bytes.subarray(2);
  if (code === 0xed01) return ed25519Key(rest);
  if (code === 0x8024) return { type: 'P-256', point: decompress('P-256', rest) };
  if (code === 0x8124) return { type: 'P-384', point: decompress('P-384', rest) };
  throw unsupported('key.unsupported_type');
}

function ed25519Key(bytes) {
  if (bytes.length !== 32) throw malformed('key.der');
  // A key of low order fits signatures over many messages; browsers accept it, we do not.
  if (ed25519.lowOrder(bytes)) throw new Problem('unsupported', 'key.low_order');
  return { type: 'Ed25519', point: bytes };
}

function keyFromJwk(jwk) {
  if (!isObject(jwk) || (jwk.use !== undefined && jwk.use !== 'sig')) throw malformed('key.der');
  if (jwk.key_ops !== undefined && !listOf(jwk.key_ops).includes('verify')) throw malformed('key.der');
  if (jwk.kty === 'OKP' && jwk.crv === 'Ed25519') return ed25519Key(fromBase64url(textOf(jwk.x)));
  if (jwk.kty === 'EC' && Object.hasOwn(CURVES, jwk.crv)) {
    const { size } = CURVES[jwk.crv];
    const x = fromBase64url(textOf(jwk.x));
    const y = fromBase64url(textOf(jwk.y));
    if (x.length !== size || y.length !== size) throw malformed('key.der');
    return { type: jwk.crv, point: concat(Uint8Array.of(4), x, y) };
  }
  if (jwk.kty === 'RSA') {
    if (fromBase64url(String(jwk.n)).length < 256) throw unsupported('key.too_short');
    return { type: 'RSA', jwk: { kty: 'RSA', n: jwk.n, e: jwk.e } };
  }
  throw unsupported('key.unsupported_type');
}

const sameKey = (a, b) =>
  a.type === b.type && (a.point && b.point ? sameBytes(a.point, b.point) : jcs(a.jwk || {}) === jcs(b.jwk || {}));

// JOSE algorithm -> key type, so that a header can never choose another kind of check than the key allows.
const ALGORITHMS = {
  EdDSA: { type: 'Ed25519' },
  Ed25519: { type: 'Ed25519' },
  ES256: { type: 'P-256' },
  ES384: { type: 'P-384' },
  RS256: { type: 'RSA', name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
  RS384: { type: 'RSA', name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-384' },
  RS512: { type: 'RSA', name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-512' },
  PS256: { type: 'RSA', name: 'RSA-PSS', hash: 'SHA-256', saltLength: 32 },
  PS384: { type: 'RSA', name: 'RSA-PSS', hash: 'SHA-384', saltLength: 48 },
  PS512: { type: 'RSA', name: 'RSA-PSS', hash: 'SHA-512', saltLength: 64 },
};

async function verifySignature(key, algorithm, message, signature) {
  const rule = Object.hasOwn(ALGORITHMS, algorithm) ? ALGORITHMS[algorithm] : null;
  if (!rule) throw unsupported('proof.unsupported_algorithm', { alg: textOf(algorithm) });
  if (rule.type !== key.type) throw tampered('key.algorithm_mismatch');
  let good;
  if (key.type === 'Ed25519') {
    good = signature.length === 64 && (await ed25519.verify(key.point, message, signature));
  } else if (key.type === 'RSA') {
    const parameters = { name: rule.name, hash: rule.hash };
    const imported = await crypto.subtle.importKey('jwk', key.jwk, parameters, false, ['verify']);
    good = await crypto.subtle.verify({ name: rule.name, saltLength: rule.saltLength }, imported, signature, message);
  } else {
    const { size, hash } = CURVES[key.type];
    const parameters = { name: 'ECDSA', namedCurve: key.type };
    let imported;
    try {
      imported = await crypto.subtle.importKey('raw', key.point, parameters, false, ['verify']);
    } catch {
      throw malformed('key.not_on_curve');
    }
    good =
      signature.length === 2 * size &&
      (await crypto.subtle.verify({ name: 'ECDSA', hash }, imported, signature, message));
  }
  if (!good) throw tampered('proof.signature_mismatch');
}
