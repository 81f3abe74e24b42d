// Opens a page in the machine's Firefox and calls capsa.inspect for each case. Usage: node evaluate.mjs JOB.json
// JOB: { executable, page, profile, cases: [[text, run, quads], …] }; prints the reports as JSON.
import { readFileSync } from 'node:fs';
import puppeteer from 'puppeteer-core';

const job = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const browser = await puppeteer.launch({
  browser: 'firefox', executablePath: job.executable, headless: true, userDataDir: job.profile,
});
try {
  const page = await browser.newPage();
  await page.goto(job.page);
  const reports = await page.evaluate(async (cases) => {
    const answers = [];
    for (const [text, run, quads] of cases) {
      const fetch = async () => {
        throw new Error('offline');
      };
      const report = await capsa.inspect(text, { ...run, contexts: capsa.config.contexts, fetch }, quads);
      answers.push({ verdict: report.verdict, checks: report.checks.map((one) => [one.kind, one.outcome, one.code]) });
    }
    return answers;
  }, job.cases);
  console.log(JSON.stringify({ version: await browser.version(), reports }));
} finally {
  await browser.close();
}
