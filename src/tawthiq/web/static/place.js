// Saying where: in words with a radius, as a circle, as a drawn area, or that it is not known.
import { html, LitElement } from "./lit.js";
import "./map.js";
import { AROUND } from "./world.js";
import { word } from "./words.js";

const KINDS = [["words", "in-place-words"], ["circle", "as-circle"], ["area", "as-area"], ["unknown", "place-unknown"]];

/** Metres between two points (longitude, latitude), on a sphere of the earth's mean size. */
function distance([lon1, lat1], [lon2, lat2]) {
  const rad = Math.PI / 180, a = Math.sin(((lat2 - lat1) * rad) / 2) ** 2 + Math.cos(lat1 * rad) * Math.cos(lat2 * rad) * Math.sin(((lon2 - lon1) * rad) / 2) ** 2;
  return (AROUND / Math.PI) * Math.asin(Math.sqrt(a));
}

class Place extends LitElement {
  static properties = { kind: { state: true }, drawn: { state: true }, known: { state: true }, offered: { state: true } };

  constructor() {
    super();
    this.kind = "words"; this.drawn = []; this.known = []; this.offered = [];
  }

  createRenderRoot() { return this; }

  /** What the form sends. */
  value() {
    const field = (name) => this.querySelector(`[data-place=${name}]`)?.value ?? "";
    return {
      kind: this.kind, words: field("words"), radius: this.kind === "unknown" ? "" : field("radius"),
      latitude: Number(field("latitude")) || 0, longitude: Number(field("longitude")) || 0,
      corners: this.kind === "area" ? this.drawn.map(([lon, lat]) => [lat, lon]) : [],
    };
  }

  async choose(kind) {
    this.kind = kind;
    this.drawn = [];
    const map = this.querySelector("tq-map");
    if (map) map.drawn = [];
    if ((kind === "circle" || kind === "area") && !this.asked) {
      this.asked = true;
      const answer = await fetch("/map.json").catch(() => null);
      if (answer?.ok) this.known = (await answer.json()).places.filter((p) => p.shape);
    }
  }

  /** Places that this record knows by these words already; nothing is chosen until somebody does. */
  seek(event) {
    clearTimeout(this.waiting);
    const sought = event.target.value.trim();
    this.waiting = setTimeout(async () => {
      const answer = sought && (await fetch(`/places.json?q=${encodeURIComponent(sought)}`).catch(() => null));
      this.offered = answer?.ok ? (await answer.json()).places : [];
    }, 200);
  }

  async take({ called, shape }) {
    const set = (name, value) => { const field = this.querySelector(`[data-place=${name}]`); if (field) field.value = value; };
    await this.choose(shape ? (shape.type === "area" ? "area" : "circle") : "words");
    await this.updateComplete;
    const measured = shape ? null : /^(.*) \(± ([\d.]+) m\)$/.exec(called);
    set("words", measured ? measured[1] : called);
    if (measured) set("radius", measured[2]);
    if (shape?.type === "circle") for (const name of ["latitude", "longitude", "radius"]) set(name, shape[name]);
    this.drawn = shape?.type === "area" ? shape.corners.map((corner) => [Number(corner.longitude), Number(corner.latitude)]) : shape ? [[Number(shape.longitude), Number(shape.latitude)]] : [];
    const map = this.querySelector("tq-map");
    if (map) map.drawn = this.drawn;
    this.offered = [];
  }

  offers() {
    if (!this.offered.length) return "";
    return html`<div class="offered" role="group" aria-label=${word("places-known")}><p class="soft">${word("places-known")}</p>${this.offered.map((place) => html`<button type="button" class="quiet" @click=${() => this.take(place)}><bdi dir="auto">${place.words}</bdi> <span class="soft">· <bdi>${place.by}</bdi> · <bdi dir="auto">${place.of}</bdi></span></button>`)}</div>`;
  }

  sketch(points) {
    this.drawn = points;
    if (this.kind !== "circle") return;
    const set = (name, value) => { this.querySelector(`[data-place=${name}]`).value = value; };
    set("longitude", points[0][0].toFixed(5));
    set("latitude", points[0][1].toFixed(5));
    if (points[1]) set("radius", String(Math.max(1, Math.round(distance(points[0], points[1])))));
  }

  render() {
    const mapped = this.kind === "circle" || this.kind === "area";
    return html`<fieldset class="kinds"><legend>${word("place-kind")}</legend>${KINDS.map(([kind, key]) => html`<label class="check"><input type="radio" .name=${`kind-${this.id || "place"}`} value=${kind} .checked=${this.kind === kind} @change=${() => this.choose(kind)}> ${word(key)}</label>`)}</fieldset>
      <label>${word("place-words")} <input data-place="words" dir="auto" autocomplete="off" @input=${this.seek}></label>${this.offers()}
      ${this.kind === "words" || this.kind === "circle" ? html`<label>${word("place-radius")} <input data-place="radius" inputmode="decimal" dir="ltr"></label>` : ""}
      ${this.kind === "circle" ? html`<div class="pair"><label>${word("place-latitude")} <input data-place="latitude" inputmode="decimal" dir="ltr"></label><label>${word("place-longitude")} <input data-place="longitude" inputmode="decimal" dir="ltr"></label></div>` : ""}
      ${mapped ? html`<p class="soft">${word(this.kind === "circle" ? "draw-circle" : "draw-area")} ${this.kind === "area" ? html`<bdi>${word("corners", { n: this.drawn.length })}</bdi> <button type="button" class="quiet" @click=${() => this.choose("area")}>${word("draw-again")}</button>` : ""}</p>
        <tq-map class="small-map" .shapes=${this.known} .mode=${this.kind} @drawn=${(e) => this.sketch(e.detail)}></tq-map>` : ""}`;
  }
}
customElements.define("tq-place", Place);
