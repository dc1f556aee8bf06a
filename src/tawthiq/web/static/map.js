// A map that pans, zooms and can be drawn on: the world on a canvas, places over it as areas, never as points.
import { html, LitElement, svg } from "./lit.js";
import { countries, draw, project, span, unproject } from "./world.js";
import { word } from "./words.js";

const FARTHEST = 1, NEAREST = 4e6; // of the whole world's width, how much larger than the picture
const SMALLEST = 5; // pixels: a circle too small to see is shown as a dashed ring of this radius

/** `shapes`: {id, label, href, proposed, shape}; `mode`: "", "circle" or "area", in which clicks draw. */
class WorldMap extends LitElement {
  static properties = { shapes: { attribute: false }, mode: {}, drawn: { state: true }, view: { state: true } };

  constructor() {
    super();
    this.shapes = []; this.mode = ""; this.drawn = [];
    this.view = { x: 0.6, y: 0.4, zoom: 2 };
  }

  createRenderRoot() { return this; }

  firstUpdated() {
    this.canvas = this.querySelector("canvas");
    new ResizeObserver(() => this.requestUpdate()).observe(this);
    this.addEventListener("wheel", (e) => { e.preventDefault(); this.zoom(e.deltaY < 0 ? 1.25 : 0.8, e); }, { passive: false });
    countries().then((found) => { this.found = found; this.requestUpdate(); });
    document.fonts?.ready.then(() => this.requestUpdate());
  }

  willUpdate(changed) {
    if (changed.has("shapes") && this.shapes.length && !this.fitted) { this.fitted = true; this.showAll(); }
  }

  /** Puts every shape into the picture. */
  showAll() {
    const points = this.shapes.flatMap(({ shape }) => outline(shape));
    if (!points.length) return;
    const xs = points.map(([x]) => x), ys = points.map(([, y]) => y);
    const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    const wide = Math.max(right - left, (bottom - top) * 1.6, 2e-5);
    this.view = { x: (left + right) / 2, y: (top + bottom) / 2, zoom: bounded(0.45 / wide) };
  }

  get geometry() {
    const width = this.clientWidth || 600, height = this.clientHeight || 400;
    const scale = width * this.view.zoom;
    const at = (x, y) => [(x - this.view.x) * scale + width / 2, (y - this.view.y) * scale + height / 2];
    const from = (px, py) => [(px - width / 2) / scale + this.view.x, (py - height / 2) / scale + this.view.y];
    return { width, height, scale, at, from };
  }

  updated() {
    if (!this.found) return;
    const { width, height } = this.geometry, dense = devicePixelRatio || 1;
    this.canvas.width = width * dense; this.canvas.height = height * dense;
    const context = this.canvas.getContext("2d");
    context.scale(dense, dense);
    draw(context, this.found, this.geometry, { land: "#f3efe5", line: "#b9b2a3", grid: "#cfe0df", name: "#565b60" });
  }

  zoom(factor, event) {
    const { width, height, from } = this.geometry, box = this.getBoundingClientRect();
    const [px, py] = event ? [event.clientX - box.x, event.clientY - box.y] : [width / 2, height / 2];
    const [x, y] = from(px, py), zoom = bounded(this.view.zoom * factor), real = zoom / this.view.zoom;
    this.view = { x: x + (this.view.x - x) / real, y: y + (this.view.y - y) / real, zoom };
  }

  press(event) {
    if (event.button || event.target.closest("button, a")) return;
    this.dragging = { x: event.clientX, y: event.clientY, from: { ...this.view }, moved: false };
    this.setPointerCapture(event.pointerId);
  }

  move(event) {
    const held = this.dragging;
    if (!held) return;
    const dx = event.clientX - held.x, dy = event.clientY - held.y;
    held.moved ||= Math.hypot(dx, dy) > 4;
    if (held.moved) this.view = { ...this.view, x: held.from.x - dx / this.geometry.scale, y: held.from.y - dy / this.geometry.scale };
  }

  release(event) {
    const held = this.dragging;
    this.dragging = null;
    if (!held || held.moved || !this.mode) return;
    const box = this.getBoundingClientRect();
    const point = unproject(...this.geometry.from(event.clientX - box.x, event.clientY - box.y));
    this.add(point);
  }

  add(point) {
    const most = this.mode === "circle" ? 2 : Infinity;
    this.drawn = this.drawn.length >= most ? [point] : [...this.drawn, point];
    this.dispatchEvent(new CustomEvent("drawn", { detail: this.drawn }));
  }

