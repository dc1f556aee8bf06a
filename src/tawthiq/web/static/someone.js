// Choosing one of thousands of people or households by any part of a name, in any spelling.
import { html, LitElement } from "./lit.js";
import { word } from "./words.js";

const PAUSE = 180; // milliseconds without a key before the server is asked

class Someone extends LitElement {
  static properties = { kind: {}, name: {}, found: { state: true } };

  constructor() {
    super();
    this.kind = "person"; this.found = [];
  }

  createRenderRoot() { return this; }

  seek(event) {
    clearTimeout(this.waiting);
    const sought = event.target.value.trim();
    this.waiting = setTimeout(async () => {
      const answer = await fetch(`/people.json?kind=${this.kind}&q=${encodeURIComponent(sought)}`).catch(() => null);
      if (answer?.ok) this.found = (await answer.json()).found;
    }, PAUSE);
  }

  render() {
    return html`<label>${word(`choose-${this.kind}`)} <input type="search" dir="auto" autocomplete="off" @input=${this.seek} @keydown=${(e) => { if (e.key === "Enter") e.preventDefault(); }}></label>
      ${this.found.length ? html`<label>${word("choose-among")} <select name=${this.name} required size=${Math.min(6, this.found.length + 1)}>${this.found.map((each) => html`<option value=${each.id}>${each.label}${each.beside ? ` · ${each.beside}` : ""}</option>`)}</select></label>` : html`<p class="soft">${word("type-a-name")}</p>`}`;
  }
}
customElements.define("tq-someone", Someone);
