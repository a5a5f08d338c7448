'use strict';
const assert = require('node:assert/strict');
const { after, before, test } = require('node:test');
const { setTimeout: pause } = require('node:timers/promises');
const { serve, projectId } = require('./sandbox');

let sandbox, transfer;
const parent = `projects/${projectId}/locations/us`;
before(async () => {
  sandbox = await serve();
  transfer = sandbox.transfer;
  await sandbox.bigquery.createDataset('d');
});
after(async () => {
  await transfer?.close();
  await sandbox?.stop();
});

const text = value => ({ stringValue: value });
const config = (displayName, query, more = {}, params = {}) => ({
  parent,
  transferConfig: { displayName, dataSourceId: 'scheduled_query', schedule: 'every 15 minutes', params: { fields: { query: text(query), ...params } }, ...more },
});

async function ended(name) {
  for (let look = 0; look < 100; look++) {
    const [runs] = await transfer.listTransferRuns({ parent: name });
    if (runs.length > 0 && ['SUCCEEDED', 'FAILED'].includes(String(runs[0].state))) return runs;
    await pause(100);
  }
  throw new Error(`no run of ${name} ended`);
}

test('a scheduled query that is due runs while served and fills its table', async () => {
  const [made] = await transfer.createTransferConfig(config('fill', 'SELECT 42 AS n, @run_date AS day', { destinationDatasetId: 'd' },
    { destination_table_name_template: text('filled'), write_disposition: text('WRITE_APPEND') }));
  const runs = await ended(made.name);
  assert.equal(runs[0].state, 'SUCCEEDED', JSON.stringify(runs[0].errorStatus));
  assert.equal((await sandbox.bigquery.query('SELECT n FROM d.filled'))[0][0].n, 42);
  const [now] = await transfer.getTransferConfig({ name: made.name });
  assert.ok(Number(now.nextRunTime.seconds) * 1000 > Date.now());
  const [run] = await transfer.getTransferRun({ name: runs[0].name });
  assert.equal(run.name, runs[0].name);
});

test('configs: get, list, patch, delete', async () => {
  const [made] = await transfer.createTransferConfig(config('kept', 'SELECT 1', { schedule: 'every day 03:05', disabled: true }));
  assert.equal((await transfer.getTransferConfig({ name: made.name }))[0].displayName, 'kept');
  const [changed] = await transfer.updateTransferConfig({
    transferConfig: { name: made.name, displayName: 'renamed', schedule: 'every 6 hours' }, updateMask: { paths: ['display_name', 'schedule'] } });
  assert.deepEqual([changed.displayName, changed.schedule, changed.disabled], ['renamed', 'every 6 hours', true]);
  const [all] = await transfer.listTransferConfigs({ parent });
  assert.ok(all.some(one => one.name === made.name));
  await transfer.deleteTransferConfig({ name: made.name });
  await assert.rejects(transfer.getTransferConfig({ name: made.name }), error => /not found/.test(error.message));
});

test('an unknown schedule is refused', async () => {
  await assert.rejects(transfer.createTransferConfig(config('never', 'SELECT 1', { schedule: 'now and then' })), error => /Invalid schedule/.test(error.message));
});

test('manual runs; a failing query fails its run with the message', async () => {
  const [made] = await transfer.createTransferConfig(config('broken', 'SELECT * FROM d.absent', { disabled: true }));
  await transfer.startManualTransferRuns({ parent: made.name, requestedRunTime: { seconds: 1700000000 } });
  const [run] = await ended(made.name);
  assert.equal(run.state, 'FAILED');
  assert.match(run.errorStatus.message, /Not found: Table/);
  assert.equal(Number(run.runTime.seconds), 1700000000);
});
