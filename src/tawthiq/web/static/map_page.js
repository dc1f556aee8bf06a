// The map page: every place that has a shape on the map, every one in words beside it.
import { html, LitElement } from "./lit.js";
import "./map.js";
import { word } from "./words.js";
import { tell } from "./writing.js";

class Places extends LitElement {
  static properties = { places: { state: true } };

  createRenderRoot() { return this; }

  async connectedCallback() {
    super.connectedCallback();
    try {
      this.places = (await (await fetch("/map.json")).json()).places;
    } catch (error) { tell(error); }
  }

  line(place) {
    const name = html`<bdi dir="auto">${place.label || place.id.slice(0, 12)}</bdi>`;
    return html`<li>${place.href ? html`<a href=${place.href}>${name}</a>` : name} <span class="soft">${place.what}</span>
      <div><bdi dir="auto" class=${place.unknown ? "unknown" : ""}>${place.words}</bdi> ${place.proposed ? html`<span class="mark proposed">${word("standing-proposed")}</span>` : ""} <span class="soft"><bdi>${place.by}</bdi></span></div></li>`;
  }

  render() {
    if (!this.places) return html`<p class="soft">${word("loading")}</p>`;
    const drawn = this.places.filter((p) => p.shape), words = this.places.filter((p) => !p.shape);
    return html`<div class="two map-and-list"><tq-map .shapes=${drawn}></tq-map><div class="stack">
      ${this.places.length ? "" : html`<section class="panel"><p>${word("no-place")}</p></section>`}
      ${drawn.length ? html`<section class="panel"><h2>${word("places-drawn")} <bdi>${drawn.length}</bdi></h2><ul class="places">${drawn.map(this.line)}</ul></section>` : ""}
      ${words.length ? html`<section class="panel"><h2>${word("no-shape")} <bdi>${words.length}</bdi></h2><ul class="places">${words.map(this.line)}</ul></section>` : ""}</div></div>`;
  }
}
customElements.define("tq-places", Places);
