// The draft account beside the player: the line of this second is marked, and any line can be written anew.
import { AskingDialog } from "./asking.js";
import { html } from "./lit.js";
import { word } from "./words.js";
import { write } from "./writing.js";

const panel = document.getElementById("draft");
const lines = () => [...(panel?.querySelectorAll("[data-line]") ?? [])];

/** The lines that tell of `second`, the narrowest last. @param {number} second */
function telling(second) {
  const length = (line) => Number(line.dataset.stop) - Number(line.dataset.begin);
  return lines()
    .filter((line) => Number(line.dataset.begin) <= second && second < Math.max(Number(line.dataset.stop), Number(line.dataset.begin) + 1))
    .sort((one, other) => length(other) - length(one));
}

/** Marks the lines of the second shown. @param {number} second */
export function follow(second) {
  const here = new Set(telling(second));
  for (const line of lines()) line.classList.toggle("now", here.has(line));
}

/** Asks for the account as it is told now. @param {string} item */
export async function tellAnew(item) {
  if (!panel) return;
  const answer = await fetch(`/item/${item}/account`);
  if (!answer.ok) return; // the lines stay; the next loading of the page tells why
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  panel.querySelector(".draft").replaceWith(document.adoptNode(page.querySelector(".draft")));
}

/** Opens the line of `second` to be written anew. @param {string} item @param {number} second */
export function rewriteAt(item, second) {
  const line = telling(second).at(-1);
  if (line) rewriteLine(item, line);
}

/** Opens a line to be written anew. @param {string} item @param {HTMLElement} line */
export function rewriteLine(item, line) {
  document.body.append(Object.assign(document.createElement("tq-line"), { item, line }));
}

class LineDialog extends AskingDialog {
  render() {
    const { line } = this;
    const title = html`${word("write-anew")} <bdi dir="ltr">${line.querySelector(".cite").textContent}</bdi>`;
    return this.asking("line-title", title, html`<label>${word("line-words")}<textarea name="text" rows="3" required maxlength="20000" dir="auto" .value=${line.dataset.words}></textarea></label>`);
  }

  async put({ text }) {
    const { statements } = await write(`/item/${this.item}/account/${this.line.dataset.line}`, { text });
    document.dispatchEvent(new CustomEvent("tq-written", { detail: statements }));
  }
}
customElements.define("tq-line", LineDialog);
