// The way back: edits made in this tab, kept over pages. Undoing writes a withdrawing review.
import { html, LitElement } from "./lit.js";
import { word } from "./words.js";
import { tell, write } from "./writing.js";

const KEPT = 200; // edits that can be taken back in one tab
const read = (name) => JSON.parse(sessionStorage.getItem(name) ?? "[]");
const keep = (name, edits) => {
  try { sessionStorage.setItem(name, JSON.stringify(edits.slice(-KEPT))); } catch { sessionStorage.removeItem(name); }
  document.dispatchEvent(new Event("tq-edits"));
};

/** Remembers an edit the server answered with, and the items whose rows show it. */
export function remember(turns, items = []) {
  if (!turns?.length) return;
  keep("tq-done", [...read("tq-done"), { turns, items }]);
  keep("tq-undone", []);
}

/** Takes back the last edit, or the last taking back; null where there is none. Resolves to the answer. */
export async function back(from = "tq-done", to = "tq-undone") {
  const edits = read(from);
  const last = edits.pop();
  if (!last) return null;
  const answer = await write("/undo", last);
  keep(from, edits);
  keep(to, [...read(to), { turns: answer.edit, items: last.items }]);
  return answer;
}

export const again = () => back("tq-undone", "tq-done");

/** Two buttons and their keys; hands what changed on as an event, or loads the page again. */
class Undo extends LitElement {
  createRenderRoot() { return this; }

  connectedCallback() {
    super.connectedCallback();
    this.keys = (event) => this.key(event);
    this.changed = () => this.requestUpdate();
    document.addEventListener("keydown", this.keys);
    document.addEventListener("tq-edits", this.changed);
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.keys);
    document.removeEventListener("tq-edits", this.changed);
    super.disconnectedCallback();
  }

  key(event) {
    if (!(event.ctrlKey || event.metaKey) || event.target.matches("input, textarea, select")) return;
    const letter = event.key.toLowerCase();
    if (letter === "z" && !event.shiftKey) this.go(event, back);
    else if (letter === "y" || letter === "z") this.go(event, again);
  }

  async go(event, act) {
    event.preventDefault();
    try {
      const answer = await act();
      if (answer && this.dispatchEvent(new CustomEvent("tq-undone", { detail: answer, bubbles: true, cancelable: true }))) location.reload();
    } catch (error) { tell(error); }
  }

  render() {
    return html`<span class="undo" title=${word("undo-why")}><button type="button" ?disabled=${!read("tq-done").length} @click=${(e) => this.go(e, back)}>${word("undo")}</button>
      <button type="button" ?disabled=${!read("tq-undone").length} @click=${(e) => this.go(e, again)}>${word("redo")}</button></span>`;
  }
}
customElements.define("tq-undo", Undo);
