// Queries of a served sandbox over REST.
'use strict';
const { serve } = require('../node-clients/served');
const { fromService } = require('./values');

class Sandbox {
  #served;

  static async start() {
    const sandbox = new Sandbox();
    sandbox.#served = await serve();
    return sandbox;
  }

  /** Rows of values, or the error: { rows } or { error }. */
  async query(sql) {
    const response = await fetch(`${this.#served.address}/bigquery/v2/projects/eros-test/queries`, {
      method: 'POST', headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ query: sql, useLegacySql: false, useQueryCache: false, formatOptions: { useInt64Timestamp: true } }),
    });
    const answer = await response.json();
    if (!response.ok) return { error: answer.error.message, internal: response.status >= 500 };
    if (answer.jobComplete !== true) throw new Error(`the sandbox answered without being done: ${sql}`);
    return { rows: (answer.rows ?? []).map(row => row.f.map((cell, i) => fromService(cell.v, answer.schema.fields[i]))) };
  }

  stop() { return this.#served.stop(); }
}

module.exports = { Sandbox };
