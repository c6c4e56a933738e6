// Who is sent the beat, and how that goes; the offset of each.

import { byId, el, number, setAttribute, setText } from "./dom.js";

const STEP = 1; // ms
const ANSWER = 1000; // ms in which the bridge has done what was asked
const RECEIVERS = { osc: "OSC clients", link: "Link peers", journal: "recordings" };
const BEATLESS = new Set(["journal"]); // what hands on no beat has no offset

export class Outputs {
  #section = byId("outputs");
  #rows = [];
  #list = el("ul", { class: "outputs" });
  #machine = el("p", { class: "machine", "aria-live": "off" });

  constructor(ask) {
    this.ask = ask;
    this.#section.append(this.#list, this.#machine);
  }

  build({ outputs }) {
    this.#rows = outputs.map((output) => new Row(output, this.ask));
    this.#list.replaceChildren(...this.#rows.map((row) => row.node));
  }

  show(now) {
    this.#rows.forEach((row, place) => row.show(now.outputs[place]));
    const total = Object.values(now.cpu).reduce((sum, percent) => sum + percent, 0);
    const busiest = Object.entries(now.cpu).sort(([, a], [, b]) => b - a).slice(0, 3);
    const parts = busiest.map(([name, percent]) => `${name} ${percent.toFixed(0)} %`).join(", ");
    setText(
      this.#machine,
      `${now.xruns} xruns · ${now.late} late ticks · ${now.lost} samples lost · ${now.restarts} restarts · ` +
        `CPU ${total.toFixed(0)} % of a core${parts ? ` (${parts})` : ""}`,
    );
    setAttribute(this.#machine, "data-trouble", now.xruns + now.lost + now.restarts > 0);
  }
}

class Row {
  constructor({ name, kind }, ask) {
    this.kind = kind;
    this.sign = el("span", { class: "sign", "aria-hidden": "true" });
    this.words = el("p", { class: "words", "aria-live": "off" });
    this.offset = el("input", {
      type: "number", min: -200, max: 200, step: "any", inputmode: "decimal", "aria-label": `offset of ${name} in ms`,
      onchange: (event) => this.#set(Number(this.offset.value), event.timeStamp),
    });
    this.#set = (ms, at) => {
      this.offset.value = Math.min(Math.max(ms, -200), 200);
      this.#ours = performance.now() + ANSWER;
      ask("offset", [name, Number(this.offset.value)], at);
    };
    const step = (by, label, words) =>
      el("button", { type: "button", "aria-label": `${name} ${words}`, onclick: (event) => this.#set(Number(this.offset.value) + by, event.timeStamp) }, label);
    const offset = el("div", { class: "offset" }, step(-STEP, "−", "earlier"), this.offset, el("span", {}, "ms"), step(STEP, "+", "later"));
    this.node = el("li", { "data-output": name }, el("h3", {}, this.sign, name), this.words, ...(BEATLESS.has(kind) ? [] : [offset]));
  }

  #set;
  #ours = 0; // until when the field shows what was asked for

  show(health) {
    const troubles = complaints(health);
    setText(this.sign, troubles.length ? "▲" : health.clients ? "✓" : "○");
    setAttribute(this.node, "data-trouble", troubles.length > 0);
    setText(this.words, [`${RECEIVERS[this.kind] ?? "connected"}: ${health.clients}`, `${health.sent} sent`, ...troubles].join(" · "));
    const ours = document.activeElement === this.offset || performance.now() < this.#ours;
    if (!ours && this.offset.value !== String(health.offset_ms)) this.offset.value = health.offset_ms;
  }
}

function complaints({ late, max_late_ms: most, skipped, periods, ordinary, restarts }) {
  const said = [
    [late, `${late} late, at most ${number(most, 1)} ms`],
    [skipped, `${skipped} failed`],
    [periods, `${periods} periods skipped`],
    [restarts, `restarted ${restarts}×`],
    [ordinary, "no real-time priority"],
  ];
  return said.filter(([is]) => is).map(([, words]) => words);
}
