'use strict';
const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
const { after, before, test } = require('node:test');
const { serve } = require('./sandbox');

let sandbox, bigquery, dataset;
before(async () => {
  sandbox = await serve();
  bigquery = sandbox.bigquery;
  [dataset] = await bigquery.createDataset('d', { location: 'US', labels: { team: 'eros' } });
});
after(() => sandbox?.stop());

const file = (name, text) => {
  const at = path.join(sandbox.folder, name);
  fs.writeFileSync(at, text);
  return at;
};
const rowsOf = async sql => (await bigquery.query(sql))[0];
const schema = [{ name: 'id', type: 'INT64', mode: 'REQUIRED' }, { name: 'name', type: 'STRING' }];

test('datasets: list, get, set metadata, delete', async () => {
  await bigquery.createDataset('short_lived');
  const [all] = await bigquery.getDatasets();
  assert.deepEqual(all.map(one => one.id).sort(), ['d', 'short_lived']);
  await bigquery.dataset('short_lived').setMetadata({ description: 'soon gone' });
  const [metadata] = await bigquery.dataset('short_lived').getMetadata();
  assert.equal(metadata.description, 'soon gone');
  await bigquery.dataset('short_lived').delete({ force: true });
  assert.deepEqual(await bigquery.dataset('short_lived').exists(), [false]);
  await assert.rejects(bigquery.createDataset('d'), error => error.code === 409 && /Already Exists/.test(error.message));
});

test('load a CSV file', async () => {
  const [job] = await dataset.table('csv').load(file('rows.csv', 'id,name\n1,one\n2,"two, too"\n'), { skipLeadingRows: 1, schema: { fields: schema } });
  assert.equal(job.status.state, 'DONE');
  assert.equal(job.statistics.load.outputRows, '2');
  assert.deepEqual(await rowsOf('SELECT * FROM d.csv ORDER BY id'), [{ id: 1, name: 'one' }, { id: 2, name: 'two, too' }]);
});

test('load an NDJSON file of several megabytes through a resumable upload', async () => {
  const count = 60000;
  const lines = Array.from({ length: count }, (_, id) => JSON.stringify({ id, name: `name number ${id}`.padEnd(60, '.') })).join('\n');
  await dataset.table('nd').load(file('rows.json', lines), { sourceFormat: 'NEWLINE_DELIMITED_JSON', schema: { fields: schema } });
  assert.deepEqual(await rowsOf('SELECT COUNT(*) AS n, SUM(id) AS s FROM d.nd'), [{ n: count, s: (count * (count - 1)) / 2 }]);
});

test('query parameters: named, positional, typed, arrays and structs', async () => {
  const ask = async options => (await bigquery.query(options))[0];
  assert.deepEqual(await ask({ query: 'SELECT @a + 1 AS a, @b AS b', params: { a: 41, b: 'x' } }), [{ a: 42, b: 'x' }]);
  assert.deepEqual(await ask({ query: 'SELECT ? AS a, ? AS b', params: [1, true] }), [{ a: 1, b: true }]);
  assert.deepEqual(await ask({ query: 'SELECT @n IS NULL AS n', params: { n: null }, types: { n: 'INT64' } }), [{ n: true }]);
  assert.deepEqual(await ask({ query: 'SELECT x FROM UNNEST(@xs) AS x ORDER BY x', params: { xs: [3, 1, 2] } }), [{ x: 1 }, { x: 2 }, { x: 3 }]);
  assert.deepEqual(await ask({ query: 'SELECT @s.k AS k', params: { s: { k: 'v' } } }), [{ k: 'v' }]);
  const [row] = await ask({ query: 'SELECT @d AS d, @t AS t', params: { d: bigquery.date('2024-02-29'), t: bigquery.timestamp('2024-02-29T01:02:03.456Z') } });
  assert.equal(row.d.value, '2024-02-29');
  assert.equal(row.t.value, '2024-02-29T01:02:03.456Z');
});

test('values of every type come back as the client reads them', async () => {
  const [row] = await rowsOf(`SELECT 1.5 AS f, NUMERIC '1.25' AS n, b'ab' AS b, [1, 2] AS a, STRUCT('x' AS s, 1 AS i) AS st,
    DATETIME '2024-01-02 03:04:05' AS dt, TIME '03:04:05' AS tm, JSON '{"k":1}' AS j, CAST(NULL AS STRING) AS nil`);
  assert.equal(row.f, 1.5);
  assert.equal(row.n.toString(), '1.25');
  assert.equal(row.b.toString(), 'ab');
  assert.deepEqual(row.a, [1, 2]);
  assert.deepEqual(row.st, { s: 'x', i: 1 });
  assert.equal(row.dt.value, '2024-01-02T03:04:05');
  assert.equal(row.tm.value, '03:04:05');
  assert.deepEqual(typeof row.j === 'string' ? JSON.parse(row.j) : row.j, { k: 1 });
  assert.equal(row.nil, null);
});

