// One canvas on one clock: waveform and loudness, shots, what is said by whom, copies. Left is earlier in
// every language. Everything is drawn anew each frame; a pyramid of the waveform keeps that cheap.
import { clock } from "./words.js";

const WAVE = 64; // pixels
const LANE = 16;
const GAP = 6;
const AXIS = 18;
const STEP = 8; // bins of one level of the pyramid in one of the next
const FULL = 32768; // a full-scale 16-bit sample
const QUIETEST = -60; // dB at the bottom of the wave's strip
const TICKS = [0.04, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 120, 300, 600, 1800, 3600];

/** @typedef {{start: number, end: number | null, lane: number, colour: string}} Mark */

export class Timeline {
  /** @param {HTMLCanvasElement} canvas @param {import("./player.js").Player} player @param {number} lanes */
  constructor(canvas, player, lanes) {
    Object.assign(this, { canvas, player, lanes, marks: [], shots: [], wave: [] });
    this.view = { from: 0, to: player.duration || 1 };
    this.colours = getComputedStyle(document.documentElement);
    new ResizeObserver(() => this.resize()).observe(canvas);
    canvas.addEventListener("pointerdown", (event) => this.press(event));
    canvas.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    player.addEventListener("tq-time", () => this.follow());
    player.addEventListener("tq-span", () => this.draw());
    this.resize();
  }

  async load() {
    if (!this.player.hasAttribute("data-wave")) return; // a silent film, or one not watched yet
    const answer = await fetch(`/item/${this.player.dataset.item}/waveform.bin`);
    if (!answer.ok) return;
    const all = new Float32Array(await answer.arrayBuffer());
    const rows = all.length / 4;
    const part = (n) => all.subarray(n * rows, (n + 1) * rows);
    this.wave = [{ rows, low: part(1), high: part(2), level: part(3) }];
    this.span = rows > 1 ? [part(0)[0], part(0)[rows - 1] + (part(0)[1] - part(0)[0])] : [0, 0];
    while (this.wave.at(-1).rows > 4096) this.wave.push(coarser(this.wave.at(-1)));
    this.draw();
  }

  /** @param {Mark[]} marks @param {number[]} shots */
  show(marks, shots) {
    Object.assign(this, { marks, shots });
    this.draw();
  }

  resize() {
    const ratio = devicePixelRatio || 1;
    this.width = this.canvas.clientWidth;
    this.height = WAVE + this.lanes * (LANE + GAP) + AXIS;
    this.canvas.style.blockSize = `${this.height}px`;
    this.canvas.width = Math.round(this.width * ratio);
    this.canvas.height = Math.round(this.height * ratio);
    this.pen = this.canvas.getContext("2d");
    this.pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    this.draw();
  }

  at(time) { return ((time - this.view.from) / (this.view.to - this.view.from)) * this.width; }

  timeAt(x) { return this.view.from + (x / this.width) * (this.view.to - this.view.from); }

  zoom(factor, around = this.player.frameTime) {
    const length = this.player.duration || 1;
    const { from, to } = this.view;
    const wide = Math.min(length, Math.max(0.2, (to - from) * factor));
    const share = (around - from) / (to - from);
    const start = Math.min(Math.max(0, around - share * wide), length - wide);
    this.view = { from: start, to: start + wide };
    this.draw();
  }

  all() {
    this.view = { from: 0, to: this.player.duration || 1 };
    this.draw();
  }

  wheel(event) {
    event.preventDefault();
    if (Math.abs(event.deltaX) > Math.abs(event.deltaY)) return this.pan(event.deltaX / this.width);
    return this.zoom(event.deltaY > 0 ? 1.25 : 0.8, this.timeAt(event.offsetX));
  }

  pan(share) {
    const wide = this.view.to - this.view.from;
    const from = Math.min(Math.max(0, this.view.from + share * wide), Math.max(0, (this.player.duration || 1) - wide));
    this.view = { from, to: from + wide };
    this.draw();
  }

  press(event) {
    this.canvas.setPointerCapture(event.pointerId);
    const seek = (moved) => this.player.seek(this.timeAt(moved.offsetX));
    const up = () => {
      this.canvas.removeEventListener("pointermove", seek);
      this.canvas.removeEventListener("pointerup", up);
    };
    seek(event);
    this.canvas.addEventListener("pointermove", seek);
    this.canvas.addEventListener("pointerup", up);
  }

  follow() {
    const now = this.player.frameTime;
    const { from, to } = this.view;
    if (now < from || now > to) this.pan((now - from) / (to - from) - 0.1);
    this.canvas.setAttribute("aria-valuenow", now.toFixed(2));
    this.canvas.setAttribute("aria-valuetext", clock(now, 2));
    this.draw();
  }

