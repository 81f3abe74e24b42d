// Words in the chosen language, then the viewer or the checker.



function translate() {
  document.documentElement.lang = language;
  document.title = say(config.kind === 'checker' ? 'page.checker_title' : 'page.viewer_title');
  for (const node of document.querySelectorAll('[data-say]')) node.textContent = say(node.dataset.say);
  for (const node of document.querySelectorAll('[data-say-placeholder]')) node.placeholder = say(node.dataset.sayPlaceholder);
  for (const node of document.querySelectorAll('[data-lang]')) {
    node.setAttribute('aria-pressed', String(node.dataset.lang === language));
  }
}

for (const node of document.querySelectorAll('[data-lang]')) {
  node.addEventListener('click', () => {
    language = node.dataset.lang;
    translate();
    redraw();
  });
}
globalThis.capsa = { inspect, openShareCode, shareCodeText, newCodeCollector, inflateWithDictionary, readQuads, headline, parseJson, jcs, ed25519, verifySignature, keyFromMultikey, keyFromJwk, config };
translate();
if (config.kind === 'checker') startChecker();
else startViewer();
