// The one way to the bridge and back. When it goes, it is tried again and again, at first at once.

const FIRST_WAIT = 250;
const LONGEST_WAIT = 4000;
const QUIET = 5000; // ms without a word after which a connection is taken for dead: a phone that slept
const ACK_EVERY = 6;

export class Socket {
  #socket = null;
  #wait = FIRST_WAIT;
  #count = 0;
  #heard = 0;
  #timer = 0;

  /** `heard(kind, body, ms)` gets each message; `changed(open)` is told when the connection comes or goes. */
  constructor(heard, changed) {
    this.heard = heard;
    this.changed = changed;
    setInterval(() => this.#look(), 1000);
    addEventListener("online", () => this.#again(0));
    document.addEventListener("visibilitychange", () => document.hidden || this.#look());
    this.#open();
  }

  /** Send `body`; gives whether there was a connection to send it by. */
  send(body) {
    if (this.#socket?.readyState !== WebSocket.OPEN) return false;
    this.#socket.send(JSON.stringify(body));
    return true;
  }

  #open() {
    clearTimeout(this.#timer);
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    const socket = (this.#socket = new WebSocket(`${scheme}://${location.host}/live`));
    this.#count = 0;
    this.#heard = performance.now();
    socket.onopen = () => {
      this.#wait = FIRST_WAIT;
      this.#saw();
      this.changed(true);
    };
    socket.onmessage = (event) => socket === this.#socket && this.#take(event.data);
    socket.onclose = () => socket === this.#socket && this.#lost();
  }

  #take(text) {
    const now = (this.#heard = performance.now());
    const { kind, ...body } = JSON.parse(text);
    if (kind === "now" && ++this.#count % ACK_EVERY === 0) this.#saw();
    this.heard(kind, body, now);
  }

  /** Tell how many updates have come: the bridge sends no more than a few that nobody has seen. */
  #saw() {
    this.send({ kind: "saw", count: this.#count, page: performance.now() });
  }

  #lost() {
    this.changed(false);
    this.#again(this.#wait);
    this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT);
  }

  #again(ms) {
    if (this.#socket?.readyState === WebSocket.OPEN) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#open(), ms);
  }

  #look() {
    if (performance.now() - this.#heard < QUIET || this.#socket.readyState === WebSocket.CLOSED) return;
    const silent = this.#socket;
    this.#socket = null;
    silent.close();
    this.#lost();
  }
}
