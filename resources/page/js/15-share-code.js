// The share code and the moving code: the twin of the app's reader, after resources/share-code/SPECIFICATION.md.

const MOST_MESSAGE = 262144;
const MOST_BLOCKS = 400;
const BLOCK_WIDTHS = new Map(
  Array.from({ length: 128 }, (_, i) => [String((1n << BigInt(8 * (i + 1))) - 1n).length, i + 1]),
);

function bytesFromDigits(digits) {
  if (!/^\d*$/.test(digits)) throw malformed('format.share_code_digits');
  const blocks = [];
  for (let at = 0; at < digits.length; at += 309) {
    const block = digits.slice(at, at + 309);
    const length = BLOCK_WIDTHS.get(block.length);
    const value = BigInt(block);
    if (length === undefined || value >> BigInt(8 * length) !== 0n) throw malformed('format.share_code_digits');
    blocks.push(bigTo(value, length));
  }
  return concat(...blocks);
}

// The digits of a single code, or null for text that is none.
function shareCodeText(text) {
  const found = /^(?:capsa:1:|(?:https?:\/\/[^\s#]*)?#1:)(\d+)$/.exec(text);
  return found ? found[1] : null;
}

const openShareCode = async (digits) => openMessage(bytesFromDigits(digits));

function varint(bytes, at) {
  let value = 0;
  for (let i = 0; i < 4; i++) {
    const byte = bytes[at + i];
    if (byte === undefined) break;
    value += (byte & 127) * 2 ** (7 * i);
    if (byte < 128) {
      if (i > 0 && byte === 0) break;
      return [value, at + i + 1];
    }
  }
  throw malformed('format.share_code_body');
}

async function openMessage(message) {
  if (message.length > MOST_MESSAGE) throw new Problem('unsafe', 'format.unsafe_size');
  const [version, form, number] = message;
  const dictionaries = config.dictionaries ?? {};
  if (version !== 1 || ![1, 2, 3].includes(form)) throw malformed('format.unsupported_share_version');
  if (number !== 0 && !Object.hasOwn(dictionaries, String(number))) throw malformed('format.unsupported_share_version');
  const dictionary = number === 0 ? new Uint8Array() : fromBase64url(dictionaries[String(number)]);
  const [length, at] = varint(message, 3);
  if (length > MOST_MESSAGE) throw new Problem('unsafe', 'format.unsafe_size');
  const folded = inflateWithDictionary(message.subarray(at + 4), dictionary, 2 * length + 64);
  const text = unfold(folded, 0);
  const sum = (await digest('SHA-256', text)).subarray(0, 4);
  if (text.length !== length || !sameBytes(sum, message.subarray(at, at + 4))) throw malformed('format.share_code_check');
  return fromUtf8(text);
}

function toBase58(bytes) {
  let value = bigFrom(bytes);
  let text = '';
  for (; value > 0n; value /= 58n) text = BASE58[Number(value % 58n)] + text;
  for (const byte of bytes) {
    if (byte !== 0) break;
    text = '1' + text;
  }
  return text;
}

function unfold(folded, depth) {
  if (depth > 4) throw malformed('format.share_code_body');
  const parts = [];
  for (let at = 0; at < folded.length; ) {
    const [head, start] = varint(folded, at);
    const kind = head % 4;
    const length = Math.floor(head / 4);
    const bytes = folded.subarray(start, start + length);
    if (length === 0 || bytes.length !== length || (kind === 3 && length > 256)) throw malformed('format.share_code_body');
    if (kind === 0) parts.push(bytes);
    else if (kind === 1) parts.push(utf8(toBase64url(bytes)));
    else if (kind === 2) parts.push(utf8(toBase64url(unfold(bytes, depth + 1))));
    else parts.push(utf8(toBase58(bytes)));
    at = start + length;
  }
  return concat(...parts);
}

// ---- moving codes ----

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  for (let bit = 0; bit < 8; bit++) n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1;
  return n >>> 0;
});
const crc32 = (bytes) => {
  let value = 0xffffffff;
  for (const byte of bytes) value = CRC_TABLE[(value ^ byte) & 255] ^ (value >>> 8);
  return (value ^ 0xffffffff) >>> 0;
};
const be32 = (value) => bigTo(BigInt(value), 4);

async function frameMask(i, k) {
  if (i < k) return 1n << BigInt(i);
  const size = Math.ceil(k / 8);
  for (let attempt = 0; ; attempt++) {
    let stream = new Uint8Array();
    for (let n = 0; stream.length < size; n++) {
      stream = concat(stream, await digest('SHA-256', concat(utf8('capsa:m1'), be32(k), be32(i), be32(attempt), be32(n))));
    }
    const mask = bigFrom(stream.slice(0, size).reverse()) & ((1n << BigInt(k)) - 1n);
    if (mask !== 0n) return mask;
  }
}

// Collects what a camera reads: a whole code at once, or frames of a moving one in any order. add() gives the text of
// the share when it is complete, otherwise null; `progress` is how much of it is there.
function newCodeCollector() {
  const messages = new Map();
  const collector = { progress: 0, add };
  return collector;

  async function add(code) {
    const moving = /^capsa:m1:(\d+)$/.exec(code);
    if (!moving) return code;
    let frame;
    try {
      frame = readFrame(bytesFromDigits(moving[1]));
    } catch {
      return null;
    }
    const key = `${toBase64url(frame.id)}.${frame.length}.${frame.block.length}`;
    if (!messages.has(key)) messages.set(key, { rows: new Map(), seen: new Set() });
    const { rows, seen } = messages.get(key);
    if (seen.has(frame.number)) return null;
    seen.add(frame.number);
    reduce(rows, await frameMask(frame.number, frame.blocks), bigFrom(frame.block));
    collector.progress = rows.size / frame.blocks;
    if (rows.size < frame.blocks) return null;
    const whole = await finishMessage(rows, frame);
    // A forged frame spoilt it: begin anew, so that the true frames still to come can win.
    if (whole === null) messages.delete(key);
    return whole;
  }
}

function readFrame(bytes) {
  if (bytes.length < 21 || bytes[0] !== 1) throw malformed('format.share_code_body');
  const body = bytes.subarray(0, -4);
  if (Number(bigFrom(bytes.subarray(-4))) !== crc32(body)) throw malformed('format.share_code_check');
  const length = Number(bigFrom(bytes.subarray(9, 12)));
  const block = body.subarray(16);
  const blocks = Math.ceil(length / block.length);
  if (length < 1 || length > MOST_MESSAGE || blocks > MOST_BLOCKS) throw malformed('format.share_code_body');
  return { id: bytes.slice(1, 9), length, number: Number(bigFrom(bytes.subarray(12, 16))), block: block.slice(), blocks };
}

const highestBit = (mask) => mask.toString(2).length - 1;

// One equation per highest block (elimination over GF(2)).
function reduce(rows, mask, data) {
  while (mask !== 0n) {
    const top = highestBit(mask);
    const row = rows.get(top);
    if (!row) {
      rows.set(top, [mask, data]);
      return;
    }
    mask ^= row[0];
    data ^= row[1];
  }
}

async function finishMessage(rows, frame) {
  const solved = new Map();
  for (let top = 0; top < frame.blocks; top++) {
    let [mask, data] = rows.get(top);
    for (let lower = 0; lower < top; lower++) if ((mask >> BigInt(lower)) & 1n) data ^= solved.get(lower);
    solved.set(top, data);
  }
  const whole = concat(...Array.from({ length: frame.blocks }, (_, i) => bigTo(solved.get(i), frame.block.length)));
  const message = whole.subarray(0, frame.length);
  const id = (await digest('SHA-256', message)).subarray(0, 8);
  if (!sameBytes(id, frame.id) || whole.subarray(frame.length).some((byte) => byte !== 0)) return null;
  return openMessage(message);
}
