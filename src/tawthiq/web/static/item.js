// The page of one item: player, timeline, keyboard, and what is written down.
import "./player.js";
import { watchForCopy } from "./working_copy.js";
import { follow as followLines, rewriteAt, rewriteLine, tellAnew } from "./draft.js";
import { Timeline } from "./timeline.js";
import { fetchCard } from "./statement.js";
import { clock } from "./words.js";
import { tell, write } from "./writing.js";

const LANES = { people: 0, material: 1, machine: 2, copies: 3 };
const COLOURS = ["--ok", "--cite", "--prop", "--firm"];

const player = document.querySelector("tq-player");
const canvas = document.getElementById("timeline");
const marking = document.getElementById("marking");
const item = marking.dataset.item;
const keys = document.getElementById("keys");
const timeline = canvas && player ? new Timeline(canvas, player, COLOURS.length) : null;

/** Draws on the timeline what stands on the page, and counts it. */
function show() {
  for (const count of document.querySelectorAll("[data-count]")) count.textContent = document.querySelectorAll(count.dataset.count).length;
  if (!timeline) return;
  const cards = [...document.querySelectorAll("[data-statement][data-start]")];
  const number = (text) => (text === undefined ? null : Number(text));
  const marks = cards.filter((card) => card.dataset.term !== "shot.cut").map((card) => {
    const lane = LANES[card.dataset.from] ?? 1;
    return { start: Number(card.dataset.start), end: number(card.dataset.end), lane, colour: COLOURS[lane] };
  });
  for (const copy of document.querySelectorAll("[data-copy-start]")) {
    marks.push({ start: Number(copy.dataset.copyStart), end: Number(copy.dataset.copyEnd), lane: LANES.copies, colour: COLOURS[LANES.copies] });
  }
  timeline.show(marks, cards.filter((card) => card.dataset.term === "shot.cut").map((card) => Number(card.dataset.start)));
}

/** Goes to the second or span that an address names: #t=205 or #t=205,212. */
function follow(hash) {
  const found = /^#t=([\d.]+)(?:,([\d.]+))?$/.exec(hash);
  if (!found || !player?.media) return;
  const [start, end] = [Number(found[1]), found[2] === undefined ? null : Number(found[2])];
  if (end !== null) player.setSpan(start, end);
  player.seek(start);
  player.scrollIntoView({ block: "nearest" });
}

/** Opens what the cited line is folded away in. */
function reveal() {
  const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  target.closest("details")?.setAttribute("open", "");
  target.scrollIntoView({ block: "center" });
}

function refill() {
  const { start, end } = marking.elements;
  if (!start || marking.contains(document.activeElement) && document.activeElement !== document.body) return;
  const { span } = player ?? {};
  start.value = clock(span?.start ?? player?.frameTime ?? 0, 3);
  end.value = span && span.end !== null ? clock(span.end, 3) : "";
}

async function keep(event) {
  event.preventDefault();
  const as = event.submitter?.value ?? "observations";
  const given = Object.fromEntries(new FormData(marking));
  const body = { text: given.text, start: given.start || null, end: given.end || null };
  try {
    const { statement, covered } = await write(`/item/${item}/${as}`, body);
    if (covered) return location.reload();
    await added([statement]);
    marking.elements.text.value = "";
    document.activeElement?.blur();
    begin();
  } catch (error) {
    tell(error);
  }
  return undefined;
}

/** After a note the next one begins at the frame shown, unless a span is looped to be told of at length. */
function begin() {
  if (!player?.looping) player?.setSpan(null, null);
  refill();
}

/** Shows statements that were just written, and the account that tells them. @param {string[]} ids */
async function added(ids) {
  for (const id of ids) {
    document.getElementById(`s-${id.slice(0, 16)}`)?.remove();
    place(await fetchCard(id));
  }
  await tellAnew(item);
}

/** Judged proposals go to the account; the next one that waits is at hand. */
async function judged() {
  const moved = document.querySelectorAll("#proposals > .st:not(.proposed)");
  for (const card of moved) {
    const next = card.nextElementSibling;
    const focused = card.contains(document.activeElement);
    place(card, false);
    if (focused) next?.querySelector("[data-verdict=accept]")?.focus({ preventScroll: true });
  }
  show();
  await tellAnew(item);
}

/** Puts a new statement where its second belongs. */
function place(card, reach = true) {
  const list = document.getElementById("account");
  const start = Number(card.dataset.start ?? Infinity);
  const next = [...list.children].find((each) => each.dataset.start === undefined || Number(each.dataset.start) > start);
  list.insertBefore(card, next ?? null);
  document.getElementById("nothing-said")?.remove();
  for (const each of list.querySelectorAll(".fresh")) each.classList.remove("fresh");
  card.classList.add("fresh");
  if (reach) card.scrollIntoView({ block: "nearest" });
  show();
}

