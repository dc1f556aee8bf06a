// Verdicts on statements, wherever one stands: one click to accept, a reason for everything else.
import { AskingDialog } from "./asking.js";
import { html } from "./lit.js";
import { remember } from "./undo.js";
import { word } from "./words.js";
import { Refused, tell, write } from "./writing.js";

/** Heading of the dialog by verdict; as on the button that opens it. */
const TITLES = { reject: "reject", dispute: "dispute", correct: "correct", withdraw: "withdraw-it" };

class VerdictDialog extends AskingDialog {
  static properties = { verdict: {}, words: {}, choices: {} };

  instead() {
    if (!this.choices) return html`<label>${word("words-instead")}<textarea name="words" rows="3" required dir="auto" .value=${this.words}></textarea></label>`;
    return html`<label>${word("words-instead")}<select name="words" required>${Object.entries(this.choices).map(([term, said]) => html`<option value=${term} ?selected=${said === this.words}>${said}</option>`)}</select></label>`;
  }

  render() {
    return this.asking("verdict-title", word(TITLES[this.verdict]), html`
      ${this.verdict === "correct" ? this.instead() : ""}
      <label>${word("why-so")}<textarea name="reason" rows="2" required dir="auto"></textarea></label>`);
  }

  put(given) {
    return judge(this.card, { verdict: this.verdict, ...given });
  }
}
customElements.define("tq-verdict", VerdictDialog);

/** Sends a verdict, and shows the statement as it stands after it, and what stands instead. @param {HTMLElement} card */
async function judge(card, judged) {
  const { edit } = await write(`/statement/${card.dataset.statement}/review`, judged);
  if (judged.verdict === "withdraw") remember(edit);
  let last = await refresh(card);
  for (const { statement } of edit.filter((turn) => turn.statement !== card.dataset.statement)) {
    const better = await fetchCard(statement, last);
    last.after(better);
    last = better;
  }
  document.dispatchEvent(new CustomEvent("tq-statements"));
}

/** Puts today's form of a statement in the place of `card`. @param {HTMLElement} card @returns {Promise<HTMLElement>} */
async function refresh(card) {
  const fresh = await fetchCard(card.dataset.statement, card);
  card.replaceWith(fresh);
  fresh.querySelector("summary, button")?.focus();
  return fresh;
}

/** A statement as the server shows it on this page, in the form that `like` has.
 *  @param {string} id @param {HTMLElement} [like] @returns {Promise<HTMLElement>} */
export async function fetchCard(id, like) {
  const form = new URLSearchParams({
    here: (like ?? document).closest?.("[data-here]")?.dataset.here ?? document.querySelector("[data-here]")?.dataset.here ?? "",
    where: String(!like || Boolean(like.querySelector(":scope > .at"))),
    brief: String(!like || like.classList.contains("brief")),
  });
  const answer = await fetch(`/statement/${id}/card?${form}`);
  if (!answer.ok) throw new Refused(word("no-answer"));
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return document.adoptNode(page.querySelector("article"));
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-verdict]");
  if (!button) return;
  const card = button.closest("[data-statement]");
  const { verdict } = button.dataset;
  if (verdict !== "accept") {
    const words = card.querySelector(".words-said")?.textContent.trim() ?? "";
    const choices = button.dataset.choices && JSON.parse(button.dataset.choices);
    document.body.append(Object.assign(document.createElement("tq-verdict"), { card, verdict, words, choices }));
    return;
  }
  button.disabled = true;
  try {
    await judge(card, { verdict });
  } catch (error) {
    button.disabled = false;
    tell(error);
  }
});
