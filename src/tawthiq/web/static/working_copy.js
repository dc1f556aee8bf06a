// What this browser cannot play: a copy is asked for, and shown as soon as it is there.
import { word } from "./words.js";
import { send, tell } from "./writing.js";

const EVERY = 2000; // milliseconds between two questions

/** Waits for the copy where one is coming, or asks for one where somebody wants it. */
export function watchForCopy() {
  const player = document.querySelector("tq-player[data-item]");
  if (!player) return;
  if (player.hasAttribute("data-waits")) ask(player);
  player.querySelector("[data-copy]")?.addEventListener("click", async (event) => {
    event.target.hidden = true;
    player.querySelector(".cannot p").textContent = word("copy-coming");
    await send(`/item/${player.dataset.item}/copy`, {}).then(() => ask(player), tell);
  });
}

async function ask(player) {
  const answer = await fetch(`/item/${player.dataset.item}/copy.json`).catch(() => null);
  const { there, coming } = answer?.ok ? await answer.json() : { coming: true };
  const cannot = player.querySelector(".cannot");
  if (there) return cannot.hidden ? undefined : show(player); // it plays after all
  if (coming) return setTimeout(() => ask(player), EVERY);
  cannot.querySelector("p").textContent = word("copy-failed");
  return undefined;
}

/** Loads the page anew, unless somebody is writing: then they choose when. */
function show(player) {
  if (!document.querySelector("#marking textarea").value) return location.reload();
  const again = Object.assign(document.createElement("a"), { href: "", textContent: word("load-again") });
  return player.querySelector(".cannot").replaceChildren(again);
}
