// Every write goes through here: with the token of this page, under a name that is asked for once.
import { html, LitElement } from "./lit.js";
import { word } from "./words.js";

const writer = document.querySelector("meta[name=writer]");
const csrf = document.querySelector("meta[name=csrf]")?.content ?? "";

/** What the server said against a write. */
export class Refused extends Error {}

/** Sends JSON; asks for the writer's name first where this browser has given none. Resolves to the answer.
 *  Nothing counts as written before this resolves: the server answers when it lies on the disk.
 *  @param {string} path @param {unknown} body @returns {Promise<any>} */
export async function write(path, body) {
  if (!writer?.content && !(await askName())) throw new Refused(word("nobody-wrote"));
  return accepted(await send(path, body));
}

/** Sends JSON with the token of this page. @param {string} path @param {unknown} body @returns {Promise<Response>} */
export async function send(path, body) {
  try {
    return await fetch(path, {
      method: "POST",
      headers: { "content-type": "application/json", "x-tawthiq-token": csrf },
      body: JSON.stringify(body),
    });
  } catch {
    throw new Refused(word("no-answer"));
  }
}

async function accepted(answer) {
  const said = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Refused([said.message, said.mend].filter(Boolean).join(" ") || answer.statusText);
  return said;
}

/** Asks under which name things are written; false where nobody gave one. */
export async function askName() {
  const dialog = document.createElement("tq-name");
  document.body.append(dialog);
  await dialog.updateComplete;
  return dialog.ask();
}

/** From now on this page writes as `name`, and its foot says so. @param {string} name */
function known(name) {
  if (writer) writer.content = name;
  for (const each of document.querySelectorAll("[data-nobody]")) each.hidden = true;
  for (const each of document.querySelectorAll("[data-somebody]")) {
    each.hidden = false;
    each.querySelector("bdi").textContent = name;
  }
}

class NameDialog extends LitElement {
  createRenderRoot() { return this; }

  render() {
    return html`<dialog aria-labelledby="who-writes"><form method="dialog" @submit=${this.keep}>
      <h2 id="who-writes">${word("who-writes")}</h2>
      <label>${word("your-name")} <input name="name" required maxlength="120" autocomplete="off" dir="auto"></label>
      <label class="check"><input type="checkbox" name="pseudonym"> ${word("is-pseudonym")}</label>
      <p class="buttons"><button class="main">${word("keep")}</button>
      <button type="button" @click=${() => this.done(false)}>${word("cancel")}</button></p></form></dialog>`;
  }

  ask() {
    const dialog = this.querySelector("dialog");
    dialog.addEventListener("cancel", () => this.done(false));
    dialog.showModal();
    return new Promise((resolve) => { this.resolve = resolve; });
  }

  async keep(event) {
    event.preventDefault();
    const given = new FormData(event.target);
    const name = String(given.get("name")).trim();
    if (!name) return;
    await accepted(await send("/reviewer", { name, pseudonym: given.has("pseudonym") }));
    known(name);
    this.done(true);
  }

  done(kept) {
    this.remove();
    this.resolve?.(kept);
  }
}
customElements.define("tq-name", NameDialog);

/** Tells somebody what went wrong, until they have read it. @param {unknown} error */
export function tell(error) {
  const note = document.createElement("p");
  note.className = "told";
  note.setAttribute("role", "alert");
  note.textContent = `${word("failed")} ${error instanceof Error ? error.message : error}`;
  const close = document.createElement("button");
  close.textContent = word("close");
  close.addEventListener("click", () => note.remove());
  note.append(" ", close);
  document.body.append(note);
}