  draw() {
    if (!this.pen || !this.width) return;
    this.inks = new Map(); // asking the page's style for a colour costs more than drawing with it
    this.pen.clearRect(0, 0, this.width, this.height);
    this.drawSpan();
    this.drawShots();
    this.drawWave();
    for (const mark of this.marks) this.drawMark(mark);
    this.drawAxis();
    this.fill("--warn", this.at(this.player.frameTime) - 0.75, 0, 1.5, this.height - AXIS);
  }

  ink(colour) {
    if (!this.inks.has(colour)) this.inks.set(colour, this.colours.getPropertyValue(colour));
    return this.inks.get(colour);
  }

  fill(colour, x, y, width, height, alpha = 1) {
    this.pen.globalAlpha = alpha;
    this.pen.fillStyle = this.ink(colour);
    this.pen.fillRect(x, y, width, height);
    this.pen.globalAlpha = 1;
  }

  drawSpan() {
    const { start, end } = this.player.span;
    if (start === null && end === null) return;
    const [left, right] = [this.at(start ?? 0), this.at(end ?? this.player.duration)];
    this.fill("--prop-bg", left, 0, right - left, this.height - AXIS);
  }

  drawShots() {
    for (const cut of this.shots) this.fill("--firm", this.at(cut), 0, 1, this.height - AXIS, 0.6);
  }

  drawWave() {
    if (!this.wave.length) return;
    const [begin, end] = this.span;
    const bins = ((this.view.to - this.view.from) / (end - begin)) * this.wave[0].rows;
    const level = Math.max(0, Math.min(this.wave.length - 1, Math.floor(Math.log(Math.max(1, bins / this.width)) / Math.log(STEP))));
    const wave = this.wave[level];
    const row = (time) => ((time - begin) / (end - begin)) * wave.rows;
    const columns = []; // left, loudness, top and height of the wave: drawn one colour after the other
    for (let x = 0; x < this.width; x += 1) {
      const [from, to] = [Math.floor(row(this.timeAt(x))), Math.max(Math.floor(row(this.timeAt(x + 1))), Math.floor(row(this.timeAt(x))) + 1)];
      if (from < 0 || from >= wave.rows) continue;
      let [low, high, loud] = [0, 0, -120];
      for (let n = from; n < Math.min(to, wave.rows); n += 1) {
        low = Math.min(low, wave.low[n]);
        high = Math.max(high, wave.high[n]);
        loud = Math.max(loud, wave.level[n]);
      }
      const strong = (Math.max(QUIETEST, loud) - QUIETEST) / -QUIETEST;
      const [top, bottom] = [(1 - high / FULL) * WAVE / 2, (1 - low / FULL) * WAVE / 2];
      columns.push([x, WAVE * strong, top, Math.max(1, bottom - top)]);
    }
    this.pen.fillStyle = this.ink("--cite-bg");
    for (const [x, strong] of columns) this.pen.fillRect(x, WAVE - strong, 1, strong);
    this.pen.fillStyle = this.ink("--soft");
    this.pen.globalAlpha = 0.75;
    for (const [x, , top, height] of columns) this.pen.fillRect(x, top, 1, height);
    this.pen.globalAlpha = 1;
  }

  drawMark({ start, end, lane, colour }) {
    const [left, right] = [this.at(start), this.at(end ?? start)];
    const top = WAVE + GAP + lane * (LANE + GAP);
    if (right < -8 || left > this.width + 8) return;
    if (end !== null && right - left > 3) {
      this.fill(colour, left, top + 2, right - left, LANE - 4, 0.5);
      this.fill(colour, left, top, 2, LANE);
    } else {
      this.pen.fillStyle = this.ink(colour);
      this.pen.beginPath();
      this.pen.arc(left, top + LANE / 2, 4.5, 0, 7);
      this.pen.fill();
    }
  }

  drawAxis() {
    const wide = this.view.to - this.view.from;
    const every = TICKS.find((step) => (step / wide) * this.width > 64) ?? 3600;
    const top = this.height - AXIS;
    this.fill("--line", 0, top, this.width, 1);
    this.pen.fillStyle = this.ink("--soft");
    this.pen.font = "11px ui-monospace, monospace";
    for (let n = Math.ceil(this.view.from / every); n * every <= this.view.to; n += 1) {
      const x = this.at(n * every);
      this.pen.fillRect(x, top, 1, 4);
      this.pen.fillText(clock(n * every, every < 1 ? 2 : 0), x + 3, this.height - 5);
    }
  }
}

/** The same sound with `STEP` rows in one. */
function coarser(wave) {
  const rows = Math.ceil(wave.rows / STEP);
  const made = { rows, low: new Float32Array(rows), high: new Float32Array(rows), level: new Float32Array(rows).fill(-120) };
  for (let n = 0; n < wave.rows; n += 1) {
    const to = Math.floor(n / STEP);
    made.low[to] = Math.min(made.low[to], wave.low[n]);
    made.high[to] = Math.max(made.high[to], wave.high[n]);
    made.level[to] = Math.max(made.level[to], wave.level[n]);
  }
  return made;
}
