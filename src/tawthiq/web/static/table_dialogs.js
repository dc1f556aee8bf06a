// What the table asks in a dialog: words, a place, a time, an incident, who may see.
import { html, LitElement, nothing } from "./lit.js";
import "./place.js";
import { word } from "./words.js";

class Ask extends LitElement {
  static properties = { act: {}, zone: {}, incidents: { attribute: false }, tags: { attribute: false }, count: {} };

  createRenderRoot() { return this; }

  /** Resolves to what to send besides the items; null where nobody wants to. */
  async open(act, about) {
    Object.assign(this, { act, ...about });
    if (act === "join") this.incidents = await (await fetch("/incident.json")).json().catch(() => []);
    await this.updateComplete;
    const dialog = this.querySelector("dialog");
    dialog.querySelector("form").reset();
    dialog.showModal();
    return new Promise((resolve) => { this.resolve = resolve; });
  }

  done(value) {
    this.querySelector("dialog").close();
    this.resolve?.(value);
    this.resolve = null;
    this.act = "";
  }

  keep(event) {
    event.preventDefault();
    const form = new FormData(event.target), get = (name) => String(form.get(name) ?? "");
    const body = { words: get("words"), known_from: get("known_from") };
    if (this.act === "place") body.place = this.querySelector("tq-place").value();
    if (this.act === "time") body.time = { unknown: form.has("unknown"), earliest: get("earliest"), latest: get("latest"), zone: get("zone"), words: get("words") };
    if (this.act === "join") body.incident = get("incident");
    if (this.act === "access") body.access = get("access");
    this.done(body);
  }

  why() { return html`<label>${word("known-from")} <textarea name="known_from" rows="2" dir="auto"></textarea></label>`; }

  fields() {
    switch (this.act) {
      case "tag": return html`<label>${word("tag-which")} <input name="words" required dir="auto" list="known-tags" autocomplete="off"></label><datalist id="known-tags">${this.tags?.map((tag) => html`<option value=${tag}></option>`)}</datalist>`;
      case "untag": return html`<label>${word("tag-which")} <select name="words">${this.tags?.map((tag) => html`<option value=${tag}>${tag}</option>`)}</select></label>`;
      case "note": return html`<label>${word("do-note")} <textarea name="words" rows="3" required dir="auto"></textarea></label>`;
      case "incident": return html`<label>${word("incident-name")} <input name="words" required dir="auto"></label>`;
      case "join": return this.incidents?.length ? html`<label>${word("do-join")} <select name="incident" required>${this.incidents.map(({ id, label }) => html`<option value=${id}>${label}</option>`)}</select></label>` : html`<p>${word("no-incident")}</p>`;
      case "access": return html`<label>${word("do-access")} <select name="access"><option value="restricted">${word("access-restricted")}</option><option value="team">${word("access-team")}</option><option value="public">${word("access-public")}</option></select></label><label>${word("access-why")} <textarea name="known_from" rows="2" dir="auto"></textarea></label>`;
      case "place": return html`<tq-place></tq-place>${this.why()}`;
      case "time": return html`<div class="pair"><label>${word("not-before")} <input name="earliest" placeholder="2013-08-16T12:40" dir="ltr"></label><label>${word("not-after")} <input name="latest" placeholder="2013-08-16T13:10" dir="ltr"></label></div>
        <label>${word("zone-of-it")} <input name="zone" .defaultValue=${this.zone ?? ""} dir="ltr"></label><label>${word("words-of-it")} <input name="words" dir="auto"></label><label class="check"><input type="checkbox" name="unknown"> ${word("not-knowable")}</label>${this.why()}`;
      default: return nothing;
    }
  }

  render() {
    const can = this.act !== "join" || this.incidents?.length;
    return html`<dialog aria-labelledby="asked" @cancel=${(e) => { e.preventDefault(); this.done(null); }}><form @submit=${this.keep}>
      <h2 id="asked">${this.act ? word(`do-${this.act}`) : ""} · <bdi>${word("selected", { n: this.count ?? 0 })}</bdi></h2>${this.fields()}
      <p class="buttons">${can ? html`<button class="main">${word("write-it")}</button>` : ""}<button type="button" @click=${() => this.done(null)}>${word("cancel")}</button></p></form></dialog>`;
  }
}
customElements.define("tq-ask", Ask);

class Keys extends LitElement {
  createRenderRoot() { return this; }

  show() { this.querySelector("dialog").showModal(); }

  render() {
    const keys = [["↑ ↓ ← →", "key-move"], ["PageUp PageDown Home End", "key-move-far"], ["Space", "key-select"], ["Ctrl+A", "key-all"], ["Enter / F2", "key-edit"], ["Ctrl+D", "key-fill"], ["O", "key-open"], ["Ctrl+Z / Ctrl+Y", "key-undo"], ["Esc", "key-clear"]];
    return html`<dialog aria-labelledby="keys"><h2 id="keys">${word("keys")}</h2><table>${keys.map(([key, what]) => html`<tr><td><kbd dir="ltr">${key}</kbd></td><td>${word(what)}</td></tr>`)}</table>
      <form method="dialog" class="buttons"><button>${word("close")}</button></form></dialog>`;
  }
}
customElements.define("tq-keys", Keys);
