// Evaluates expressions on both sides and tells where they differ.
'use strict';
const { alike } = require('./values');
const { isKnown, toleranceOf } = require('./known');

const batchSize = 40;

/** Both sides' outcomes: { value } or { error }. */
class Comparison {
  constructor(reference, sandbox) {
    this.reference = reference;
    this.sandbox = sandbox;
  }

  /** Of expressions: { compared, mismatches: [{ label, sql, expected, actual }], known }. */
  async of(expressions) {
    const expected = [];
    for (const one of expressions) expected.push(await this.#evaluate(one.sql));
    const judged = expressions.map((one, i) => ({ ...one, expected: expected[i] })).filter(one => !one.expected.unusable);
    await this.#fill(judged.filter(one => !one.expected.error));
    for (const one of judged.filter(one => one.expected.error)) await this.#fill([one]);
    const different = judged.filter(one => !this.#agree(one));
    for (const one of different) one.blamed = isKnown(one) ? null : await this.#blame(one);
    const mismatches = different.filter(one => one.blamed !== null);
    return { compared: judged.length, failing: judged.filter(one => one.expected.error).length, known: different.length - mismatches.length, mismatches };
  }

  async #evaluate(sql) {
    const { rows, error, crashed, internal } = await this.reference.query(`SELECT ${sql}`);
    return rows ? { value: rows[0][0] } : { error, unusable: crashed || internal || isUnsupported(error) };
  }

  /** All in one query; halved on an error until it stands alone. */
  async #fill(list) {
    if (list.length > batchSize) {
      for (let i = 0; i < list.length; i += batchSize) await this.#fill(list.slice(i, i + batchSize));
      return;
    }
    if (list.length === 0) return;
    const { rows, error } = await this.sandbox.query(`SELECT ${list.map((one, i) => `${one.sql} AS c${i}`).join(',\n')}`);
    if (rows) list.forEach((one, i) => { one.actual = { value: rows[0][i] }; });
    else if (list.length === 1) list[0].actual = { error };
    else {
      const middle = list.length >> 1;
      await this.#fill(list.slice(0, middle));
      await this.#fill(list.slice(middle));
    }
  }

  /** A NULL array is an empty one in a result. */
  #agree({ label, expected, actual }) {
    if (actual.error?.startsWith('Unimplemented')) return false;
    if (expected.error || actual.error) return Boolean(expected.error && actual.error) || hasNullElement(expected) && /NULL element|null element/.test(actual.error);
    return alike(expected.value ?? (Array.isArray(actual.value) ? [] : null), actual.value, toleranceOf(label));
  }

  /** The template of the innermost expression that differs already; null where that is known. */
  async #blame({ inner, label }) {
    for (const one of inner) {
      const { known, mismatches } = await this.of([one]);
      if (mismatches.length > 0) return mismatches[0].blamed;
      if (known > 0) return null;
    }
    return label;
  }
}

/** What the reference does not do is no judgement; its evaluator wraps that oddly. */
const isUnsupported = error => /unimplemented|Function not found|content set\. \[|Unsupported built-in function|not supported (yet|for parsing)|Failed to find column: \$grouping_call/i.test(error);

/** BigQuery refuses NULL elements of an array in a result, where the reference gives them. */
const hasNullElement = ({ value }) => Array.isArray(value) && value.some(one => one === null);

module.exports = { Comparison };
