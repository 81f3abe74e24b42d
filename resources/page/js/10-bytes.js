// Bytes, text and digests. Everything that decodes is strict: one text, one meaning, or an error.
'use strict';

class Problem extends Error {
  // outcome: what the check that met it becomes; code: stable, the same as in the app.
  constructor(outcome, code, facts = {}) {
    super(code);
    this.outcome = outcome;
    this.code = code;
    this.facts = facts;
  }
}
const malformed = (code, facts) => new Problem('malformed', code, facts);
const unsupported = (code, facts) => new Problem('unsupported', code, facts);
const tampered = (code, facts) => new Problem('failed', code, facts);

const utf8 = (text) => new TextEncoder().encode(text);
const fromUtf8 = (bytes) => {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw malformed('format.json_encoding');
  }
};

function concat(...parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

const sameBytes = (a, b) => a.length === b.length && a.every((byte, i) => byte === b[i]);

async function digest(name, bytes) {
  return new Uint8Array(await crypto.subtle.digest(name, bytes));
}

// RFC 4648 section 5 without padding; a last character with stray bits is refused.
function fromBase64url(text) {
  if (!/^[A-Za-z0-9_-]*$/.test(text) || text.length % 4 === 1) throw malformed('format.jws_base64');
  const raw = atob(text.replace(/-/g, '+').replace(/_/g, '/'));
  const bytes = Uint8Array.from(raw, (c) => c.charCodeAt(0));
  if (toBase64url(bytes) !== text) throw malformed('format.jws_base64');
  return bytes;
}

function toBase64url(bytes) {
  let raw = '';
  for (let i = 0; i < bytes.length; i += 0x8000) raw += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
  return btoa(raw).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
}

const BASE58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

function fromBase58(text) {
  if (text.length > 2048) throw malformed('key.not_canonical');
  let value = 0n;
  for (const c of text) {
    const digit = BASE58.indexOf(c);
    if (digit < 0) throw malformed('key.not_canonical');
    value = value * 58n + BigInt(digit);
  }
  const bytes = [];
  for (; value > 0n; value >>= 8n) bytes.unshift(Number(value & 255n));
  for (const c of text) {
    if (c !== '1') break;
    bytes.unshift(0);
  }
  return Uint8Array.from(bytes);
}

// Multibase (the two encodings that Data Integrity uses).
function fromMultibase(text) {
  if (typeof text !== 'string' || text.length < 2) throw malformed('key.not_canonical');
  if (text[0] === 'z') return fromBase58(text.slice(1));
  if (text[0] === 'u') return fromBase64url(text.slice(1));
  throw unsupported('proof.value_malformed');
}

const bigFrom = (bytes) => bytes.reduce((value, byte) => (value << 8n) | BigInt(byte), 0n);
function bigTo(value, length) {
  const bytes = new Uint8Array(length);
  for (let i = length - 1; i >= 0; i--, value >>= 8n) bytes[i] = Number(value & 255n);
  return bytes;
}
