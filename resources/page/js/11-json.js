// Strict JSON (no duplicate keys, no lone surrogates, a depth limit) and its canonical form (RFC 8785).

const DEEPEST = 64;
const MOST_NODES = 200000;

function parseJson(text) {
  let at = 0;
  let nodes = 0;
  const fail = (code = 'format.json_syntax') => {
    throw malformed(code);
  };
  const space = () => {
    while (at < text.length && ' \t\n\r'.includes(text[at])) at++;
  };
  const expect = (word, value) => {
    if (!text.startsWith(word, at)) fail();
    at += word.length;
    return value;
  };
  const string = () => {
    const start = at++;
    while (at < text.length && text[at] !== '"') {
      if (text.charCodeAt(at) < 0x20) fail();
      at += text[at] === '\\' ? 2 : 1;
    }
    if (at >= text.length) fail();
    const source = text.slice(start, ++at);
    if (!/^"(?:[^"\\]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"$/.test(source)) fail();
    const value = JSON.parse(source);
    if (!value.isWellFormed ? /[\ud800-\udfff]/u.test(value) : !value.isWellFormed()) fail('format.json_surrogate');
    return value;
  };
  const number = () => {
    const found = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/.exec(text.slice(at, at + 400));
    if (!found) fail();
    at += found[0].length;
    const value = Number(found[0]);
    if (!Number.isFinite(value)) fail();
    // A browser would round it and show another number than was signed.
    if (/^-?\d+$/.test(found[0]) && !Number.isSafeInteger(value)) throw unsupported('format.json_number');
    return value;
  };
  const members = (close, one) => {
    at++;
    space();
    if (text[at] === close) {
      at++;
      return;
    }
    for (;;) {
      space();
      one();
      space();
      if (text[at] === ',') at++;
      else if (text[at] === close) {
        at++;
        return;
      } else fail();
    }
  };
  const value = (depth) => {
    if (depth > DEEPEST || ++nodes > MOST_NODES) throw new Problem('unsafe', 'format.unsafe_depth');
    space();
    const c = text[at];
    if (c === '"') return string();
    if (c === 't') return expect('true', true);
    if (c === 'f') return expect('false', false);
    if (c === 'n') return expect('null', null);
    if (c === '[') {
      const list = [];
      members(']', () => list.push(value(depth + 1)));
      return list;
    }
    if (c === '{') {
      const object = Object.create(null);
      members('}', () => {
        if (text[at] !== '"') fail();
        const key = string();
        if (key in object) fail('format.json_duplicate_key');
        space();
        if (text[at++] !== ':') fail();
        object[key] = value(depth + 1);
      });
      return object;
    }
    return number();
  };
  const result = value(0);
  space();
  if (at !== text.length) fail();
  return result;
}

// RFC 8785: the text of numbers and the order of keys are those of ECMAScript.
function jcs(value) {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return '[' + value.map(jcs).join(',') + ']';
  const keys = Object.keys(value).sort();
  return '{' + keys.map((key) => JSON.stringify(key) + ':' + jcs(value[key])).join(',') + '}';
}

// Text for a fact that is shown; objects have no text of their own here.
const textOf = (value) => (isObject(value) || Array.isArray(value) ? jcs(value) : String(value));
const isObject = (value) => value !== null && typeof value === 'object' && !Array.isArray(value);
const listOf = (value) => (value === undefined || value === null ? [] : Array.isArray(value) ? value : [value]);
const without = (object, ...keys) => {
  const copy = Object.create(null);
  for (const key of Object.keys(object)) if (!keys.includes(key)) copy[key] = object[key];
  return copy;
};
