// The map page: every place that has a shape on the map; the server writes each in words beside it.
import { html, LitElement } from "./lit.js";
import "./map.js";
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

  render() {
    return html`<tq-map .shapes=${this.places ?? []}></tq-map>`;
  }
}
customElements.define("tq-places", Places);
