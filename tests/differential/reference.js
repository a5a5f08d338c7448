// The GoogleSQL reference evaluator: its server process, with the language options that BigQuery has.
'use strict';
const { spawn } = require('node:child_process');
const { createRequire } = require('node:module');
const { createServer } = require('node:net');
const path = require('node:path');
const { fromReference } = require('./values');

const root = path.dirname(require.resolve('@fivetrandevelopers/zetasql/package.json'));
const fromPackage = createRequire(path.join(root, 'package.json'));
const grpc = fromPackage('@grpc/grpc-js');
const loader = fromPackage('@grpc/proto-loader');

const binaries = {
  'linux-x64': 'remote_server.so', 'linux-arm64': 'remote_server_arm.so',
  'darwin-x64': 'remote_server', 'darwin-arm64': 'remote_server_arm',
};

const feature = name => `FEATURE_${name}`;
const inBigQuery = `INTERVAL_TYPE V_1_4_GROUPING_SETS V_1_4_GROUPING_BUILTIN V_1_4_LIKE_ANY_SOME_ALL_ARRAY
  V_1_4_LIKE_ANY_SOME_ALL_SUBQUERY TIME_BUCKET_FUNCTIONS V_1_4_SET_OPERATION_COLUMN_PROPAGATION_MODE V_1_4_CORRESPONDING_BY`
  .trim().split(/\s+/).map(feature);
const notInBigQuery = `TIMESTAMP_NANOS V_1_3_INLINE_LAMBDA_ARGUMENT V_1_3_WITH_GROUP_ROWS V_1_3_UNNEST_AND_FLATTEN_ARRAYS
  V_1_3_REPLACE_FIELDS V_1_4_STRUCT_POSITIONAL_ACCESSOR`.trim().split(/\s+/).map(feature);

const descriptor_pool_list = { definitions: [{ builtin: {} }] };

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => { const { port } = server.address(); server.close(() => resolve(port)); });
  });
}

class Reference {
  #child; #client; #watchdog; #options; #catalog;

  static async start() {
    const reference = new Reference();
    await reference.#start();
    return reference;
  }

  async #start() {
    const binary = binaries[`${process.platform}-${process.arch}`];
    if (!binary) throw new Error(`no reference evaluator for ${process.platform}-${process.arch}`);
    const port = await freePort();
    this.#child = spawn(path.join(root, 'lib/zetasql', binary), ['127.0.0.1', String(port)], { stdio: 'ignore' });
    const ended = new Promise((_, reject) => {
      this.#child.once('error', reject);
      this.#child.once('exit', code => reject(new Error(`the reference evaluator ended with ${code}`)));
    });
    ended.catch(() => {});
    // Ends the server should this process be killed outright: its standard input closes then.
    this.#watchdog = spawn('/bin/sh', ['-c', `cat >/dev/null; kill -9 ${this.#child.pid} 2>/dev/null`], { stdio: ['pipe', 'ignore', 'ignore'] });
    const definition = loader.loadSync('local_service.proto', {
      keepCase: true, oneofs: true, longs: String, enums: String, includeDirs: [path.join(root, 'lib/zetasql/protos')],
    });
    const Service = grpc.loadPackageDefinition(definition).zetasql.local_service.ZetaSqlLocalService;
    this.#client = new Service(`127.0.0.1:${port}`, grpc.credentials.createInsecure(), {
      'grpc.max_send_message_length': -1, 'grpc.max_receive_message_length': -1, 'grpc.initial_reconnect_backoff_ms': 20,
    });
    const ready = new Promise((resolve, reject) => this.#client.waitForReady(Date.now() + 20_000, error => error ? reject(error) : resolve()));
    await Promise.race([ready, ended]);
    await this.#prepare();
  }

  async #prepare() {
    const language_options = await this.#call('GetLanguageOptions', { maximum_features: true });
    language_options.product_mode = 'PRODUCT_EXTERNAL';
    language_options.enabled_language_features = [...new Set([...language_options.enabled_language_features, ...inBigQuery])]
      .filter(one => !notInBigQuery.includes(one));
    this.#options = { language_options, error_message_mode: 'ERROR_MESSAGE_ONE_LINE', default_timezone: 'UTC' };
    const simple_catalog = { name: 'bigquery', builtin_function_options: { language_options } };
    this.#catalog = (await this.#call('RegisterCatalog', { simple_catalog, descriptor_pool_list })).registered_id;
  }

  #call(method, request) {
    return new Promise((resolve, reject) =>
      this.#client[method](request, { deadline: Date.now() + 10_000 }, (error, value) => error ? reject(error) : resolve(value)));
  }

  /** Rows of values, or the error: { rows } or { error }. A crash of the evaluator restarts it, and is an error with `crashed`. */
  async query(sql) {
    try {
      const { content, prepared } = await this.#call('EvaluateQuery', { sql, options: this.#options, descriptor_pool_list, registered_catalog_id: this.#catalog });
      const types = prepared.columns.map(column => column.type);
      return { rows: (content.table_data.row ?? []).map(row => row.cell.map((cell, i) => fromReference(cell, types[i]))) };
    } catch (error) {
      if (![grpc.status.UNAVAILABLE, grpc.status.CANCELLED, grpc.status.DEADLINE_EXCEEDED].includes(error.code)) return { error: error.details || `status ${error.code}`, internal: error.code === grpc.status.INTERNAL };
      this.stop();
      await this.#start();
      return { error: error.details, crashed: true };
    }
  }

  stop() {
    this.#client?.close();
    this.#watchdog?.kill('SIGKILL');
    this.#child?.kill('SIGKILL');
  }
}

module.exports = { Reference };