  key(event) {
    const step = 60 / this.geometry.scale;
    const moves = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] };
    if (moves[event.key]) this.view = { ...this.view, x: this.view.x + moves[event.key][0], y: this.view.y + moves[event.key][1] };
    else if (event.key === "+" || event.key === "=") this.zoom(1.5);
    else if (event.key === "-") this.zoom(1 / 1.5);
    else if (event.key === "Enter" && this.mode) this.add(unproject(this.view.x, this.view.y));
    else return;
    event.preventDefault();
  }

  render() {
    const { at, scale, width, height } = this.geometry;
    return html`<canvas aria-hidden="true"></canvas>
      <svg class=${this.mode ? "drawing" : ""} width=${width} height=${height} role="group" aria-label=${word("places-drawn")}>
      ${gathered(this.shapes).map(labelled(at, scale))}${this.sketch(at, scale)}</svg>
      <div class="map-tools" tabindex="0" role="application" aria-label=${word("map-label")} @keydown=${this.key}>
      <button type="button" aria-label=${word("zoom-in")} title=${word("zoom-in")} @click=${() => this.zoom(1.6)}>+</button>
      <button type="button" aria-label=${word("zoom-out")} title=${word("zoom-out")} @click=${() => this.zoom(1 / 1.6)}>−</button>
      <button type="button" @click=${this.showAll} ?hidden=${!this.shapes.length}>${word("show-all")}</button></div>
      <div class="scale-bar" dir="ltr">${bar(this.view, scale)}</div>`;
  }

  connectedCallback() {
    super.connectedCallback();
    this.addEventListener("pointerdown", this.press);
    this.addEventListener("pointermove", this.move);
    this.addEventListener("pointerup", this.release);
  }

  sketch(at, scale) {
    const points = this.drawn.map(([lon, lat]) => at(...project(lon, lat)));
    if (!points.length) return "";
    if (this.mode === "circle") {
      const [[x, y], edge] = points;
      return svg`<circle class="sketch" cx=${x} cy=${y} r=${edge ? Math.hypot(edge[0] - x, edge[1] - y) : SMALLEST}></circle>`;
    }
    return svg`<polygon class="sketch" points=${points.map((p) => p.join()).join(" ")}></polygon>${points.map(([x, y]) => svg`<circle class="corner" cx=${x} cy=${y} r="3.5"></circle>`)}`;
  }
}
customElements.define("tq-map", WorldMap);

const bounded = (zoom) => Math.max(FARTHEST, Math.min(NEAREST, zoom));

function outline(shape) {
  if (shape.type === "area") return shape.corners.map((c) => project(+c.longitude, +c.latitude));
  const [x, y] = project(+shape.longitude, +shape.latitude), r = span(+shape.radius, +shape.latitude);
  return [[x - r, y - r], [x + r, y + r]];
}

/** Shapes that are the same lie on each other: they are drawn once, with how many there are. */
function gathered(shapes) {
  const found = new Map();
  for (const each of shapes) {
    const { type, latitude, longitude, radius, corners } = each.shape, key = JSON.stringify([type, latitude, longitude, radius, corners, each.proposed]);
    found.set(key, [...(found.get(key) ?? []), each]);
  }
  return [...found.values()].map(([first, ...others]) => (others.length ? { ...first, label: `${first.label} +${others.length}` } : first));
}

const LETTER = 7, LINE = 14; // pixels: about how wide and high the letters of a label are

/** Draws shape after shape; a label that would lie on an earlier one is left to the tooltip and the list. */
function labelled(at, scale) {
  const taken = [];
  return (each) => {
    const { figure, x, y } = figured(each.shape, at, scale);
    const width = each.label.length * LETTER;
    const free = !taken.some((t) => x < t.x + t.width && t.x < x + width && Math.abs(t.y - y) < LINE);
    if (free) taken.push({ x, y, width });
    const inner = svg`<title>${each.label} · ${each.words}</title>${figure}${free ? svg`<text x=${x + 4} y=${y + 4}>${each.label}</text>` : ""}`;
    const kind = `place${each.proposed ? " proposal" : ""}`;
    return each.href ? svg`<a class=${kind} href=${each.href}>${inner}</a>` : svg`<g class=${kind}>${inner}</g>`;
  };
}

/** The area of a shape, and where its label begins. */
function figured(shape, at, scale) {
  if (shape.type === "area") {
    const points = outline(shape).map((p) => at(...p));
    const right = points.reduce((a, b) => (a[0] > b[0] ? a : b));
    return { figure: svg`<polygon points=${points.map((p) => p.join()).join(" ")}></polygon>`, x: right[0], y: right[1] };
  }
  const [x, y] = at(...project(+shape.longitude, +shape.latitude)), r = span(+shape.radius, +shape.latitude) * scale;
  return { figure: svg`<circle cx=${x} cy=${y} r=${Math.max(r, SMALLEST)} class=${r < SMALLEST ? "small" : ""}></circle>`, x: x + Math.max(r, SMALLEST), y };
}

/** A bar of a round length, as long as it is at the middle of the map. */
function bar(view, scale) {
  const [, latitude] = unproject(view.x, view.y), metre = span(1, latitude) * scale;
  const size = 10 ** Math.floor(Math.log10(110 / metre)), length = [5, 2, 1].map((n) => n * size).find((l) => l * metre < 120) ?? size;
  return html`<svg width="130" height="18"><path d=${`M1 4V9H${Math.round(length * metre)}V4`}></path></svg><bdi>${length >= 1000 ? `${length / 1000} km` : `${length} m`}</bdi>`;
}
