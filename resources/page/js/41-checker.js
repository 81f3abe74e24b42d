// The stand-alone checker: paste, drop, open, scan, or arrive with a QR's fragment. Nothing leaves this page unasked.

const MOST_INPUT = 10 << 20;
let lastText = null;

// A press of the button names the hosts first; until then nothing is fetched.
const online = { allowed: false, wanted: new Set() };

async function fetchWhenAllowed(url, code) {
  const host = hostOf(url);
  if (!/^https:\/\//.test(url)) throw new Problem('unsafe', code, { host });
  online.wanted.add(host);
  if (!online.allowed) throw new Problem('unsupported', code, { host });
  try {
    const answer = await fetch(url, {
      credentials: 'omit', referrerPolicy: 'no-referrer', cache: 'no-store', redirect: 'error',
      signal: AbortSignal.timeout(15000),
    });
    if (!answer.ok) throw new Error(String(answer.status));
    const bytes = new Uint8Array(await answer.arrayBuffer());
    if (bytes.length > MOST_LIST_BYTES) throw new Error('too large');
    return bytes;
  } catch {
    // Most hosts do not allow a page to read them (no CORS header): that is "could not check", never "false".
    throw new Problem('unsupported', code, { host });
  }
}

async function checkText(text) {
  lastText = text;
  online.wanted.clear();
  const output = document.getElementById('output');
  const run = {
    now: Date.now(), nonce: config.nonce ?? null, audience: config.audience ?? null,
    trust: config.trust ?? [], contexts: config.contexts, fetch: fetchWhenAllowed,
  };
  const report = await inspect(text, run);
  drawReport(report, output);
  if (!online.allowed && online.wanted.size > 0) output.prepend(onlineOffer());
  output.focus();
  return report;
}

function onlineOffer() {
  const hosts = [...online.wanted].sort().join(', ');
  return element('div', { class: 'card offer' },
    element('p', {}, say('page.online_needed', { hosts })),
    element('button', {
      type: 'button',
      click: async () => {
        online.allowed = true;
        await checkText(lastText);
        online.allowed = false;
      },
    }, say('page.online_go', { hosts })));
}

async function checkFile(file) {
  if (file.size > MOST_INPUT) {
    return checkText('');
  }
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (file.type.startsWith('image/') && 'BarcodeDetector' in globalThis) {
    const codes = await readCodes(await createImageBitmap(file));
    if (codes.length > 0) return checkText(codes[0]);
  }
  const baked = bakedText(bytes);
  if (baked !== null) return checkText(baked);
  try {
    return await checkText(fromUtf8(bytes));
  } catch {
    return checkText('');
  }
}

// A badge baked into a PNG: the uncompressed iTXt chunks of Open Badges; exactly one text may stand there.
function bakedText(bytes) {
  const signature = [0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10];
  if (!signature.every((byte, i) => bytes[i] === byte)) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found = new Set();
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = view.getUint32(at);
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    const data = bytes.subarray(at + 8, at + 8 + length);
    if (type === 'iTXt') {
      const end = data.indexOf(0);
      const keyword = String.fromCharCode(...data.subarray(0, end));
      if (['openbadges', 'openbadgecredential'].includes(keyword) && data[end + 1] === 0) {
        const language = data.indexOf(0, end + 3);
        found.add(fromUtf8(data.subarray(data.indexOf(0, language + 1) + 1)));
      }
    }
    at += 12 + length;
  }
  return found.size === 1 ? [...found][0] : null;
}

async function readCodes(image) {
  const detector = new BarcodeDetector({ formats: ['qr_code'] });
  return (await detector.detect(image)).map((code) => code.rawValue);
}

async function scanCamera() {
  const video = document.getElementById('video');
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
  video.srcObject = stream;
  video.hidden = false;
  await video.play();
  const collector = newCodeCollector();
  const look = async () => {
    if (video.hidden) return;
    for (const code of await readCodes(video)) {
      const whole = await collector.add(code);
      if (whole !== null) {
        stream.getTracks().forEach((track) => track.stop());
        video.hidden = true;
        await checkText(whole);
        return;
      }
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

function startChecker() {
  const input = document.getElementById('input');
  const open = document.getElementById('file');
  document.getElementById('check').addEventListener('click', () => checkText(input.value));
  open.addEventListener('change', () => open.files[0] && checkFile(open.files[0]));
  document.addEventListener('dragover', (event) => event.preventDefault());
  document.addEventListener('drop', (event) => {
    event.preventDefault();
    const [file] = event.dataTransfer.files;
    if (file) checkFile(file);
    else checkText(event.dataTransfer.getData('text/plain'));
  });
  const scan = document.getElementById('scan');
  if ('BarcodeDetector' in globalThis && navigator.mediaDevices) {
    scan.hidden = false;
    scan.addEventListener('click', () => scanCamera().catch(() => {
      document.getElementById('output').replaceChildren(element('p', { class: 'strip grey' }, say('page.no_camera')));
    }));
  }
  redraw = () => (lastText === null ? undefined : checkText(lastText));
  const arrive = () => {
    if (location.hash.length > 1) {
      const carried = location.hash;
      history.replaceState(null, '', location.pathname + location.search);
      checkText(carried);
    }
  };
  globalThis.addEventListener('hashchange', arrive);
  arrive();
}