test('pages of a result', async () => {
  const [job] = await bigquery.createQueryJob('SELECT n FROM UNNEST(GENERATE_ARRAY(1, 25)) AS n ORDER BY n');
  const [first, next] = await job.getQueryResults({ maxResults: 10, autoPaginate: false });
  assert.equal(first.length, 10);
  const [second] = await job.getQueryResults(next);
  assert.equal(second[0].n, 11);
  const [third, end] = await job.getQueryResults({ ...next, pageToken: undefined, startIndex: '20' });
  assert.deepEqual([third.map(row => row.n), end], [[21, 22, 23, 24, 25], null]);
  const [all] = await job.getQueryResults();
  assert.deepEqual(all.map(row => row.n), Array.from({ length: 25 }, (_, i) => i + 1));
});

test('jobs: asynchronous start, promise of the end, list, failure', async () => {
  const [job] = await bigquery.createQueryJob({ query: 'SELECT 7 AS n', jobId: 'mine_1', labels: { kind: 'test' } });
  await job.promise();
  const [metadata] = await job.getMetadata();
  assert.equal(metadata.status.state, 'DONE');
  assert.equal(metadata.configuration.labels.kind, 'test');
  const [jobs] = await bigquery.getJobs();
  assert.ok(jobs.some(one => one.id === 'mine_1'));
  await assert.rejects(bigquery.query('SELECT nothing FROM d.absent'), /Not found: Table eros-test:d\.absent/);
  await assert.rejects(bigquery.query('SELECT 1 FRM t'), /Syntax error/);
});

test('a dry run tells the bytes and runs nothing', async () => {
  await bigquery.query('CREATE OR REPLACE TABLE d.dry AS SELECT n FROM UNNEST(GENERATE_ARRAY(1, 100)) AS n');
  const [job] = await bigquery.createQueryJob({ query: 'SELECT n FROM d.dry', dryRun: true });
  assert.equal(job.metadata.statistics.totalBytesProcessed, '800');
});

test('copy a table', async () => {
  await bigquery.query("CREATE OR REPLACE TABLE d.source AS SELECT 1 AS id, 'a' AS name");
  await dataset.table('source').copy(dataset.table('target'));
  await dataset.table('source').copy(dataset.table('target'), { writeDisposition: 'WRITE_APPEND' });
  assert.deepEqual(await rowsOf('SELECT COUNT(*) AS n FROM d.target'), [{ n: 2 }]);
});

test('extract a table to the local bucket and load it again', async () => {
  const [bucket] = await sandbox.storage.createBucket('extracts');
  await bigquery.query("CREATE OR REPLACE TABLE d.out AS SELECT 1 AS id, 'a' AS name UNION ALL SELECT 2, 'b'");
  await dataset.table('out').extract(bucket.file('out.csv'));
  const [text] = await bucket.file('out.csv').download();
  assert.deepEqual(text.toString().trim().split('\n').sort(), ['1,a', '2,b', 'id,name']);
  await dataset.table('again').load(bucket.file('out.csv'), { autodetect: true, skipLeadingRows: 1 });
  assert.deepEqual(await rowsOf('SELECT COUNT(*) AS n FROM d.again'), [{ n: 2 }]);
});

test('table metadata: partitioning kept, a stale etag refused', async () => {
  const [table] = await dataset.createTable('meta', {
    schema: [{ name: 'at', type: 'DATE' }, { name: 'v', type: 'FLOAT64' }], timePartitioning: { type: 'DAY', field: 'at' } });
  const [old] = await table.getMetadata();
  assert.equal(old.timePartitioning.field, 'at');
  await table.setMetadata({ description: 'one', etag: old.etag });
  const [now] = await table.getMetadata();
  assert.equal(now.description, 'one');
  assert.notEqual(now.etag, old.etag);
  await assert.rejects(table.setMetadata({ description: 'two', etag: old.etag }), error => error.code === 412);
});

test('insert rows; a bad row is a partial failure', async () => {
  const [table] = await dataset.createTable('stream', { schema });
  await table.insert([{ id: 1, name: 'a' }, { id: 2, name: null }]);
  await assert.rejects(table.insert([{ id: 'not a number', name: 'x' }]), error => error.name === 'PartialFailureError');
  assert.deepEqual(await rowsOf('SELECT * FROM d.stream ORDER BY id'), [{ id: 1, name: 'a' }, { id: 2, name: null }]);
  const [rows] = await table.getRows();
  assert.equal(rows.length, 2);
});

test('routines: create, call, change, list, delete', async () => {
  const [routine] = await dataset.createRoutine('plus_one', {
    routineType: 'SCALAR_FUNCTION', language: 'SQL', definitionBody: 'x + 1', arguments: [{ name: 'x', dataType: { typeKind: 'INT64' } }] });
  assert.deepEqual(await rowsOf('SELECT d.plus_one(1) AS n'), [{ n: 2 }]);
  await routine.setMetadata({ definitionBody: 'x + 2' });
  assert.deepEqual(await rowsOf('SELECT d.plus_one(1) AS n'), [{ n: 3 }]);
  const [all] = await dataset.getRoutines();
  assert.deepEqual(all.map(one => one.id), ['plus_one']);
  await routine.delete();
  assert.deepEqual((await dataset.getRoutines())[0], []);
});
