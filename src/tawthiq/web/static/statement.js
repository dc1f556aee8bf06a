// Verdicts on statements, wherever one stands: one click to accept, a reason for everything else.
import { AskingDialog } from "./asking.js";
import { html } from "./lit.js";
import { word } from "./words.js";
import { Refused, tell, write } from "./writing.js";

class VerdictDialog extends AskingDialog {
  static properties = { verdict: {}, words: {} };

  render() {
    const correcting = this.verdict === "correct";
    return this.asking("verdict-title", word(this.verdict), html`
      ${correcting ? html`<label>${word("words-instead")}<textarea name="words" rows="3" required dir="auto" .value=${this.words}></textarea></label>` : ""}
      <label>${word("why-so")}<textarea name="reason" rows="2" required dir="auto"></textarea></label>`);
  }

  put(given) {
    return judge(this.card, { verdict: this.verdict, ...given });
  }
}
customElements.define("tq-verdict", VerdictDialog);

/** Sends a verdict, and shows the statement as it stands after it. @param {HTMLElement} card */
async function judge(card, judged) {
  await write(`/statement/${card.dataset.statement}/review`, judged);
  await refresh(card);
}

/** Puts today's form of a statement in the place of `card`. @param {HTMLElement} card */
async function refresh(card) {
  const fresh = await fetchCard(card.dataset.statement);
  card.replaceWith(fresh);
  fresh.querySelector("button")?.focus();
  document.dispatchEvent(new CustomEvent("tq-statements"));
}

/** A statement as the server shows it on this page. @param {string} id @returns {Promise<HTMLElement>} */
export async function fetchCard(id) {
  const here = document.getElementById("marking")?.dataset.item ?? "";
  const answer = await fetch(`/statement/${id}/card?here=${here}`);
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
    document.body.append(Object.assign(document.createElement("tq-verdict"), { card, verdict, words }));
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
