// The stand-alone checker: paste, drop, open, scan, or arrive with a QR's fragment. Nothing leaves this page unasked.

const MOST_INPUT = 10 << 20;
// What is shown now; whatever is handed over next takes its place at once, so that no verdict outlives what it is about.
const shown = { turn: 0, report: null, offer: null };

// Only hosts that a press of the button named are asked.
function fetchFrom(allowed, wanted) {
  return async (url, code) => {
    const host = hostOf(url);
    if (!/^https:\/\//.test(url)) throw new Problem('unsafe', code, { host });
    if (!allowed.has(host)) {
      wanted.add(host);
      throw new Problem('unsupported', code, { host });
    }
    try {
      const answer = await fetch(url, {
        credentials: 'omit', referrerPolicy: 'no-referrer', cache: 'no-store', redirect: 'error',
        signal: AbortSignal.timeout(15000),
      });
      if (!answer.ok) throw new Error(String(answer.status));
      return await readAtMost(answer.body, MOST_LIST_BYTES);
    } catch {
      // Most hosts do not allow a page to read them (no CORS header): that is "could not check", never "false".
      throw new Problem('unsupported', code, { host });
    }
  };
}

function nextTurn() {
  shown.report = shown.offer = null;
  document.getElementById('output').replaceChildren();
  return ++shown.turn;
}

function draw() {
  if (shown.report === null) return;
  const output = document.getElementById('output');
  drawReport(shown.report, output);
  if (shown.offer) output.prepend(shown.offer());
}

const checkText = (text, allowed = new Set()) => checkTexts([text], allowed);

async function checkTexts(texts, allowed = new Set()) {
  const turn = nextTurn();
  const wanted = new Set();
  const run = {
    now: Date.now(), nonce: config.nonce ?? null, audience: config.audience ?? null,
    trust: config.trust ?? [], contexts: config.contexts, fetch: fetchFrom(allowed, wanted),
  };
  const reports = [];
  for (const text of texts) reports.push(await inspect(text, run));
  const report = reports.length === 1 ? reports[0] : bundleOf(reports);
  if (turn !== shown.turn) return report;
  shown.report = report;
  if (wanted.size > 0) shown.offer = () => onlineOffer(texts, allowed, wanted);
  draw();
  document.getElementById('output').focus();
  return report;
}

// Several codes in one picture: none of them speaks for the others.
function bundleOf(reports) {
  const bundle = emptyReport('container', 'unknown', '');
  bundle.checks.push(check('FORMAT', 'passed', 'format.read'), check('PROOF', 'not_applicable', 'proof.container'));
  bundle.flags.push('UNSIGNED_CONTAINER');
  bundle.items = reports;
  return finish(bundle);
}

function refuse(code) {
  nextTurn();
  shown.report = emptyReport('credential', 'unknown', '');
  shown.report.checks.push(check('FORMAT', 'failed', code));
  finish(shown.report);
  draw();
}

function onlineOffer(texts, allowed, wanted) {
  const hosts = [...wanted].sort().join(', ');
  return element('div', { class: 'card offer' },
    element('p', {}, say('page.online_needed', { hosts })),
    element('button', {
      type: 'button',
      click: () => checkTexts(texts, new Set([...allowed, ...wanted])),
    }, say('page.online_go', { hosts })));
}

async function checkFile(file) {
  const turn = nextTurn();
  if (file.size > MOST_INPUT) return refuse('format.unsafe_size');
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (turn !== shown.turn) return undefined;
  const baked = bakedText(bytes);
  if (baked !== null) return checkText(baked);
  if (file.type.startsWith('image/') && 'BarcodeDetector' in globalThis) {
    // A picture that this browser cannot draw has no code that it could read.
    const codes = await createImageBitmap(file).then(readCodes).catch(() => []);
    if (turn !== shown.turn) return undefined;
    if (codes.length > 0) return checkTexts([...new Set(codes)]);
  }
  let text;
  try {
    text = fromUtf8(bytes);
  } catch {
    return refuse('format.json_encoding');
  }
  return checkText(text);
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
    for (const code of await readCodes(video).catch(() => [])) {
      let whole = null;
      let problem = null;
      try {
        whole = await collector.add(code);
      } catch (error) {
        // A whole moving code that this page cannot read: said, not passed over in silence.
        problem = error instanceof Problem && error.code.startsWith('format.') ? error.code : 'format.malformed';
      }
      if (whole !== null || problem !== null) {
        stream.getTracks().forEach((track) => track.stop());
        video.hidden = true;
        if (problem !== null) refuse(problem);
        else await checkText(whole);
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
  redraw = draw;
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
