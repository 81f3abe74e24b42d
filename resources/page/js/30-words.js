// The sentences of the app, carried in the page, and the two languages it can be read in.

const config = JSON.parse(document.getElementById('config').textContent);
let redraw = () => undefined;
let language = (navigator.language || 'en').toLowerCase().startsWith('nl') ? 'nl' : 'en';

function say(key, facts = {}) {
  const sentence = config.wording[language][key] ?? config.wording.en[key];
  if (sentence === undefined) return key;
  return sentence.replace(/\{(\w+)\}/g, (_, name) => facts[name] ?? '…');
}

const dateText = (value) => {
  const moment = new Date(value);
  // What is no date is shown as it stands; it must not keep the rest from being shown.
  if (Number.isNaN(moment.getTime())) return visible(value);
  return new Intl.DateTimeFormat(language, { dateStyle: 'long' }).format(moment);
};
const timeText = (value) => new Intl.DateTimeFormat(language, { timeStyle: 'short' }).format(new Date(value));

// ---- building the page: text only, never markup ----

function element(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key === 'click') node.addEventListener('click', value);
    else if (value === true) node.setAttribute(key, '');
    else if (value !== false && value !== null && value !== undefined) node.setAttribute(key, value);
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined));
  return node;
}

// Characters that reverse or hide text are shown as their number, so that a name cannot pretend to be another.
const HIDDEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/g;
const visible = (text) =>
  String(text).replace(HIDDEN, (c) => `⟨U+${c.codePointAt(0).toString(16).toUpperCase().padStart(4, '0')}⟩`);

const stated = (text, lang) => element('bdi', { lang: lang || null }, visible(text));

const SHAPES = {
  green: 'M12 2 4 5v6c0 5 3.4 9.3 8 11 4.6-1.7 8-6 8-11V5zM8 12l3 3 5-6',
  amber: 'M12 3 2 21h20zM12 10v5m0 3v.01',
  red: 'M8 2h8l6 6v8l-6 6H8l-6-6V8zM9 9l6 6m0-6-6 6',
  grey: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M9.5 9.5a2.5 2.5 0 1 1 3.5 2.3c-.7.4-1 .9-1 1.7m0 3v.01',
};

function icon(tone) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  svg.setAttribute('class', 'icon');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', SHAPES[tone]);
  svg.append(path);
  return svg;
}
