// What is read from three metres: tempo, state, leader.

import { byId, el, setAttribute, setText } from "./dom.js";
import { colour, shape } from "./look.js";

const SIGNS = { waiting: "…", locking: "◌", following: "▶", holding: "❚❚", manual: "✋\uFE0E" };

export class Hero {
  #bpm = byId("bpm");
  #state = byId("state");
  #leader = byId("leader");
  #sure = byId("sure");
  #truth = byId("truth");
  #sign = el("span", { "aria-hidden": "true" });
  #word = el("span");
  #shape = el("span", { "aria-hidden": "true", class: "shape" });
  #name = el("span", { class: "name" });
  #places = new Map();

  constructor() {
    this.#state.append(this.#sign, this.#word);
    this.#leader.append(this.#shape, this.#name);
  }

  build({ buses }) {
    this.#places = new Map(buses.map((bus, place) => [bus.name, place]));
  }

  show(now) {
    setText(this.#bpm, now.bpm ? now.bpm.toFixed(1) : "––");
    setText(this.#sign, SIGNS[now.state]);
    setText(this.#word, words(now));
    setAttribute(this.#state, "data-state", now.state);
    this.#showLeader(now);
    this.#showTruth(now);
  }

  #showLeader({ leader, lead, sure }) {
    const place = this.#places.get(leader);
    setText(this.#name, leader ?? "nobody");
    setText(this.#shape, place === undefined ? "" : shape(place));
    setAttribute(this.#leader, "data-leader", leader ?? "");
    this.#leader.style.setProperty("--letters", (leader ?? "nobody").length);
    this.#leader.style.setProperty("--bus", place === undefined ? "var(--dim)" : colour(place));
    setText(this.#sure, lead === "auto" ? (leader ? `${Math.round(100 * sure)} % sure` : "") : "as you asked");
  }

  #showTruth({ truth_bpm: bpm, truth_leader: leader }) {
    this.#truth.hidden = bpm === null;
    if (bpm !== null) setText(this.#truth, `truth of the demo: ${bpm.toFixed(1)} BPM, ${leader ?? "nobody"} leads`);
  }
}

function words({ state, hold, off_rail: offRail, silent }) {
  if (silent) return `${state} · hears nothing`;
  if (offRail) return `${state} · off the rail`;
  return hold ? `${state} · as you asked` : state;
}
