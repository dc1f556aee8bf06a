// The table: thousands of rows of which only those in view exist, edited like a spreadsheet. Every edit is
// written before it shows, for all selected rows at once.
import { html, LitElement, noChange, nothing, ref, repeat } from "./lit.js";
import { COLUMNS, footageFirst, heads, KINDS, sorted } from "./table_cells.js";
import "./table_dialogs.js";
import { remember } from "./undo.js";
import { language, word } from "./words.js";
import { tell, write } from "./writing.js";

const FIRST = 100, MOST = 350; // rows asked for at first, so that they are there at once, and later together: no answer takes long
const SPARE = 8; // rows kept beyond either edge of the view, so that scrolling never shows a gap
const ACTS = ["tag", "untag", "place", "time", "note", "fill", "incident", "join", "access"];

class Table extends LitElement {
  static properties = {
    zone: {}, rows: { state: true }, found: { state: true }, filters: { state: true }, sort: { state: true },
    chosen: { state: true }, at: { state: true }, first: { state: true }, writing: { state: true }, news: { state: true },
  };

  constructor() {
    super();
    this.rows = null; this.found = null; this.chosen = new Set(); this.first = 0; this.news = "";
    this.filters = { type: "", tag: "", unwatched: false, fold: false };
    this.sort = { key: "", down: false };
    this.at = { row: 0, column: 1 };
    this.collator = new Intl.Collator(language, { numeric: true });
  }

  createRenderRoot() { return this; }

  async connectedCallback() {
    super.connectedCallback();
    this.replaceChildren();
    addEventListener("resize", () => this.requestUpdate());
    for (const name of ["beforeprint", "afterprint"]) addEventListener(name, () => { this.printing = name === "beforeprint"; this.requestUpdate(); this.performUpdate(); });
    this.addEventListener("tq-undone", (event) => { event.preventDefault(); this.take(event.detail); });
    await this.load();
    document.addEventListener("keydown", (event) => { if (event.target === document.body) this.key(event); });
    document.addEventListener("tq-work", (event) => { if (!event.detail.running) this.load(); });
  }

  async load() {
    const fetched = [], asked = (this.asked = (this.asked ?? 0) + 1);
    try {
      for (let all = 1, most = FIRST; fetched.length < all; most = MOST) {
        const answer = await (await fetch(`/table.json?begin=${fetched.length}&most=${most}`)).json();
        if (asked !== this.asked || !answer.rows.length) break;
        fetched.push(...answer.rows);
        all = answer.all;
        if (!this.rows || fetched.length >= all || this.rows.length < fetched.length) this.rows = [...fetched];
        this.all = all;
      }
      this.rows ??= [];
    } catch (error) { tell(error); }
  }

  /** The rows that are shown, in order; worked out again only where something of it changed. */
  willUpdate(changed) {
    if (!["rows", "found", "filters", "sort"].some((name) => changed.has(name))) return;
    const { type, tag, unwatched, fold } = this.filters;
    const fits = (row) => (!this.found || this.found.has(row.id)) && (!type || row.kind === type) && (!tag || row.tags.some((c) => c.words === tag)) && (!unwatched || !row.watched.length) && (!fold || heads(row));
    this.shown = sorted((this.rows ?? []).filter(fits).sort(footageFirst), COLUMNS.find((c) => c.key === this.sort.key), this.sort.down, this.collator);
    const all = this.rows ?? [];
    this.kinds = KINDS.filter((kind) => all.some((row) => row.kind === kind));
    this.tags = [...new Set(all.flatMap((row) => row.tags.map((c) => c.words)))].sort(this.collator.compare);
    this.distinct = all.filter((row) => row.type.startsWith("video/")).reduce((sum, row) => sum + heads(row), 0);
    this.at = { ...this.at, row: Math.max(0, Math.min(this.at.row, this.shown.length - 1)) };
  }

  get phone() { return matchMedia("(max-width: 820px)").matches; }

  get height() { return this.phone ? 128 : 64; } // pixels of a row, as in workbench.css

  get headHeight() { return this.phone ? 0 : 38; }

  seek(event) {
    clearTimeout(this.waiting);
    const sought = event.target.value.trim();
    this.waiting = setTimeout(async () => {
      if (!sought) { this.found = null; return; }
      const answer = await fetch(`/table/search?q=${encodeURIComponent(sought)}`).catch(() => null);
      if (answer?.ok) this.found = new Set((await answer.json()).items);
    }, 180);
  }

  // -- choosing rows

  choose(index, { range = false, more = false } = {}) {
    const row = this.shown[index];
    if (!row) return;
    const chosen = new Set(more || range ? this.chosen : []);
    if (range) for (let i = Math.min(index, this.anchor ?? index); i <= Math.max(index, this.anchor ?? index); i++) chosen.add(this.shown[i].id);
    else if (more && chosen.has(row.id)) chosen.delete(row.id);
    else chosen.add(row.id);
    if (!range) this.anchor = index;
    this.chosen = chosen;
  }

