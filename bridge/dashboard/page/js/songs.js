// The set list: the song that is on and its rail, those around it, and the way back to its own tempo.

import { byId, el, setAttribute, setText } from "./dom.js";
import { button, control } from "./controls.js";

export class Songs {
  #section = byId("songs");
  #songs = [];
  #buttons = [];
  #name = el("p", { class: "song", role: "status", "aria-label": "song" });
  #rail = el("i");
  #words = el("p", { class: "rail-words" });

  constructor(ask) {
    this.ask = ask;
  }

  build({ songs }) {
    this.#songs = songs;
    this.#section.hidden = !songs.length;
    this.#buttons = songs.map((song) => this.#button(song));
    const step = (id, label) => button({ ...control(id), label }, this.ask);
    this.#section.replaceChildren(
      el("h2", { id: "songs-title" }, "Set list"),
      el("div", { class: "on" }, this.#name, el("div", { class: "rail", "aria-hidden": "true" }, this.#rail), this.#words),
      el("div", { class: "steps" }, step("previous", "◀ previous"), step("next", "next ▶"), step("safe", "safe")),
      el("ol", {}, ...this.#buttons.map((node) => el("li", {}, node))),
    );
  }

  show({ song: name, bpm, off_rail: offRail }) {
    const song = this.#songs.find((one) => one.name === name);
    setText(this.#name, name || "no song is on");
    setAttribute(this.#section, "data-off-rail", offRail);
    this.#songs.forEach((one, place) => setAttribute(this.#buttons[place], "aria-current", one === song));
    setText(this.#words, song ? `${song.tempo} BPM ± ${song.rail} %${offRail ? ": the band is off the rail" : ""}` : "");
    this.#rail.style.left = `${song && bpm ? 100 * onRail(song, bpm) : 50}%`;
    this.#rail.hidden = !song || !bpm;
  }

  #button({ name, tempo, rail }) {
    const pressed = (event) => this.ask("song", [name], event.timeStamp);
    return el("button", { type: "button", onclick: pressed }, el("span", {}, name), el("small", {}, `${tempo} ± ${rail} %`));
  }
}

/** Where `bpm` is on the song's rail: 0 its slow end, 1 its fast end, never beyond. */
const onRail = ({ tempo, rail }, bpm) => Math.min(Math.max((bpm / tempo - 1) / (rail / 50) + 0.5, 0), 1);
