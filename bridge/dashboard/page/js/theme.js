// Light or dark: as the system says, until somebody chooses.

import { byId } from "./dom.js";

const KEY = "leaderbridge-theme";
const light = matchMedia("(prefers-color-scheme: light)");

export class Theme {
  /** `changed()` is called when colours are other ones. */
  constructor(changed) {
    this.changed = changed;
    this.chosen = localStorage.getItem(KEY);
    byId("theme").addEventListener("click", () => this.toggle());
    light.addEventListener("change", () => this.#apply());
    this.#apply();
  }

  toggle = () => {
    this.chosen = this.#now() === "light" ? "dark" : "light";
    localStorage.setItem(KEY, this.chosen);
    this.#apply();
  };

  #now() {
    return this.chosen ?? (light.matches ? "light" : "dark");
  }

  #apply() {
    document.documentElement.dataset.theme = this.#now();
    byId("theme").textContent = this.#now() === "light" ? "☾" : "☀\uFE0E";
    this.changed();
  }
}
