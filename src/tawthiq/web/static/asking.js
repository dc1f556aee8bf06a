// A dialog that asks for words and writes them: where they are refused it says why and stays, cancelling leaves nothing.
import { html, LitElement } from "./lit.js";
import { word } from "./words.js";

/** Its heirs say what is asked (`render`, by `asking`) and write it (`put`). */
export class AskingDialog extends LitElement {
  static properties = { wrong: { state: true } };

  createRenderRoot() { return this; }

  /** @param {string} id of the heading @param {unknown} title @param {unknown} fields */
  asking(id, title, fields) {
    return html`<dialog aria-labelledby=${id}><form method="dialog" @submit=${this.keep}>
      <h2 id=${id}>${title}</h2>
      ${fields}
      ${this.wrong ? html`<p class="warn" role="alert">${word("failed")} ${this.wrong}</p>` : ""}
      <p class="buttons"><button class="main">${word("keep")}</button>
      <button type="button" @click=${() => this.remove()}>${word("cancel")}</button></p></form></dialog>`;
  }

  firstUpdated() {
    const dialog = this.querySelector("dialog");
    dialog.addEventListener("cancel", () => this.remove());
    dialog.showModal();
  }

  async keep(event) {
    event.preventDefault();
    try {
      await this.put(Object.fromEntries(new FormData(event.target)));
      this.remove();
    } catch (error) {
      this.wrong = error.message;
    }
  }
}
