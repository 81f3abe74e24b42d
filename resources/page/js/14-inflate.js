// Raw deflate (RFC 1951) with a preset dictionary, which browsers' own DecompressionStream cannot do.

const LENGTHS = [
  [3, 0], [4, 0], [5, 0], [6, 0], [7, 0], [8, 0], [9, 0], [10, 0], [11, 1], [13, 1], [15, 1], [17, 1], [19, 2], [23, 2],
  [27, 2], [31, 2], [35, 3], [43, 3], [51, 3], [59, 3], [67, 4], [83, 4], [99, 4], [115, 4], [131, 5], [163, 5],
  [195, 5], [227, 5], [258, 0],
];
const DISTANCES = Array.from({ length: 30 }, (_, i) => {
  const extra = i < 2 ? 0 : (i >> 1) - 1;
  return [i < 2 ? i + 1 : ((2 + (i & 1)) << extra) + 1, extra];
});
const CODE_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

function huffman(lengths) {
  const counts = new Array(16).fill(0);
  for (const length of lengths) counts[length]++;
  counts[0] = 0;
  const next = new Array(16).fill(0);
  for (let bits = 1; bits < 16; bits++) next[bits] = (next[bits - 1] + counts[bits - 1]) << 1;
  const table = new Map();
  lengths.forEach((length, symbol) => {
    if (length) table.set((length << 16) | next[length]++, symbol);
  });
  return table;
}

const FIXED = huffman(Array.from({ length: 288 }, (_, i) => (i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8)));
const FIXED_DISTANCES = huffman(new Array(30).fill(5));

function inflateWithDictionary(bytes, dictionary, limit) {
  let at = 0;
  let bitAt = 0;
  const out = Array.from(dictionary);
  const broken = () => malformed('format.share_code_body');
  const bit = () => {
    if (at >= bytes.length) throw broken();
    const value = (bytes[at] >> bitAt) & 1;
    if (++bitAt === 8) {
      bitAt = 0;
      at++;
    }
    return value;
  };
  const bits = (count) => {
    let value = 0;
    for (let i = 0; i < count; i++) value |= bit() << i;
    return value;
  };
  const symbol = (table) => {
    let code = 0;
    for (let length = 1; length < 16; length++) {
      code = (code << 1) | bit();
      const found = table.get((length << 16) | code);
      if (found !== undefined) return found;
    }
    throw broken();
  };
  const push = (byte) => {
    if (out.length - dictionary.length >= limit) throw new Problem('unsafe', 'format.unsafe_size');
    out.push(byte);
  };
  const stored = () => {
    if (bitAt) {
      bitAt = 0;
      at++;
    }
    const length = bytes[at] | (bytes[at + 1] << 8);
    if (at + 4 + length > bytes.length || (length ^ 0xffff) !== (bytes[at + 2] | (bytes[at + 3] << 8))) throw broken();
    at += 4;
    for (let i = 0; i < length; i++) push(bytes[at++]);
  };
  const tables = () => {
    const [literals, distances, codes] = [bits(5) + 257, bits(5) + 1, bits(4) + 4];
    const lengths = new Array(19).fill(0);
    for (let i = 0; i < codes; i++) lengths[CODE_ORDER[i]] = bits(3);
    const table = huffman(lengths);
    const all = [];
    while (all.length < literals + distances) {
      const found = symbol(table);
      if (found < 16) all.push(found);
      else {
        if (found === 16 && all.length === 0) throw broken();
        const [value, count] = found === 16 ? [all.at(-1), 3 + bits(2)] : [0, found === 17 ? 3 + bits(3) : 11 + bits(7)];
        for (let i = 0; i < count; i++) all.push(value);
      }
    }
    if (all.length > literals + distances) throw broken();
    return [huffman(all.slice(0, literals)), huffman(all.slice(literals))];
  };
  const block = (literals, distances) => {
    for (;;) {
      const found = symbol(literals);
      if (found < 256) push(found);
      else if (found === 256) return;
      else {
        if (found > 285) throw broken();
        const [length, extra] = LENGTHS[found - 257];
        const count = length + bits(extra);
        const far = symbol(distances);
        if (far > 29) throw broken();
        const distance = DISTANCES[far][0] + bits(DISTANCES[far][1]);
        if (distance > out.length) throw broken();
        for (let i = 0; i < count; i++) push(out[out.length - distance]);
      }
    }
  };
  for (let last = 0; !last; ) {
    last = bit();
    const type = bits(2);
    if (type === 0) stored();
    else if (type === 1) block(FIXED, FIXED_DISTANCES);
    else if (type === 2) block(...tables());
    else throw broken();
  }
  if (at + (bitAt ? 1 : 0) !== bytes.length) throw broken();
  return Uint8Array.from(out.slice(dictionary.length));
}