  click(event, index, column) {
    if (event.target.closest("a, input")) return;
    this.at = { row: index, column };
    this.choose(index, { range: event.shiftKey, more: event.ctrlKey || event.metaKey || event.target.closest(".pick") !== null });
    this.grid.focus({ preventScroll: true });
  }

  get targets() {
    const chosen = this.shown.filter((row) => this.chosen.has(row.id)).map((row) => row.id);
    return chosen.length || !this.shown.length ? chosen : [this.shown[this.at.row].id];
  }

  // -- the keyboard

  key(event) {
    const rtl = document.dir === "rtl", control = event.ctrlKey || event.metaKey, here = event.target === this.grid;
    if (!here && (event.target !== document.body || !(event.key === "?" || (control && "ad".includes(event.key.toLowerCase()))))) return; // elsewhere on the page only what means nothing else there
    const moves = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, rtl ? 1 : -1], ArrowRight: [0, rtl ? -1 : 1], PageUp: [-10, 0], PageDown: [10, 0], Home: [-1e9, 0], End: [1e9, 0] };
    if (moves[event.key]) this.move(...moves[event.key], event.shiftKey);
    else if (event.key === " ") this.choose(this.at.row, { range: event.shiftKey, more: true });
    else if (control && event.key.toLowerCase() === "a") this.chosen = new Set(this.shown.map((row) => row.id));
    else if (control && event.key.toLowerCase() === "d") this.act("fill");
    else if (event.key === "Enter" || event.key === "F2") this.act(COLUMNS[this.at.column].edit ?? "tag");
    else if (event.key === "Escape") this.chosen = new Set();
    else if (event.key === "?") this.querySelector("tq-keys").show();
    else if (event.key.toLowerCase() === "o" && !control) location.assign(`/item/${this.shown[this.at.row]?.id}`);
    else return;
    event.preventDefault();
  }

  move(rows, columns, range) {
    const row = Math.max(0, Math.min(this.shown.length - 1, this.at.row + rows));
    const column = Math.max(1, Math.min(COLUMNS.length - 1, this.at.column + columns));
    if (range && rows) {
      this.anchor ??= this.at.row;
      this.choose(row, { range: true });
    }
    this.at = { row, column };
    const top = row * this.height, view = this.grid.clientHeight - this.headHeight;
    if (top < this.grid.scrollTop) this.grid.scrollTop = top;
    else if (top > this.grid.scrollTop + view - this.height) this.grid.scrollTop = top - view + this.height;
  }

  // -- writing

  /** Asks what is needed for `act` and writes it for the selected rows. */
  async act(act) {
    const items = this.targets;
    if (!items.length || (act === "fill" && items.length < 2)) return;
    const tags = act === "untag" ? this.tags.filter((tag) => this.rows.some((row) => items.includes(row.id) && row.tags.some((c) => c.words === tag))) : this.tags;
    const asked = act === "fill" ? {} : await this.querySelector("tq-ask").open(act, { zone: this.zone, tags, count: items.length });
    this.grid.focus({ preventScroll: true });
    if (!asked) return;
    this.writing = true;
    try {
      const answer = await write("/table/edit", { act, items, ...asked });
      remember(answer.edit, items);
      this.take(answer);
      if (answer.href) location.assign(answer.href);
    } catch (error) { tell(error); } finally { this.writing = false; }
  }

  take({ rows, gone, edit }) {
    const now = new Map(rows.map((row) => [row.id, row])), hidden = new Set(gone);
    this.rows = this.rows.filter((row) => !hidden.has(row.id)).map((row) => now.get(row.id) ?? row);
    this.all -= gone.length;
    this.news = edit.length ? word("wrote", { n: edit.length }) : word("nothing-new");
  }

  // -- what is seen

  head(column, index) {
    const here = this.sort.key === column.key, turn = () => { this.sort = { key: column.key, down: here && !this.sort.down }; };
    return html`<div role="columnheader" class=${`cell c${index}`} aria-sort=${here ? (this.sort.down ? "descending" : "ascending") : nothing}>${column.by ? html`<button type="button" class="quiet" tabindex="-1" title=${word("sort-by", { c: word(column.key) })} @click=${turn}>${word(column.key)}${here ? (this.sort.down ? " ↓" : " ↑") : ""}</button>` : html`<span>${word(column.key)}</span>`}</div>`;
  }

  /** All that the line of a row is drawn from. */
  shows(row, index) {
    return [row, index, this.height, this.chosen.has(row.id), this.at.row === index && this.at.column];
  }

  /** The line of a row, or nothing new where it was drawn from the same `before`: scrolling must not draw all anew. */
  drawn(row, index, before) {
    const now = this.shows(row, index);
    return before?.every((each, i) => each === now[i]) ? noChange : this.line(row, index);
  }

  line(row, index) {
    const chosen = this.chosen.has(row.id), here = this.at.row === index;
    return html`<div role="row" id=${`r${index}`} class=${`row${chosen ? " chosen" : ""}`} aria-rowindex=${index + 2} aria-selected=${chosen} .style=${`inset-block-start:${this.headHeight + index * this.height}px`}>
      <div role="gridcell" class="cell pick" @click=${(e) => this.click(e, index, 1)}><span class="box" aria-hidden="true">${chosen ? "✓" : ""}</span></div>
      ${COLUMNS.map((column, at) => html`<div role="gridcell" id=${here && this.at.column === at ? "here" : nothing} class=${`cell c${at}${here && this.at.column === at ? " here" : ""}${column.edit ? " can" : ""}`} @click=${(e) => this.click(e, index, at)} @dblclick=${() => column.edit && this.act(column.edit)}>${column.show(row)}</div>`)}</div>`;
  }

  bar() {
    const { filters } = this, set = (change) => { this.filters = { ...filters, ...change }; };
    return html`<div class="bar"><input type="search" class="seek" dir="auto" placeholder=${word("find")} aria-label=${word("find")} @input=${this.seek}>
      <select aria-label=${word("col-type")} @change=${(e) => set({ type: e.target.value })}><option value="">${word("all-types")}</option>${this.kinds.map((kind) => html`<option value=${kind}>${word(`kind-${kind}`)}</option>`)}</select>
      <select aria-label=${word("col-tags")} @change=${(e) => set({ tag: e.target.value })}><option value="">${word("all-tags")}</option>${this.tags.map((tag) => html`<option value=${tag}>${tag}</option>`)}</select>
      <label class="check"><input type="checkbox" @change=${(e) => set({ unwatched: e.target.checked })}> ${word("only-unwatched")}</label>
      <label class="check"><input type="checkbox" @change=${(e) => set({ fold: e.target.checked })}> ${word("fold-copies")}</label>
      <span class="soft" aria-live="polite">${word("rows-shown", { n: this.shown.length, all: this.all ?? this.rows.length })} · ${word("distinct-found", { n: this.distinct })}</span></div>
      <div class="bar acts" role="toolbar" aria-label=${word("write-it")}><span class="count" aria-live="polite">${this.chosen.size ? word("selected", { n: this.chosen.size }) : word("none-selected")}</span>
      ${ACTS.map((act) => html`<button type="button" ?disabled=${this.writing || (act === "fill" ? this.chosen.size < 2 : !this.chosen.size)} @click=${() => this.act(act)}>${word(`do-${act}`)}</button>`)}
      <tq-undo></tq-undo><button type="button" aria-label=${word("keys")} @click=${() => this.querySelector("tq-keys").show()}>?</button><span class="soft" role="status">${this.news}</span></div>`;
  }

  render() {
    if (!this.rows) return html`<p class="soft">${word("loading")}</p>`;
    const height = this.height, view = this.grid?.clientHeight ?? 640;
    const from = this.printing ? 0 : Math.max(0, this.first - SPARE); // paper does not scroll: all rows are on it
    const to = this.printing ? this.shown.length : Math.min(this.shown.length, this.first + Math.ceil(view / height) + SPARE);
    const before = this.lines, part = this.shown.slice(from, to);
    this.lines = new Map(part.map((row, i) => [row.id, this.shows(row, from + i)]));
    const lines = repeat(part, (row) => row.id, (row, i) => this.drawn(row, from + i, before?.get(row.id)));
    return html`${this.bar()}<div class="grid" role="grid" tabindex="0" aria-label=${word("table")} aria-multiselectable="true" aria-rowcount=${this.shown.length + 1} aria-activedescendant="here" ${ref((el) => { this.grid = el ?? this.grid; })} @keydown=${this.key} @scroll=${this.scroll}>
      <div class="sheet" .style=${`block-size:${this.headHeight + this.shown.length * height}px`}><div role="row" class="row headings" aria-rowindex="1"><div role="columnheader" class="cell pick"><span class="hidden">${word("key-select")}</span></div>${COLUMNS.map((column, i) => this.head(column, i))}</div>${lines}
      ${this.shown.length ? "" : html`<p class="none soft">${word("nothing-found")}</p>`}</div></div><tq-ask></tq-ask><tq-keys></tq-keys>`;
  }

  scroll() {
    const first = Math.floor(this.grid.scrollTop / this.height);
    if (Math.abs(first - this.first) >= SPARE / 2 || first === 0) this.first = first;
  }
}
customElements.define("tq-table", Table);
