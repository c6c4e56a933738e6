// Every button: its label, what it asks, its key. The help and the keyboard are made of the same table.

import { byId, el, setAttribute } from "./dom.js";
import { colour, shape } from "./look.js";

const FINE = 10; // ms of a nudge
const COARSE = 50;

/** `id`, label, key and its name, what is asked, and how the button shows that it is on. */
export const CONTROLS = [
  { id: "tap", group: "beat", label: "tap", keys: [" ", "t"], help: "tap the tempo, on the beat", ask: ["tap"], atOnce: true },
  { id: "one", group: "beat", label: "one", keys: ["1"], help: "the beat nearest to now is beat 1", ask: ["one"], atOnce: true },
  { id: "earlier", group: "beat", label: "◀ nudge", keys: ["ArrowLeft"], help: `the beat ${FINE} ms earlier`, ask: ["nudge", -FINE] },
  { id: "later", group: "beat", label: "nudge ▶", keys: ["ArrowRight"], help: `the beat ${FINE} ms later`, ask: ["nudge", FINE] },
  { id: "much-earlier", keys: ["Shift+ArrowLeft"], help: `the beat ${COARSE} ms earlier`, ask: ["nudge", -COARSE] },
  { id: "much-later", keys: ["Shift+ArrowRight"], help: `the beat ${COARSE} ms later`, ask: ["nudge", COARSE] },
  { id: "halve", group: "beat", label: "÷2", keys: ["/"], help: "half the tempo", ask: ["halve"] },
  { id: "double", group: "beat", label: "×2", keys: ["*"], help: "twice the tempo", ask: ["double"] },
  { id: "hold", group: "follow", label: "hold", keys: ["h"], help: "go on at this tempo, or follow again", ask: ["hold"], on: (now) => now.hold },
  { id: "manual", group: "follow", label: "manual", keys: ["m"], help: "follow nobody, or the band again", ask: ["manual"], on: (now) => now.state === "manual" },
  { id: "start", group: "run", label: "start", keys: ["s"], help: "receivers start at the next bar", ask: ["start"], on: (now) => now.transport === "playing" },
  { id: "stop", group: "run", label: "stop", keys: ["."], help: "receivers stop at once", ask: ["stop"], on: (now) => now.transport === "stopped" },
  { id: "continue", group: "run", label: "continue", keys: ["c"], help: "receivers go on at the next bar", ask: ["continue"] },
  { id: "resync", group: "run", label: "resync", keys: ["r"], help: "stop, to the beginning, start at the next bar", ask: ["resync"] },
  { id: "auto", keys: ["a"], help: "the bridge says who leads", ask: ["lead", "auto"] },
  { id: "next", keys: ["n"], help: "the next song", ask: ["song", "+"] },
  { id: "previous", keys: ["p"], help: "the song before", ask: ["song", "-"] },
  { id: "safe", keys: ["0"], help: "the song's own tempo, at once", ask: ["safe"] },
];

const GROUPS = { beat: "beat", follow: "follow", run: "receivers" };

export class Controls {
  #buttons = [];
  #leads = [];

  /** `ask(name, args, ms)` asks the bridge; `ms` is when the person pressed. */
  constructor(ask) {
    this.ask = ask;
    const groups = Object.entries(GROUPS).map(([group, title]) => this.#group(group, title));
    this.leaders = el("div", { role: "group", "aria-label": "who leads", class: "group leaders" });
    byId("controls").append(...groups, this.leaders);
  }

  build({ buses }) {
    const players = buses.map(({ name, machine }, place) => ({ name, machine, place })).filter(({ machine }) => !machine);
    this.#leads = [{ name: "auto", place: null }, ...players].map((bus) => ({ name: bus.name, node: this.#lead(bus) }));
    this.leaders.replaceChildren(el("h3", {}, "lead"), ...this.#leads.map(({ node }) => node));
  }

  show(now) {
    for (const { node, on } of this.#buttons) if (on) setAttribute(node, "aria-pressed", on(now));
    for (const { node, name } of this.#leads) setAttribute(node, "aria-pressed", name === now.lead);
  }

  #group(group, title) {
    const buttons = CONTROLS.filter((control) => control.group === group).map((control) => this.#button(control));
    return el("div", { role: "group", "aria-label": title, class: `group ${group}` }, el("h3", {}, title), ...buttons);
  }

  #button(control) {
    const node = button(control, this.ask);
    this.#buttons.push({ node, on: control.on });
    return node;
  }

  #lead({ name, place }) {
    const pressed = (event) => this.ask("lead", [name], event.timeStamp);
    const node = el("button", { type: "button", "aria-label": `lead ${name}`, "data-lead": name, onclick: pressed });
    if (place !== null) {
      node.style.setProperty("--bus", colour(place));
      node.append(el("span", { "aria-hidden": "true", class: "shape" }, shape(place)), " ");
    }
    node.append(name);
    return node;
  }
}

/** The button of one control. One that is pressed in time acts when the finger comes down, not when it leaves. */
export function button({ id, label, help, ask: [name, ...args], keys, atOnce, on }, ask) {
  const pressed = (event) => ask(name, args, event.timeStamp);
  const unlessTouched = (event) => event.detail === 0 && pressed(event);
  const acts = atOnce ? { onpointerdown: pressed, onclick: unlessTouched } : { onclick: pressed };
  const state = on ? { "aria-pressed": "false" } : {};
  const title = `${help} (${keys.map(keyName).join(" or ")})`;
  return el("button", { type: "button", id, title, "aria-label": label ? undefined : help, ...state, ...acts }, label);
}

const NAMES = { " ": "space", ArrowLeft: "←", ArrowRight: "→", "Shift+ArrowLeft": "shift ←", "Shift+ArrowRight": "shift →" };

export const keyName = (key) => NAMES[key] ?? key.toUpperCase();
export const control = (id) => CONTROLS.find((one) => one.id === id);
