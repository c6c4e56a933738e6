// The keyboard, and the overlay that tells of it.

import { byId, el } from "./dom.js";
import { CONTROLS, keyName } from "./controls.js";

const TYPING = "input, textarea, select, [contenteditable]";

export class Keys {
  #help = byId("help");
  #asks = new Map(CONTROLS.flatMap(({ keys, ask }) => keys.map((key) => [key, ask])));

  constructor(ask, toggleTheme) {
    this.ask = ask;
    this.own = new Map([
      ["?", () => this.#help.showModal()],
      ["l", toggleTheme],
    ]);
    this.#fill();
    byId("show-help").addEventListener("click", () => this.#help.showModal());
    addEventListener("keydown", (event) => this.#pressed(event));
  }

  #pressed(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || this.#help.open) return;
    const target = event.target instanceof Element ? event.target : document.body;
    const pushesButton = event.key === " " && target.closest("button");
    if (pushesButton || target.closest(TYPING)) return;
    const key = event.shiftKey && event.key.startsWith("Arrow") ? `Shift+${event.key}` : event.key.toLowerCase();
    this.#act(key, event);
  }

  #act(key, event) {
    const [name, ...args] = this.#asks.get(key) ?? [];
    if (!name && !this.own.has(key)) return;
    event.preventDefault();
    if (event.repeat && name !== "nudge") return;
    if (name) this.ask(name, args, event.timeStamp);
    else this.own.get(key)();
  }

  #fill() {
    const rows = CONTROLS.map(({ keys, help }) => row(keys, help));
    const close = el("button", { type: "button", onclick: () => this.#help.close() }, "close");
    const list = el("dl", {}, ...[...rows, row(["l"], "light or dark"), row(["?"], "this help")].flat());
    this.#help.append(el("h2", { id: "help-title" }, "Keys"), list, close);
  }
}

const row = (keys, help) => [el("dt", {}, ...keys.map((key) => el("kbd", {}, keyName(key)))), el("dd", {}, help)];
