// The last two minutes as columns, on the bridge's clock. The page keeps what it has when the bridge's page
// process comes back with less.

export const SECONDS = 120;

export class History {
  constructor(buses) {
    this.at = [];
    this.bpm = [];
    this.leader = [];
    this.tempi = Array.from({ length: buses }, () => []);
  }

  /** Rows that the bridge has kept; older ones of our own stay. */
  join(rows) {
    if (!rows.at.length) return;
    if (this.at.length && this.at[this.at.length - 1] > rows.at[rows.at.length - 1]) this.#drop(Infinity);
    const from = this.at.findIndex((at) => at >= rows.at[0]);
    if (from >= 0) for (const column of this.#columns()) column.length = from;
    this.at.push(...rows.at);
    this.bpm.push(...rows.bpm.map(known));
    this.leader.push(...rows.leader);
    this.tempi.forEach((column, bus) => column.push(...rows.tempi[bus].map(known)));
    this.#drop(this.at[this.at.length - 1] - SECONDS);
  }

  /** One row more. */
  add(at, bpm, leader, tempi) {
    if (this.at.length && at <= this.at[this.at.length - 1]) return;
    this.at.push(at);
    this.bpm.push(known(bpm));
    this.leader.push(leader);
    this.tempi.forEach((column, bus) => column.push(known(tempi[bus])));
    this.#drop(at - SECONDS);
  }

  /** Who led from when to when: `{from, to, leader}`, the leader's place or −1. */
  reigns() {
    const found = [];
    this.leader.forEach((leader, row) => {
      const last = found[found.length - 1];
      if (last?.leader === leader) last.to = this.at[row];
      else {
        if (last) last.to = this.at[row];
        found.push({ from: this.at[row], to: this.at[row], leader });
      }
    });
    return found;
  }

  #columns() {
    return [this.at, this.bpm, this.leader, ...this.tempi];
  }

  #drop(before) {
    let gone = 0;
    while (gone < this.at.length && this.at[gone] < before) gone++;
    if (gone) for (const column of this.#columns()) column.splice(0, gone);
  }
}

const known = (bpm) => bpm || null;

/** When the lead passed from one bus to another, be it through a moment when nobody led. */
export function handovers(reigns) {
  const named = reigns.filter((reign) => reign.leader >= 0);
  return named.filter((reign, place) => place && reign.leader !== named[place - 1].leader).map((reign) => reign.from);
}
