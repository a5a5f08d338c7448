'use strict';
const assert = require('node:assert/strict');
const crypto = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');
const { after, before, test } = require('node:test');
const { serve } = require('./sandbox');

let sandbox, bucket;
before(async () => {
  sandbox = await serve();
  [bucket] = await sandbox.storage.createBucket('things', { location: 'US' });
});
after(() => sandbox?.stop());

test('buckets: list, metadata, a second of the name refused', async () => {
  const [all] = await sandbox.storage.getBuckets();
  assert.deepEqual(all.map(one => one.name), ['things']);
  await bucket.setLabels({ team: 'eros' });
  assert.deepEqual((await bucket.getLabels())[0], { team: 'eros' });
  await assert.rejects(sandbox.storage.createBucket('things'), error => error.code === 409);
});

test('a simple upload comes back, with its checksums checked', async () => {
  const file = bucket.file('a b/ü.txt');
  await file.save('hello', { resumable: false, contentType: 'text/plain', metadata: { metadata: { k: 'v' } } });
  assert.equal((await file.download({ validation: 'crc32c' }))[0].toString(), 'hello');
  const [metadata] = await file.getMetadata();
  assert.equal(metadata.contentType, 'text/plain');
  assert.equal(metadata.metadata.k, 'v');
  assert.equal(metadata.md5Hash, crypto.createHash('md5').update('hello').digest('base64'));
});

test('a resumable upload in several chunks', async () => {
  const bytes = crypto.randomBytes(1_000_000);
  const file = bucket.file('chunked.bin');
  await file.save(bytes, { resumable: true, chunkSize: 256 * 1024, validation: 'md5' });
  assert.ok((await file.download())[0].equals(bytes));
});

test('upload a local file; download a range', async () => {
  const local = path.join(sandbox.folder, 'local.txt');
  fs.writeFileSync(local, '0123456789');
  const [file] = await bucket.upload(local, { destination: 'ranged.txt' });
  assert.equal((await file.download({ start: 2, end: 5 }))[0].toString(), '2345');
});

test('list with prefix and delimiter, and by pages', async () => {
  for (const name of ['l/a', 'l/b', 'l/sub/c', 'l/sub/d']) await bucket.file(name).save('x', { resumable: false });
  const [files, , answer] = await bucket.getFiles({ prefix: 'l/', delimiter: '/', autoPaginate: false });
  assert.deepEqual(files.map(one => one.name), ['l/a', 'l/b']);
  assert.deepEqual(answer.prefixes, ['l/sub/']);
  const [page, next] = await bucket.getFiles({ prefix: 'l/', maxResults: 3, autoPaginate: false });
  assert.equal(page.length, 3);
  assert.deepEqual((await bucket.getFiles({ ...next, autoPaginate: false }))[0].map(one => one.name), ['l/sub/d']);
});

test('preconditions on the generation', async () => {
  const file = bucket.file('guarded');
  await file.save('one', { resumable: false, preconditionOpts: { ifGenerationMatch: 0 } });
  await assert.rejects(file.save('two', { resumable: false, preconditionOpts: { ifGenerationMatch: 0 } }), error => error.code === 412);
  const [{ generation }] = await file.getMetadata();
  await file.save('two', { resumable: false, preconditionOpts: { ifGenerationMatch: generation } });
  assert.equal((await file.download())[0].toString(), 'two');
});

test('copy, move, compose, delete', async () => {
  await bucket.file('one').save('1', { resumable: false });
  await bucket.file('one').copy(bucket.file('two'));
  await bucket.file('two').move('three');
  assert.deepEqual(await bucket.file('two').exists(), [false]);
  await bucket.combine(['one', 'three'], 'both');
  assert.equal((await bucket.file('both').download())[0].toString(), '11');
  await bucket.file('both').delete();
  await assert.rejects(bucket.file('both').download(), error => error.code === 404);
});
