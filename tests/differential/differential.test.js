// A family a test: no expression may differ but those whose template stands in open.txt.
'use strict';
const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
const { after, before, test } = require('node:test');
const { Comparison } = require('./comparison');
const { expressions, families, sizeOf } = require('./generator');
const { Random } = require('./random');
const { Reference } = require('./reference');
const { Sandbox } = require('./sandbox');

const open = new Set(fs.readFileSync(path.join(__dirname, 'open.txt'), 'utf8').split('\n').filter(line => line && !line.startsWith('#')));

let reference, sandbox;
before(async () => { [reference, sandbox] = await Promise.all([Reference.start(), Sandbox.start()]); });
after(async () => {
  reference?.stop();
  await sandbox?.stop();
});

for (const family of families) {
  test(family, async t => {
    const { compared, mismatches } = await new Comparison(reference, sandbox).of([...expressions(family, 2 * sizeOf(family), new Random(1))]);
    t.diagnostic(`${compared} compared, ${mismatches.length} different as open.txt says`);
    assert.ok(compared > 0);
    assert.deepEqual(mismatches.filter(one => !open.has(one.blamed)).map(({ blamed, sql, expected, actual }) => ({ blamed, sql, expected, actual })), []);
  });
}
