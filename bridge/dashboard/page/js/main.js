// Joins the parts: what the bridge says goes to all views, what people press goes to the bridge.

import { Beat } from "./beat.js";
import { Clock } from "./clock.js";
import { Controls } from "./controls.js";
import { Curves } from "./curves.js";
import { byId } from "./dom.js";
import { Hero } from "./hero.js";
import { History } from "./history.js";
import { Keys } from "./keys.js";
import { Outputs } from "./outputs.js";
import { Socket } from "./socket.js";
import { Songs } from "./songs.js";
import { Strips } from "./strips.js";
import { Theme } from "./theme.js";
import { toast } from "./toasts.js";

const KEPT = 2000; // updates whose age and cost in ms are remembered, for who measures the page

const clock = new Clock();
const hero = new Hero();
const strips = new Strips();
const curves = new Curves();
const beat = new Beat(clock);
const controls = new Controls(ask);
const songs = new Songs(ask);
const outputs = new Outputs(ask);
const views = [hero, strips, controls, songs, outputs];
const theme = new Theme(() => curves.redraw());
const costs = (window.leaderbridge = { age: [], took: [], clock, rows: () => history.at.length });

let cast = "";
let history = new History(0);
let tempo = -1;

/** Ask the bridge for something, as OSC would; `ms` is when the person pressed. */
function ask(name, args, ms) {
  const at = clock.host(ms);
  if (!socket.send({ kind: "ask", name, args, ...(at === null ? {} : { at }) })) toast(`${name}: no connection to the bridge`);
}

const TAKEN = {
  cast(body) {
    clock.forget();
    const text = JSON.stringify(body);
    if (text === cast) return; // the same bridge again: what is drawn stays
    cast = text;
    history = new History(body.buses.length);
    tempo = body.kinds.findIndex((kind) => kind.name === "tempo");
    leaders.clear();
    body.buses.forEach((bus, place) => leaders.set(bus.name, place));
    for (const view of views) view.build(body);
    curves.build(body, history);
  },
  rows: (rows) => history.join(rows),
  now(now, ms) {
    const host = clock.host(ms);
    if (now.keep) history.add(now.at, now.bpm, leaders.get(now.leader) ?? -1, now.strips.map((strip) => strip[tempo]));
    for (const view of views) view.show(now);
    beat.show(now);
    curves.show();
    remember(costs.took, performance.now() - ms);
    if (host !== null) remember(costs.age, 1000 * (host - now.at));
  },
  clock: (times, ms) => clock.hear(times, ms),
  refused: ({ why }) => toast(why),
};
const leaders = new Map();

function remember(list, value) {
  list.push(value);
  if (list.length > KEPT) list.shift();
}

/** Say that the bridge cannot be heard, and that it can again. */
function connected(open) {
  document.body.dataset.connection = open ? "open" : "closed";
  byId("banner").textContent = open ? "" : "No connection to the bridge. It is tried again by itself.";
  if (!open) beat.show(null);
}

const socket = new Socket((kind, body, ms) => TAKEN[kind]?.(body, ms), connected);
new Keys(ask, theme.toggle);
