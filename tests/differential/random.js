// Seeded numbers: the same seed gives the same expressions everywhere (mulberry32).
'use strict';

class Random {
  #state;

  constructor(seed) { this.#state = seed >>> 0; }

  next() {
    this.#state = this.#state + 0x6D2B79F5 >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ t >>> 15, t | 1);
    t ^= t + Math.imul(t ^ t >>> 7, t | 61);
    return ((t ^ t >>> 14) >>> 0) / 4294967296;
  }

  below(limit) { return Math.floor(this.next() * limit); }

  pick(list) { return list[this.below(list.length)]; }

  chance(probability) { return this.next() < probability; }
}

module.exports = { Random };
