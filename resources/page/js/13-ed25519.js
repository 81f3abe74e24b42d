// Ed25519 (RFC 8032): the browser's own where it has it, otherwise this; and the test for keys of low order.

const ed25519 = (() => {
  const p = 2n ** 255n - 19n;
  const order = 2n ** 252n + 27742317777372353535851937790883648493n;
  const d = 37095705934669439343138083508754565189542113879843219016388785533085940283555n;
  const root = power(2n, (p - 1n) / 4n, p);
  const mod = (value) => ((value % p) + p) % p;
  const little = (bytes) => bigFrom(Uint8Array.from(bytes).reverse());
  const zero = [0n, 1n, 1n, 0n];

  // Extended coordinates, unified addition: complete for this curve.
  const add = ([x1, y1, z1, t1], [x2, y2, z2, t2]) => {
    const a = mod((y1 - x1) * (y2 - x2));
    const b = mod((y1 + x1) * (y2 + x2));
    const c = mod(2n * t1 * d * t2);
    const e = mod(2n * z1 * z2);
    const [f, g, h, i] = [b - a, e - c, e + c, b + a];
    return [mod(f * g), mod(h * i), mod(g * h), mod(f * i)];
  };
  const times = (scalar, point) => {
    let result = zero;
    for (; scalar > 0n; scalar >>= 1n) {
      if (scalar & 1n) result = add(result, point);
      point = add(point, point);
    }
    return result;
  };
  const same = ([x1, y1, z1], [x2, y2, z2]) => mod(x1 * z2 - x2 * z1) === 0n && mod(y1 * z2 - y2 * z1) === 0n;

  const decode = (bytes) => {
    const encoded = little(bytes);
    const sign = encoded >> 255n;
    const y = encoded & (2n ** 255n - 1n);
    if (y >= p) throw malformed('key.not_canonical');
    const u = mod(y * y - 1n);
    const v = mod(d * y * y + 1n);
    let x = mod(u * v ** 3n * power(mod(u * v ** 7n), (p - 5n) / 8n, p));
    if (mod(v * x * x) !== u) x = mod(x * root);
    if (mod(v * x * x) !== u) throw malformed('key.not_on_curve');
    if (x === 0n && sign === 1n) throw malformed('key.not_canonical');
    if ((x & 1n) !== sign) x = mod(-x);
    return [x, y, 1n, mod(x * y)];
  };
  const base = decode(Uint8Array.from([0x58, ...Array(31).fill(0x66)]));

  const own = async (key, message, signature) => {
    const s = little(signature.subarray(32));
    if (s >= order) return false;
    const a = decode(key);
    const r = decode(signature.subarray(0, 32));
    const h = little(await digest('SHA-512', concat(signature.subarray(0, 32), key, message))) % order;
    return same(times(s, base), add(r, times(h, a)));
  };

  let native = null;
  return {
    lowOrder: (bytes) => same(times(8n, decode(bytes)), zero),
    own,
    verify: async (key, message, signature) => {
      if (native !== false) {
        try {
          const imported = await crypto.subtle.importKey('raw', key, { name: 'Ed25519' }, false, ['verify']);
          native = true;
          return await crypto.subtle.verify({ name: 'Ed25519' }, imported, signature, message);
        } catch (error) {
          if (error instanceof Problem) throw error;
          native = false;
        }
      }
      try {
        return await own(key, message, signature);
      } catch {
        return false;
      }
    },
  };
})();
