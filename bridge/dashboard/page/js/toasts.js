// What was refused, in a line that goes by itself.

import { byId, el } from "./dom.js";

const STAYS = 6000;
const MOST = 4;

export function toast(text) {
  const box = byId("toasts");
  const note = el("p", {}, text);
  box.append(note);
  while (box.childElementCount > MOST) box.firstElementChild.remove();
  setTimeout(() => note.remove(), STAYS);
}
