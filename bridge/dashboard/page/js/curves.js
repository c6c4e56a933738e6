// Two minutes of who led, and of the tempo of the band and of each bus.

import { byId, el } from "./dom.js";
import { colour, shape } from "./look.js";
import { SECONDS, handovers } from "./history.js";

const EVERY = 8; // updates from one drawing to the next: about four a second
const BAND = 30; // pixels of the leaders' band
const OCTAVES = 1.3; // how far from the band's own tempo a bus's is still shown
const LEAP = 0.08; // from here on a change of tempo is the ear's, and no line is drawn across it

export class Curves {
  #box = byId("curves").querySelector(".chart");
  #chart = null;
  #history = null;
  #buses = [];
  #due = 0;

  async build({ buses }, history) {
    this.#buses = buses;
    this.#history = history;
    const library = await import("../vendor/uPlot.esm.js").catch(() => null);
    if (!library) return this.#box.replaceChildren(el("p", {}, "The curves are missing: this bridge was built without npm."));
    if (this.#history !== history) return;
    this.#chart?.destroy();
    this.#chart = new library.default(this.#options(), this.#data(), this.#box);
    new ResizeObserver(() => this.#chart?.setSize(this.#size())).observe(this.#box);
  }

  /** Draw anew, if it is time. */
  show() {
    if (!this.#chart || document.hidden || ++this.#due % EVERY) return;
    this.#chart.setData(this.#data(), true);
  }

  /** Draw anew now: the colours have changed. */
  redraw() {
    this.#chart?.redraw();
  }

  #data() {
    const { at, bpm, tempi } = this.#history;
    return [at, bpm, ...tempi.map(broken)];
  }

  #size() {
    return { width: this.#box.clientWidth, height: Math.max(220, Math.min(380, this.#box.clientWidth * 0.42)) };
  }

  #options() {
    const ink = () => style("--ink");
    const grid = { stroke: () => style("--line"), width: 1 };
    const axis = { stroke: () => style("--dim"), grid, ticks: { show: false }, font: "13px system-ui" };
    return {
      ...this.#size(),
      padding: [BAND + 8, 20, 0, 0],
      legend: { show: false },
      cursor: { show: false },
      scales: { x: { time: false, range: (_, __, last) => [last - SECONDS, last] }, y: { range: () => this.#range() } },
      axes: [
        { ...axis, size: 34, values: (chart, splits) => splits.map((at) => ago(chart.scales.x.max - at)), splits: seconds },
        { ...axis, size: 46 },
      ],
      series: [
        {},
        { stroke: ink, width: 3.5 },
        ...this.#buses.map((_, place) => ({ stroke: colour(place), width: 1.5, points: { show: false } })),
      ],
      hooks: { draw: [(chart) => drawReigns(chart, this.#history.reigns(), this.#buses)] },
    };
  }

  /** Buses whose ear is an octave off would make the band's own curve flat. */
  #range() {
    const { bpm, tempi } = this.#history;
    const known = bpm.filter(Boolean);
    const all = known.length ? known : tempi.flat().filter(Boolean);
    if (!all.length) return [60, 180];
    return [Math.min(...all) / OCTAVES, Math.max(...all) * OCTAVES];
  }
}

function drawReigns(chart, reigns, buses) {
  const { ctx } = chart;
  const ratio = devicePixelRatio;
  const top = chart.bbox.top - (BAND + 4) * ratio;
  ctx.save();
  ctx.font = `600 ${13 * ratio}px system-ui`;
  ctx.textBaseline = "middle";
  ctx.textAlign = "left";
  for (const { from, to, leader } of reigns) {
    const x = Math.max(chart.valToPos(from, "x", true), chart.bbox.left);
    const width = chart.valToPos(to, "x", true) - x;
    if (leader < 0 || width <= 0) continue;
    ctx.fillStyle = colour(leader);
    ctx.fillRect(x, top, width, BAND * ratio);
    label(ctx, [`${shape(leader)} ${buses[leader].name}`, shape(leader)], x, width, top + (BAND * ratio) / 2, ratio);
  }
  ctx.strokeStyle = style("--ink");
  ctx.setLineDash([5 * ratio, 4 * ratio]);
  for (const at of handovers(reigns)) {
    const x = chart.valToPos(at, "x", true);
    if (x <= chart.bbox.left) continue;
    ctx.beginPath();
    ctx.moveTo(x, top);
    ctx.lineTo(x, chart.bbox.top + chart.bbox.height);
    ctx.stroke();
  }
  ctx.restore();
}

/** The longest of `texts` that fits. */
function label(ctx, texts, x, width, y, ratio) {
  const text = texts.find((one) => ctx.measureText(one).width < width - 10 * ratio);
  ctx.fillStyle = "#0b0e11";
  if (text) ctx.fillText(text, x + 5 * ratio, y);
}

const leaps = (from, to) => from && to && Math.abs(to / from - 1) > LEAP;
const broken = (tempi) =>
  tempi.map((bpm, row) => (leaps(tempi[row - 1], bpm) || leaps(bpm, tempi[row + 1]) ? null : bpm));
const style = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const ago = (seconds) => (seconds < 0.5 ? "now" : `−${Math.round(seconds)} s`);
const seconds = (_, __, ___, last) => [120, 90, 60, 30, 0].map((back) => last - back);
