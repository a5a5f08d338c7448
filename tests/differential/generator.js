// Typed expressions from templates such as `SUBSTR({STRING}, {SMALL}) -> STRING`: what is in braces is a type or a domain.
'use strict';
const { literal, isType } = require('./literals');

const families = Object.assign({}, ...['casts', 'operators', 'numbers', 'texts', 'moments', 'collections', 'queries', 'bignumerics'].map(name => require(`./families/${name}`)));

function templateOf(text) {
  const arrow = text.lastIndexOf(' -> ');
  return { label: text.slice(0, arrow), result: text.slice(arrow + 4) };
}

const templates = Object.fromEntries(Object.entries(families).map(([family, list]) => [family, list.map(templateOf)]));

/** Templates by the type they give, to be arguments of others. */
const byResult = new Map();
for (const one of Object.values(templates).flat()) byResult.set(one.result, [...byResult.get(one.result) ?? [], one]);

/** An expression: its SQL, the template it is made from, and those of its arguments that are expressions too. */
function expression(template, random, depth) {
  const inner = [];
  const sql = template.label.replace(/\{([A-Z0-9<>]+)\}/g, (_, pool) => {
    if (depth === 0 || !isType(pool) || !byResult.has(pool) || !random.chance(0.15)) return literal(pool, random);
    const one = expression(random.pick(byResult.get(pool)), random, depth - 1);
    inner.push(one);
    return one.sql;
  });
  return { label: template.label, sql, inner };
}

/** `count` expressions of a family, every template in turn. */
function* expressions(family, count, random) {
  const list = templates[family];
  for (let i = 0; i < count; i++) yield expression(list[i % list.length], random, 2);
}

module.exports = { expressions, families: Object.keys(templates), sizeOf: family => templates[family].length };
