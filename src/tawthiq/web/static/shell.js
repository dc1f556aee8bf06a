// What every page does: tells how far the work is, and lets the writer change their name.
import { html, LitElement } from "./lit.js";
import { clock, word } from "./words.js";
import { askName } from "./writing.js";

const EVERY = 1000, SOON = 250; // milliseconds between two questions while work is under way, and between the first
const FIRST = 8; // questions: what has just been begun moves fast

/** Asks how far the work is as long as it runs, and hands each answer on as an event. */
class Work extends LitElement {
  static properties = { report: { state: true } };

  createRenderRoot() { return this; }

  connectedCallback() {
    super.connectedCallback();
    if (this.hasAttribute("running")) this.poll();
  }

  async poll() {
    const asked = (this.asked = (this.asked ?? 0) + 1);
    const answer = await fetch("/work.json").catch(() => null);
    if (answer?.ok) {
      this.report = await answer.json();
      document.dispatchEvent(new CustomEvent("tq-work", { detail: this.report }));
    }
    if (!answer?.ok || this.report.running) setTimeout(() => this.poll(), asked < FIRST ? SOON : EVERY);
  }

  render() {
    const { report } = this;
    if (!report) return "";
    if (report.failure) return html`<span class="mark warn">${word("work-failed")} <bdi>${report.failure}</bdi></span>`;
    if (!report.running && this.hasAttribute("keeps-up")) return html`<span class="mark ok">${word("work-ended")}</span>`;
    if (!report.running) return html`<span class="mark ok">${word("work-done")}</span> <a href="">${word("load-again")}</a>`;
    const step = report.steps.at(-1);
    return step ? html`<span class="mark">${stage(step)} <bdi dir="ltr">${part(step)}</bdi></span>` : "";
  }
}
customElements.define("tq-work", Work);

/** The stages of the work with bars, on the front page. */
class Progress extends LitElement {
  static properties = { report: { state: true } };

  createRenderRoot() { return this; }

  connectedCallback() {
    super.connectedCallback();
    this.kept = [...this.childNodes];
    document.addEventListener("tq-work", (event) => {
      this.kept.forEach((node) => node.remove());
      this.kept = [];
      this.report = event.detail;
    });
  }

  render() {
    if (!this.report) return "";
    return html`${this.report.steps.map((step) => html`<div class="step"><span>${stage(step)}</span>
      <progress max=${step.total || 1} .value=${step.done} aria-label=${stage(step)}></progress>
      <bdi dir="ltr">${part(step)}</bdi> <bdi class="soft what" dir="auto">${this.report.running ? step.what : ""}</bdi></div>`)}`;
  }
}
customElements.define("tq-progress", Progress);

const stage = (step) => word(`stage-${step.stage}`);
const part = (step) => (step.total ? `${Math.floor(step.done)} / ${Math.floor(step.total)}` : clock(step.done));

document.addEventListener("click", async (event) => {
  if (event.target.closest("[data-rename]") && (await askName())) location.reload();
});

/** Shows the keys of the page: its own dialog, or the one that every page has. */
function showKeys() {
  const dialog = document.querySelector("dialog.keys, dialog#keys, tq-keys dialog");
  if (dialog?.open) dialog.close(); else dialog?.showModal();
}

// On the window, and so after a page's own keys.
addEventListener("keydown", (event) => {
  if (event.defaultPrevented || (event.key !== "?" && event.key !== "؟") || event.target.closest?.("input, textarea, select, [contenteditable]") || document.querySelector("dialog[open]:not(.keys)")) return;
  event.preventDefault();
  showKeys();
});

document.addEventListener("click", (event) => { if (event.target.closest("[data-keys]")) showKeys(); });
