// The learner's page: open what it carries (decrypting it first where a key or passphrase is needed) and show it.

const MOST_PLAIN_BYTES = 4 << 20;
const AAD = 'capsa-page-1';

async function inflate(bytes) {
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw')).getReader();
  const chunks = [];
  let size = 0;
  for (let step = await reader.read(); !step.done; step = await reader.read()) {
    size += step.value.length;
    if (size > MOST_PLAIN_BYTES) throw new Problem('unsafe', 'format.unsafe_size');
    chunks.push(step.value);
  }
  return concat(...chunks);
}

async function decrypt(sealed, rawKey) {
  const key = await crypto.subtle.importKey('raw', rawKey, 'AES-GCM', false, ['decrypt']);
  const parameters = { name: 'AES-GCM', iv: sealed.subarray(0, 12), additionalData: utf8(AAD) };
  return new Uint8Array(await crypto.subtle.decrypt(parameters, key, sealed.subarray(12)));
}

async function passphraseKey(passphrase, salt, iterations) {
  const material = await crypto.subtle.importKey('raw', utf8(passphrase.normalize('NFC')), 'PBKDF2', false, ['deriveBits']);
  const parameters = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations };
  return new Uint8Array(await crypto.subtle.deriveBits(parameters, material, 256));
}

function offline() {
  return async (url, code) => {
    throw new Problem('unsupported', code === 'status.unreachable' ? 'status.not_checked_here' : code, { host: hostOf(url) });
  };
}
const hostOf = (url) => {
  try {
    return new URL(url).host;
  } catch {
    return '…';
  }
};

async function startViewer() {
  const output = document.getElementById('output');
  if (!globalThis.isSecureContext || !crypto.subtle) {
    output.replaceChildren(element('p', { class: 'strip grey' }, say('page.insecure')));
    return;
  }
  const sealed = fromBase64url(document.getElementById('data').textContent.trim());
  const show = async (bytes) => {
    const carried = parseJson(fromUtf8(await inflate(bytes)));
    const run = { now: Date.now(), nonce: null, audience: null, trust: [], contexts: config.contexts, fetch: offline() };
    const draw = async () => drawReport(await inspect(carried.presentation, run, listOf(carried.quads)), output);
    redraw = draw;
    await draw();
  };
  if (config.seal === 'none') return show(sealed);
  if (config.seal === 'fragment') {
    const key = location.hash.slice(1);
    // The key must not stay in the address bar, where it would end up in the history.
    history.replaceState(null, '', location.pathname + location.search);
    try {
      return await show(await decrypt(sealed, fromBase64url(key)));
    } catch {
      output.replaceChildren(element('p', { class: 'strip grey' }, say('page.wrong_key')));
      return undefined;
    }
  }
  return askPassphrase(output, sealed, show);
}

function askPassphrase(output, sealed, show) {
  const field = element('input', { type: 'password', id: 'passphrase', autocomplete: 'off', required: true });
  const message = element('p', { role: 'alert' });
  const form = element('form', { class: 'card' },
    element('label', { for: 'passphrase' }, say('page.passphrase')), field,
    element('button', { type: 'submit' }, say('page.open')), message);
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    try {
      const key = await passphraseKey(field.value, fromBase64url(config.salt), config.iterations);
      await show(await decrypt(sealed, key));
    } catch {
      message.textContent = say('page.wrong_passphrase');
      field.select();
    }
  });
  output.replaceChildren(form);
  field.focus();
}
