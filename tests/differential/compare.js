// Compares families of expressions and prints the mismatches by function: node compare.js [--seed N] [--count N] [--shown N] [FAMILY...]
'use strict';
const { parseArgs } = require('node:util');
const { Comparison } = require('./comparison');
const { expressions, families, sizeOf } = require('./generator');
const { Random } = require('./random');
const { Reference } = require('./reference');
const { Sandbox } = require('./sandbox');

const { values, positionals } = parseArgs({ allowPositionals: true, options: { seed: { type: 'string', default: '1' }, count: { type: 'string' }, shown: { type: 'string', default: '3' } } });

function show(outcome) {
  return outcome.error ? `error: ${outcome.error.split('\n')[0].slice(0, 160)}` : JSON.stringify(outcome.value, (_, value) => typeof value === 'number' ? String(value) : value);
}

function report(mismatches) {
  const by = new Map();
  for (const one of mismatches) by.set(one.blamed, [...by.get(one.blamed) ?? [], one]);
  for (const [label, list] of [...by].sort((one, other) => other[1].length - one[1].length)) {
    console.log(`  ${label}: ${list.length}`);
    for (const { sql, expected, actual } of list.slice(0, Number(values.shown))) console.log(`    ${sql}\n      reference ${show(expected)}\n      sandbox   ${show(actual)}`);
  }
}

async function main() {
  const [reference, sandbox] = await Promise.all([Reference.start(), Sandbox.start()]);
  try {
    const comparison = new Comparison(reference, sandbox);
    for (const family of positionals.length ? positionals : families) {
      const started = Date.now();
      const count = values.count ? Number(values.count) : 2 * sizeOf(family);
      const { compared, failing, known, mismatches } = await comparison.of([...expressions(family, count, new Random(Number(values.seed)))]);
      console.log(`${family}: ${compared} compared (${failing} errors), ${mismatches.length} mismatches, ${known} known, ${((Date.now() - started) / 1000).toFixed(1)} s`);
      report(mismatches);
    }
  } finally {
    reference.stop();
    await sandbox.stop();
  }
}

main().then(() => process.exit(0), error => { console.error(error); process.exit(1); });
