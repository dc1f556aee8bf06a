// What the columns of a list mean: what the first rows would say is shown anew with every choice.
import { send, tell, write } from "./writing.js";

const form = document.getElementById("columns"), tried = document.getElementById("tried"), reading = document.getElementById("reading");
let asked = 0, waiting = 0;

/** What is chosen now, as the server takes it. */
function explained() {
  const chosen = (name) => Object.fromEntries([...form.querySelectorAll(`[data-${name}]`)].map((each) => [each.dataset[name], each.value]));
  const { kind, sheet, header } = form.dataset, { publisher, modality, zone, date_order, radius } = form.elements;
  return {
    kind, sheet, header: Number(header), columns: chosen("column"), status: chosen("status"), radius: radius.value,
    publisher: publisher.value, modality: modality.value, zone: zone.value, date_order: date_order.value || null,
  };
}

async function tryIt() {
  const mine = ++asked;
  try {
    const answer = await send(`${form.dataset.to}/tried`, explained());
    if (mine !== asked) return; // a later choice is on its way
    if (!answer.ok) return tell(new Error((await answer.json()).message ?? answer.statusText));
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html"), at = document.activeElement?.dataset?.status;
    tried.replaceChildren(...fresh.body.childNodes);
    if (at) tried.querySelector(`[data-status="${CSS.escape(at)}"]`)?.focus();
  } catch (error) { tell(error); }
}

form.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(tryIt, 250); });
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  event.submitter.disabled = true;
  reading.textContent = reading.dataset.words;
  try { location.assign((await write(form.dataset.to, explained())).href); } catch (error) {
    tell(error);
    reading.textContent = "";
    event.submitter.disabled = false;
  }
});
for (const each of document.querySelectorAll("[data-anew]")) each.addEventListener("change", () => each.form.requestSubmit());
