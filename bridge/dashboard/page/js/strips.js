// One strip a bus. What a strip holds follows from the table of kinds, so a new ear shows by itself.

import { byId, el, number, setAttribute, setText } from "./dom.js";
import { colour, shape } from "./look.js";

const SCALES = { dBFS: { low: -60, high: 0, text: (v) => `${number(v)} dB` }, share: { low: 0, high: 1, text: (v) => `${number(100 * v)} %` } };
const DIGITS = { bpm: 1 };
const UNITLESS = new Set(["name", "share"]);
const TITLES = { lead: "lead" };

/** How each way of drawing makes its part of a strip: `{node, show(value)}`. */
const PARTS = { meter, curve: figure, text: figure, dot };

export class Strips {
  #list = byId("buses").querySelector(".strips");
  #mix = byId("mix");
  #parts = [];
  #strips = [];

  build({ buses, kinds, mix }) {
    this.#parts = mix.map((kind) => PARTS[kind.draw](kind));
    this.#mix.replaceChildren(...this.#parts.map((part) => part.node));
    this.#strips = buses.map((bus, place) => new Strip(bus, place, kinds));
    this.#list.replaceChildren(...this.#strips.map((strip) => strip.node));
  }

  show({ strips, mix, leader }) {
    this.#parts.forEach((part, at) => part.show(mix[at]));
    this.#mix.hidden = mix.every((value) => value === null);
    this.#strips.forEach((strip, place) => strip.show(strips[place], leader));
  }
}

class Strip {
  constructor({ name, machine }, place, kinds) {
    this.name = name;
    this.parts = kinds.map((kind) => PARTS[kind.draw](kind));
    this.mark = el("span", { class: "mark" }, machine ? "machine" : "");
    this.machine = machine;
    const sign = el("span", { "aria-hidden": "true", class: "shape" }, shape(place));
    const dots = this.parts.filter((part) => part.beside).map((part) => part.node);
    const rows = this.parts.filter((part) => !part.beside).map((part) => part.node);
    this.node = el("li", { "data-bus": name }, el("h3", {}, sign, el("span", {}, name), this.mark, ...dots), ...rows);
    this.node.style.setProperty("--bus", colour(place));
  }

  show(values, leader) {
    const leads = this.name === leader;
    setText(this.mark, leads ? "◀ leads" : this.machine ? "machine" : "");
    setAttribute(this.node, "data-leads", leads);
    this.parts.forEach((part, at) => part.show(values[at]));
  }
}

function meter({ name, unit, help }) {
  const { low, high, text } = SCALES[unit] ?? SCALES.share;
  const fill = el("i");
  const value = el("output", { "aria-live": "off" });
  const label = `${TITLES[name] ?? name}`;
  const node = el("p", { class: "meter", "data-kind": name, title: help }, el("span", {}, label), el("b", {}, fill), value);
  return {
    node,
    show(now) {
      const part = now === null ? 0 : Math.min(Math.max((now - low) / (high - low), 0), 1);
      fill.style.transform = `scaleX(${part.toFixed(3)})`;
      setText(value, now === null ? "–" : text(now));
    },
  };
}

function figure({ name, unit, help }) {
  const value = el("output", { "aria-live": "off" });
  const node = el("p", { class: "figure", "data-kind": name, title: help }, el("span", {}, name), value, el("small", {}, UNITLESS.has(unit) ? "" : unit));
  return { node, show: (now) => setText(value, now ? (typeof now === "number" ? number(now, DIGITS[unit] ?? 0) : now.replaceAll("_", " ")) : "–") };
}

function dot({ name, help }) {
  const node = el("span", { class: "dot", "data-kind": name, title: help, "aria-hidden": "true" });
  let before = null;
  return {
    node,
    beside: true,
    show(count) {
      if (before !== null && count > before) node.animate([{ opacity: 1 }, { opacity: 0.12 }], { duration: 250 });
      before = count;
    },
  };
}