/** The statement after or before the second shown. */
function jump(by) {
  const starts = [...document.querySelectorAll("[data-statement][data-start]")].map((card) => Number(card.dataset.start)).sort((a, b) => a - b);
  const now = player.frameTime;
  const target = by > 0 ? starts.find((each) => each > now + 0.01) : starts.findLast((each) => each < now - 0.01);
  if (target !== undefined) player.seek(target);
}

/** Begins a note at the frame shown; ctrl and enter keep it as what it was begun as. */
function writeDown(as) {
  player?.media?.pause();
  refill();
  marking.dataset.as = as;
  document.body.classList.add("writing"); // the picture becomes smaller, so that both are in view
  marking.elements.text.focus({ preventScroll: true });
  document.getElementById("mark").scrollIntoView({ block: "end" });
}

function keepByKey() {
  marking.requestSubmit(marking.querySelector(`button[value=${marking.dataset.as ?? "observations"}]`));
}

const DO = {
  play: () => player?.toggle(),
  back: () => player?.step(-1),
  forward: () => player?.step(1),
  sound: () => player?.sound(),
  veil: () => player?.unveil(),
  uncover: () => player?.uncover(),
  start: () => player?.mark("start"),
  end: () => player?.mark("end"),
  loop: () => player?.loop(),
  help: () => (keys.open ? keys.close() : keys.showModal()),
};

/** Physical keys, so that an Arabic keyboard works the same. */
const BY_CODE = {
  Space: DO.play, Comma: DO.back, Period: DO.forward, KeyU: DO.sound, KeyG: DO.veil, BracketLeft: DO.start,
  BracketRight: DO.end, KeyO: DO.loop, KeyM: () => writeDown("observations"), KeyN: () => jump(1), KeyB: () => jump(-1),
  ArrowLeft: () => player?.seek(player.time - 1), ArrowRight: () => player?.seek(player.time + 1),
  Equal: () => timeline?.zoom(0.5), Minus: () => timeline?.zoom(2), Digit0: () => timeline?.all(),
  NumpadAdd: () => timeline?.zoom(0.5), NumpadSubtract: () => timeline?.zoom(2), KeyP: () => writeDown("people"),
  KeyE: () => rewriteAt(item, player?.frameTime ?? 0),
};
const BY_CODE_SHIFTED = {
  Comma: () => player?.speed(player.media.playbackRate / 1.25), Period: () => player?.speed(player.media.playbackRate * 1.25),
  ArrowLeft: () => player?.seek(player.time - 5), ArrowRight: () => player?.seek(player.time + 5),
  Equal: () => timeline?.zoom(0.5), Slash: DO.help,
};

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target === marking.elements.text) keepByKey();
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]:not(#keys)")) return;
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (typing) {
    if (event.key === "Escape") typing.blur();
    return;
  }
  if (event.code === "Space" && event.target.closest("button, a, summary")) return;
  const action = event.key === "?" || event.key === "؟" ? DO.help : (event.shiftKey ? BY_CODE_SHIFTED : BY_CODE)[event.code];
  if (!action) return;
  event.preventDefault();
  action();
});

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-do]");
  if (button) DO[button.dataset.do]?.();
  const cite = event.target.closest('a[href^="#t="]');
  if (cite) follow(cite.getAttribute("href"));
  const rewriting = event.target.closest("[data-rewrite]");
  if (rewriting) rewriteLine(item, rewriting.closest("[data-line]"));
  if (event.target.closest("[data-viewed]")) {
    const proposals = document.querySelectorAll(".st.proposed[data-statement], [data-seen]");
    const visible = [...new Set([...proposals].map((each) => each.dataset.statement ?? each.dataset.seen))];
    await write(`/item/${item}/viewing`, { visible }).then(() => location.reload(), tell);
  }
});

document.querySelector("[data-speed]")?.addEventListener("change", (event) => player.speed(Number(event.target.value)));
document.getElementById("access")?.addEventListener("submit", async (event) => {
  event.preventDefault();
  await write(`/item/${item}/access`, Object.fromEntries(new FormData(event.target))).then(() => location.reload(), tell);
});
marking.addEventListener("submit", keep);
marking.addEventListener("focusout", () => setTimeout(() => { // not between a button's press and its click
  if (!marking.contains(document.activeElement)) document.body.classList.remove("writing");
}, 300));
document.addEventListener("tq-time", (event) => { refill(); followLines(event.detail); });
document.addEventListener("tq-written", (event) => added(event.detail).catch(tell));
document.addEventListener("tq-span", refill);
document.addEventListener("tq-statements", judged);
addEventListener("hashchange", () => { reveal(); follow(location.hash); });

watchForCopy();
show();
refill();
timeline?.load();
reveal();
if (location.hash) {
  if (player?.media && player.media.readyState < 1) player.media.addEventListener("loadedmetadata", () => follow(location.hash), { once: true });
  else follow(location.hash);
}
