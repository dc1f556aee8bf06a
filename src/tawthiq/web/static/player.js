// A native player that knows the frames of what it plays. Time here is media time: zero is the earliest
// presented sample; the file's own clock is `zero` seconds ahead of it.
import { clock, word } from "./words.js";

const SLOWEST = 0.1;
const FASTEST = 4;
const NO_SOURCE = 3; // HTMLMediaElement.NETWORK_NO_SOURCE
const NEAR = 0.002; // seconds; browsers keep whole milliseconds in places

export class Player extends HTMLElement {
  connectedCallback() {
    this.media = this.querySelector("video");
    this.zero = Number(this.dataset.zero ?? 0);
    this.frames = new Float64Array();
    this.span = { start: null, end: null };
    this.looping = false;
    this.veil = 2; // 2 grey and blurred, 1 grey, 0 as kept
    if (this.media) this.listen();
    this.tellState();
    if (this.hasAttribute("data-frames")) this.load();
  }

  async load() {
    const answer = await fetch(`/item/${this.dataset.item}/frames.bin`);
    if (answer.ok) this.frames = new Float64Array(await answer.arrayBuffer());
  }

  listen() {
    const { media } = this;
    media.muted = true; // also where the browser restored another state
    for (const name of ["play", "pause", "volumechange", "ratechange"]) media.addEventListener(name, () => this.tellState());
    const refused = () => { this.querySelector(".cannot").hidden = false; };
    media.addEventListener("error", refused);
    if (media.error || (media.src && media.networkState === NO_SOURCE)) refused(); // before we listened
    media.addEventListener("seeked", () => this.tick());
    media.addEventListener("pause", () => this.tick()); // the second told is that of the frame that stays
    media.addEventListener("loadeddata", () => this.tick());
    const each = () => { if (!media.paused) this.tick(); requestAnimationFrame(each); };
    requestAnimationFrame(each);
  }

  /** Length in seconds of media time. */
  get duration() {
    return Number(this.dataset.duration) || Math.max(0, (this.media?.duration || 0) - this.zero);
  }

  /** The second shown, as the player says. */
  get time() { return Math.max(0, (this.media?.currentTime ?? 0) - this.zero); }

  /** The number of the frame shown at `time`, -1 where no frames are known. */
  frameAt(time) {
    let [low, high] = [0, this.frames.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.frames[middle] <= time + NEAR) low = middle + 1; else high = middle;
    }
    return low - 1;
  }

  /** The exact second of the frame shown. */
  get frameTime() {
    const number = this.frameAt(this.time);
    return number < 0 ? this.time : this.frames[number];
  }

  /** Shows the frame at `time`: aims at its middle, so that rounding cannot show a neighbour. */
  seek(time) {
    const at = Math.min(Math.max(0, time), this.duration || Infinity);
    const number = this.frameAt(at);
    const next = this.frames[number + 1];
    const inside = number >= 0 && next !== undefined ? (this.frames[number] + next) / 2 : at;
    if (this.media) this.media.currentTime = this.zero + (this.media.paused ? inside : at);
  }

  /** Steps by whole frames; without known frames by a 25th of a second. */
  step(by) {
    this.media?.pause();
    const number = this.frameAt(this.time);
    if (number < 0 || !this.frames.length) return this.seek(this.time + by / 25);
    return this.seek(this.frames[Math.min(Math.max(0, number + by), this.frames.length - 1)]);
  }

  toggle() {
    if (!this.media) return;
    if (this.media.paused) this.media.play().catch(() => {}); else this.media.pause();
  }

  speed(factor) {
    if (this.media) this.media.playbackRate = Math.min(FASTEST, Math.max(SLOWEST, factor));
  }

  mark(end) {
    this.span = { ...this.span, [end]: this.frameTime };
    if (this.span.start !== null && this.span.end !== null && this.span.end <= this.span.start) {
      this.span = { start: end === "start" ? this.frameTime : null, end: end === "end" ? this.frameTime : null };
    }
    this.spanned();
  }

  setSpan(start, end) {
    this.span = { start, end };
    this.spanned();
  }

  spanned() {
    this.dispatchEvent(new CustomEvent("tq-span", { bubbles: true, detail: this.span }));
    this.tellState();
  }

  loop() {
    this.looping = !this.looping;
    if (this.looping && this.span.start !== null) this.seek(this.span.start);
    this.tellState();
  }

  /** Shows what somebody marked as hard to look at, still grey and blurred. */
  uncover() {
    const shown = this.querySelector("[data-src]");
    if (!shown) return;
    shown.src = shown.dataset.src;
    shown.removeAttribute("data-src");
    this.querySelector(".cover").remove();
  }

  unveil() {
    this.veil = (this.veil + 2) % 3;
    const shown = this.querySelector(".screen > video, .screen > img");
    shown.className = ["", "grey", "veil"][this.veil];
    this.tellState();
  }

  sound() {
    if (this.media) this.media.muted = !this.media.muted;
  }

  tick() {
    const { start, end } = this.span;
    if (this.looping && !this.media.paused && end !== null && (this.time >= end || this.time < (start ?? 0) - 0.5)) this.seek(start ?? 0);
    this.querySelector(".now").textContent = clock(this.frameTime, 3);
    this.dispatchEvent(new CustomEvent("tq-time", { bubbles: true, detail: this.frameTime }));
  }

  tellState() {
    const { media, span } = this;
    const said = [word(["as-kept", "grey", "grey-blurred"][this.veil])];
    if (media) {
      said.unshift(word(media.muted ? "muted" : "sound-on"));
      const play = this.querySelector("[data-do=play]");
      play.firstElementChild.textContent = media.paused ? "▶" : "❚❚";
      play.setAttribute("aria-label", word(media.paused ? "do-play" : "do-pause"));
      const choice = this.querySelector("[data-speed]");
      if ([...choice.options].some((each) => Number(each.value) === media.playbackRate)) choice.value = String(media.playbackRate);
    }
    if (span.start !== null || span.end !== null) {
      const [from, to] = [span.start, span.end].map((each) => (each === null ? "…" : clock(each, 2)));
      said.push(`${word("span")} \u2066${from}–${to}\u2069`);
    }
    if (this.looping) said.push(word("looping"));
    this.querySelector(".state").textContent = said.join(" · ");
    this.querySelector("[data-do=loop]")?.setAttribute("aria-pressed", String(this.looping));
  }
}
customElements.define("tq-player", Player);
