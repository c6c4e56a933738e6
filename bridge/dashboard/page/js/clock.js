// The bridge's clock, estimated: with each answer come the page's time when it asked and the bridge's when it
// answered (as in NTP; of several the quickest answer is the most exact).

const KEPT = 40;

export class Clock {
  #samples = [];
  #offset = null;

  /** An answer that has come at `now`: `page` is when it was asked for, `host` the bridge's clock. */
  hear({ page, host }, now) {
    this.#samples.push({ trip: now - page, offset: host - (page + now) / 2000 });
    if (this.#samples.length > KEPT) this.#samples.shift();
    this.#offset = this.#samples.reduce((best, sample) => (sample.trip < best.trip ? sample : best)).offset;
  }

  /** Begin anew: another bridge, another clock. */
  forget() {
    this.#samples = [];
    this.#offset = null;
  }

  /** The host second of `ms`, a time of `performance.now()`; null while it is not known. */
  host(ms) {
    return this.#offset === null ? null : ms / 1000 + this.#offset;
  }
}
