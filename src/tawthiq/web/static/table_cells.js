// The columns of the table: what each shows, by what it sorts, and which can be written into.
import { html } from "./lit.js";
import { clock, word } from "./words.js";

const base = (name) => name.split("/").at(-1) || name;
export const nameOf = (row) => (row.names.length ? base(row.names[0]) : `${row.id.slice(0, 12)}…`);

const PLAIN = new Set(["place", "note"]); // what the heading of the column says already
const standing = (claim) => (claim.standing === "stated" || claim.standing === "accepted" ? "" : html` <span class=${`mark ${claim.standing}`}>${word(`standing-${claim.standing}`)}</span>`);
/** Who claims it, in brief: of a file its part, of software that it is software, else who says it. */
const claimant = (claim) => (claim.standing === "proposed" ? word("by-software") : claim.software ? claim.what : claim.by);
const when = (claim) => html`<div class="one when" title=${`${claim.what}: ${claim.words} · ${claim.by}`}><bdi dir=${claim.unknown ? "auto" : "ltr"} class=${claim.unknown ? "unknown" : ""}>${claim.brief || claim.words}</bdi> · <bdi class=${claim.standing === "proposed" ? "proposing" : "soft"}>${claimant(claim)}</bdi>${claim.standing === "proposed" ? "" : standing(claim)}</div>`;
const said = (claim) => html`<div class="one" dir="auto" title=${`${claim.what}: ${claim.words} · ${claim.by}`}><bdi dir="auto" class=${claim.unknown ? "unknown" : ""}>${claim.words}</bdi> <span class="soft">${PLAIN.has(claim.property) ? "" : `${claim.what} · `}<bdi>${claim.by}</bdi></span>${standing(claim)}</div>`;

function still(row) {
  if (!row.thumbnail) return "";
  return html`<a class="still" href=${`/item/${row.id}`} tabindex="-1" aria-hidden="true"><img src=${`/object/${row.thumbnail}`} alt="" loading="lazy" class="veiled"></a>`;
}

/** The folder a file came in, each part running its own way, the whole from left to right. */
function folder(row) {
  const parts = (row.names[0] ?? "").split("/").slice(0, -1);
  if (!parts.length) return "";
  return html`<div class="soft folder" dir="ltr">${parts.map((part) => html`<bdi>${part}</bdi>/<wbr>`)}</div>`;
}

function name(row) {
  return html`<a href=${`/item/${row.id}`} tabindex="-1" title=${row.names.join("\n")}><bdi>${nameOf(row)}</bdi></a>${row.access === "team" ? "" : html` <span class=${`mark ${row.access}`}>${word(`access-${row.access}`)}</span>`}${folder(row)}
    ${row.damage.map((claim) => html`<div class="one warn"><bdi dir="auto">${claim.words}</bdi></div>`)}`;
}

const LEAST = 1; // seconds that only one shows, under which it is a matter of where a copy was cut

/** Of how many distinct recordings a row is the earliest held: a compilation may be of none, or of several. */
export const heads = (row) => row.family?.heads ?? 1;

function family(row) {
  const place = row.family;
  if (!place) return "";
  const first = place.earliest === row.id;
  return html`<div class="one">${word(first ? "earliest-held" : "copy-of", { n: place.size })}${place.proposed ? html` <span class="mark proposed">${word("by-software")}</span>` : ""}</div>
    ${place.families > 1 ? html`<div class="one soft">${word("in-families", { n: place.families })}</div>` : ""}${place.unique === null || place.unique < LEAST ? "" : html`<div class="one soft">${word("unique-here", { t: clock(place.unique) })}</div>`}`;
}

const lists = (row) => row.lists.map((each) => html`<div class="one" title=${`${each.name} · ${word("row", { n: each.number })}`}><a class="cite" href=${`/item/${each.list}`} tabindex="-1">${word("row", { n: each.number })}</a> <bdi dir="auto">${each.said.map((c) => c.words).join(" · ")}</bdi></div>`);
const tags = (row) => row.tags.map((claim) => html`<span class=${`mark tag ${claim.standing}`} title=${claim.by}><bdi dir="auto">${claim.words}</bdi></span> `);
const incidents = (row) => row.incidents.map(({ id, label }) => html`<div class="one"><a href=${`/incident/${id}`} tabindex="-1"><bdi dir="auto">${label}</bdi></a></div>`);
const watched = (row) => (row.watched.length ? row.watched.map((by) => html`<div class="one"><bdi>${by}</bdi></div>`) : html`<span class="mark wait">${word("nobody")}</span>`);

/** key: its word; show: the cell; by: what it is sorted by, empty values always last; edit: the act. */
export const COLUMNS = [
  { key: "col-still", show: still, wide: "still" },
  { key: "col-name", show: name, by: nameOf },
  { key: "col-type", show: (row) => html`<span title=${row.type}>${word(`kind-${row.kind}`)}</span>${row.length === null ? "" : html`<div><bdi dir="ltr">${clock(row.length)}</bdi></div>`}`, by: (row) => KINDS.indexOf(row.kind) * 1e9 + (row.length ?? 0) },
  { key: "col-time", show: (row) => row.times.map(when), by: (row) => row.at, edit: "time" },
  { key: "col-tags", show: tags, by: (row) => row.tags.map((c) => c.words).sort().join(" "), edit: "tag" },
  { key: "col-place", show: (row) => row.places.map(said), by: (row) => row.places[0]?.words, edit: "place" },
  { key: "col-incident", show: incidents, by: (row) => row.incidents[0]?.label, edit: "join" },
  { key: "col-family", show: family, by: (row) => row.family && row.family.earliest + (row.family.earliest === row.id ? "0" : "1") },
  { key: "col-watched", show: watched, by: (row) => row.watched.length },
  { key: "col-list", show: lists, by: (row) => row.lists[0]?.number },
  { key: "col-note", show: (row) => row.notes.map(said), by: (row) => row.notes[0]?.words, edit: "note" },
];

/** Kinds of files, footage first, in which order rows stand until somebody sorts them. */
export const KINDS = ["video", "audio", "image", "list", "text", "data", "other"];
export const footageFirst = (a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind);

const empty = (value) => value === null || value === undefined || value === "";

/** Rows in the order of a column; what is unknown there stands last, whichever way round. */
export function sorted(rows, column, down, collator) {
  if (!column?.by) return rows;
  const sign = down ? -1 : 1;
  const compare = (a, b) => (typeof a === "number" ? a - b : collator.compare(a, b));
  return rows.map((row) => [column.by(row), row]).sort(([a], [b]) => empty(a) - empty(b) || (empty(a) ? 0 : sign * compare(a, b))).map(([, row]) => row);
}
