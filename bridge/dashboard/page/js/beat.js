// The flash and the dots. Updates come thirty times a second and later than the beat; the timeline in them says
// when each beat falls, so every frame is drawn from the clock, and the flash lands on the beat.

import { byId, el, setText } from "./dom.js";

const DARK_AFTER = 0.35; // beats after which a flash is gone

export class Beat {
  #flash = byId("flash");
  #dots = byId("dots");
  #bar = byId("bar");
  #now = null;
  #shown = null;
  #lit = "";

  constructor(clock) {
    this.clock = clock;
    const frame = (ms) => {
      this.#draw(ms);
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  }

  /** The newest update, or null when the bridge cannot be heard. */
  show(now) {
    this.#now = now;
    const beats = now?.meter[0] ?? 0;
    if (now && this.#dots.childElementCount !== beats) {
      this.#dots.replaceChildren(...Array.from({ length: beats }, () => el("i")));
      this.#shown = null;
    }
  }

  #draw(ms) {
    const host = this.clock.host(ms);
    const now = this.#now;
    if (!now?.line || host === null) return this.#rest();
    const place = placeAt(now, host);
    this.#light(Math.max(0, 1 - place.phase / DARK_AFTER));
    if (place.beat === this.#shown?.beat && place.bar === this.#shown?.bar) return;
    this.#shown = place;
    this.#flash.classList.toggle("one", place.beat === 1);
    [...this.#dots.children].forEach((dot, at) => dot.classList.toggle("on", at < place.beat));
    setText(this.#bar, `bar ${place.bar} · beat ${place.beat}`);
  }

  /** In tenths: a browser draws anew whatever is set, be it the same. */
  #light(opacity) {
    const text = opacity.toFixed(1);
    if (this.#lit !== text) this.#flash.style.opacity = this.#lit = text;
  }

  #rest() {
    if (this.#shown === "rest") return;
    this.#shown = "rest";
    this.#light(0);
    for (const dot of this.#dots.children) dot.classList.remove("on");
    setText(this.#bar, "");
  }
}

/** Bar, beat in bar (from 1) and phase (0 to 1) at host second `host`. */
export function placeAt({ line: [bpm, beat0, t0], meter: [beats], downbeat, bar0 }, host) {
  const beat = beat0 + ((host - t0) * bpm) / 60;
  const count = Math.floor(beat);
  const bars = Math.floor((count - downbeat) / beats);
  return { bar: bar0 + bars, beat: count - downbeat - bars * beats + 1, phase: beat - count };
}
