// Writes the compact bank list the extractor reads (engine/observables/reference.h) from the npm package zengin-code (MIT).
// Usage: node tools/make_banks.mjs OUTPUT.tsv   (after `npm ci` in tools/)
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';

const require = createRequire(import.meta.url);

function fail(message) {
  process.stderr.write(`make_banks: ${message}\n`);
  process.exit(1);
}

const output = process.argv[2];
if (!output) fail('usage: node tools/make_banks.mjs OUTPUT.tsv');

let banks;
try {
  banks = require('zengin-code');
} catch {
  fail('package zengin-code is missing: run `npm ci` in tools/ first');
}

const clean = (text) => String(text ?? '').replace(/[\t\r\n]+/g, ' ').trim();
const lines = [];
for (const code of Object.keys(banks).sort()) {
  const bank = banks[code];
  lines.push(['bank', code, clean(bank.name), clean(bank.kana)].join('\t'));
  for (const branchCode of Object.keys(bank.branches ?? {}).sort()) {
    const branch = bank.branches[branchCode];
    lines.push(['branch', branchCode, clean(branch.name), clean(branch.kana)].join('\t'));
  }
}
if (lines.length < 10_000) fail(`only ${lines.length} banks and branches in the package: refusing to write a cut list`);

mkdirSync(dirname(output), { recursive: true });
writeFileSync(`${output}.new`, `${lines.join('\n')}\n`);
renameSync(`${output}.new`, output);
process.stderr.write(`make_banks: ${lines.length} banks and branches\n`);
