// The page of one event: cameras on one clock, the sound of one, the waveforms of all, offsets set by hand.
import { html, LitElement, nothing } from "./lit.js";
import { Camera, Locked } from "./locked.js";
import { clock, word } from "./words.js";
import { tell, write } from "./writing.js";

const told = JSON.parse(document.getElementById("cameras").textContent);
const STEPS = [200, 40, 10]; // milliseconds: five frames, a frame of 25 a second, a little
const HEIGHT = 34;

class EventPlayer extends LitElement {
  static properties = {
    time: { state: true }, playing: { state: true }, heard: { state: true },
    shown: { state: true }, moved: { state: true }, apart: { state: true },
    veil: { state: true }, uncovered: { state: true }, refused: { state: true },
  };

  createRenderRoot() { return this; }

  constructor() {
    super();
    this.locked = new Locked();
    this.shown = told.cameras.slice(0, told.together).map((each) => each.item);
    this.moved = {};
    this.time = 0;
    this.apart = 0;
    this.heard = "";
    this.playing = false;
    this.veil = 2; // 2 grey and blurred, 1 grey, 0 as kept; as on the page of an item
    this.uncovered = []; // of what somebody marked as hard to look at, what was asked for
    this.refused = []; // what this browser cannot play
  }

  firstUpdated() {
    this.gather();
    this.draw();
    addEventListener("resize", () => this.draw());
    addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea, dialog")) return;
      if (event.code === "KeyG") this.unveil();
      if (event.code !== "Space" || event.target.closest("button, a, summary")) return;
      event.preventDefault();
      this.toggle();
    });
    const each = () => { this.step(); requestAnimationFrame(each); };
    requestAnimationFrame(each);
  }

  step() {
    this.locked.tick();
    this.time = this.locked.time;
    this.playing = this.locked.playing;
    this.apart = this.locked.apart;
    this.style.setProperty("--at", this.time / this.total);
  }

  updated(changed) {
    if (["shown", "uncovered", "refused"].some((each) => changed.has(each))) { this.gather(); this.draw(); }
  }

  unveil() { this.veil = (this.veil + 2) % 3; }

  /** The players on the page that have something to play, each with what was moved by hand: the clock waits for no other. */
  gather() {
    const players = [...this.querySelectorAll("video[src]")];
    this.locked.cameras = players.map((media) => new Camera(this.camera(media.dataset.item), media));
    this.locked.seek(this.locked.time);
  }

  camera(item) {
    const found = told.cameras.find((each) => each.item === item);
    return { ...found, offset: found.offset + (this.moved[item] ?? 0) / 1000 };
  }

  toggle() { if (this.locked.playing) this.locked.pause(); else this.locked.play(); }

  listen(item) {
    this.heard = this.heard === item ? "" : item;
    for (const { item: each, media } of this.locked.cameras) media.muted = each !== this.heard;
  }

  move(item, by) {
    this.moved = { ...this.moved, [item]: (this.moved[item] ?? 0) + by };
    this.gather();
    this.draw();
  }

  async keep(item) {
    const milliseconds = Math.round(this.camera(item).offset * 1000);
    try {
      await write(`/event/${told.event}/nudge`, { item, milliseconds });
      location.reload();
    } catch (error) { tell(error); }
  }

  swap(item) {
    if (this.shown.includes(item)) this.shown = this.shown.filter((each) => each !== item);
    else this.shown = [...this.shown, item].slice(-told.together);
  }

  seekFrom(event, item) {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    const at = ((event.clientX - left) / width) * this.total;
    this.locked.seek(event.detail ? at : this.camera(item).offset); // the keyboard points at no place
  }

  /** The arrow keys move a recording on the event's clock. */
  moveByKey(event, item) {
    const way = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!way) return;
    event.preventDefault();
    if (!this.shown.includes(item)) this.swap(item); // what is moved is seen, with the button that keeps it
    this.move(item, way * (event.shiftKey ? STEPS[0] : STEPS[1]));
  }

  get total() {
    return Math.max(1, ...told.cameras.map(({ item }) => this.camera(item)).map((c) => c.offset + c.rate * c.seconds));
  }

  draw() {
    for (const canvas of this.querySelectorAll("canvas")) {
      const camera = this.camera(canvas.dataset.item);
      const scale = devicePixelRatio || 1;
      canvas.width = Math.max(1, canvas.clientWidth * scale);
      canvas.height = HEIGHT * scale;
      const pen = canvas.getContext("2d");
      pen.fillStyle = getComputedStyle(this).getPropertyValue(this.shown.includes(camera.item) ? "--cite" : "--firm");
      const perSecond = canvas.width / this.total;
      camera.wave.forEach((height, n) => {
        const at = camera.offset + camera.rate * camera.seconds * (n / camera.wave.length);
        const tall = Math.max(1, height * canvas.height);
        const wide = Math.max(1, (camera.seconds / camera.wave.length) * perSecond);
        pen.fillRect(at * perSecond, (canvas.height - tall) / 2, wide, tall);
      });
    }
  }

  figure(item) {
    const camera = this.camera(item);
    const away = !new Camera(camera, null).isFilming(this.time);
    const covered = camera.covered && !this.uncovered.includes(item), refused = this.refused.includes(item);
    return html`<figure class=${away ? "away" : ""}>
      <div class="screen"><video data-item=${item} class=${["", "grey", "veil"][this.veil]} src=${covered || refused ? nothing : `/object/${camera.plays}`} .muted=${item !== this.heard} preload="auto" playsinline aria-label=${camera.name} @error=${() => this.refuse(item)}></video>
      ${covered ? html`<div class="cover"><p>${word("graphic-here")}</p><button type="button" @click=${() => { this.uncovered = [...this.uncovered, item]; }}>${word("graphic-show")}</button></div>` : ""}
      ${refused ? html`<div class="cover"><p>${word(camera.waits ? "copy-coming" : "cannot-play")}</p></div>` : ""}</div>
      <figcaption><a href=${`/item/${item}`}><bdi dir="auto">${camera.name}</bdi></a>
      ${camera.how ? html`<a class="mark" href=${`/statement/${camera.how}`} title=${`${word("copy-of-original")} ${item}`}>${word("working-copy")}</a>` : ""}
      ${camera.error ? html`<bdi class="soft" dir="ltr">± ${camera.error.toFixed(2)} s</bdi>` : ""}
      ${away ? html`<span class="soft">${word("not-filming")}</span>` : ""}
      <button type="button" aria-pressed=${String(item === this.heard)} @click=${() => this.listen(item)}>${word("hear-this")}</button>
      <span dir="ltr">${STEPS.map((ms) => this.mover(item, -ms))}${STEPS.toReversed().map((ms) => this.mover(item, ms))}</span>
      ${this.moved[item] ? html`<output>${word("moved-by", { ms: this.moved[item] })}</output>
      <button type="button" class="main" @click=${() => this.keep(item)}>${word("keep-offset")}</button>` : ""}
      </figcaption></figure>`;
  }

  /** What cannot be played is left out: the others are not to wait for it. */
  refuse(item) { if (!this.refused.includes(item)) this.refused = [...this.refused, item]; }

  mover(item, ms) {
    const said = word(ms < 0 ? "move-earlier" : "move-later", { ms: Math.abs(ms) });
    return html`<button type="button" title=${said} aria-label=${said} @click=${() => this.move(item, ms)}>${ms < 0 ? "−" : "+"}${Math.abs(ms)}</button>`;
  }

  render() {
    return html`<div class="screens">${this.shown.map((item) => this.figure(item))}</div>
      <p class="together panel"><button type="button" class="main" @click=${() => this.toggle()}>${word(this.playing ? "pause-together" : "play-together")}</button>
      <output dir="ltr">${clock(this.time, 2)}</output>
      <input type="range" dir="ltr" min="0" max=${this.total} step="0.04" .value=${String(this.time)} aria-label=${word("event-timeline")} @input=${(event) => this.locked.seek(Number(event.target.value))}>
      <span class="soft apart">${word("apart-by", { ms: Math.round(this.apart * 1000) })}</span>
      <button type="button" @click=${() => this.unveil()}>${word("do-veil")} <kbd>g</kbd></button>
      <span class="soft" aria-live="polite">${this.heard ? word("sound-on") : word("no-sound-of-any")} · ${word(["as-kept", "grey", "grey-blurred"][this.veil])}</span></p>
      <div class="waves panel" role="group" aria-label=${word("event-timeline")}><p class="soft">${word("event-keys")}</p>${told.cameras.map(({ item, name }) => html`
        <label class="check"><input type="checkbox" .checked=${this.shown.includes(item)} @change=${() => this.swap(item)} aria-label=${word("show-camera")}> <bdi dir="auto">${name}</bdi></label>
        <button type="button" class="wave" dir="ltr" aria-label=${name} @click=${(event) => this.seekFrom(event, item)}
          @keydown=${(event) => this.moveByKey(event, item)}><canvas data-item=${item}></canvas></button>`)}</div>`;
  }
}
customElements.define("tq-event", EventPlayer);

/** Sends what a form or button asks, and shows what has become of the event. */
async function change(path, body, leadsTo = () => location.pathname) {
  try {
    location.assign(leadsTo(await write(`/event/${told.event}/${path}`, body)));
  } catch (error) { tell(error); }
}

document.getElementById("confirm")?.addEventListener("click", () => change("confirm", {}));
document.getElementById("parting").addEventListener("submit", (event) => {
  event.preventDefault();
  const given = new FormData(event.target);
  change("split", { items: given.getAll("item"), label: String(given.get("label")) }, (said) => `/event/${said.event}`);
});
document.getElementById("merging")?.addEventListener("submit", (event) => {
  event.preventDefault();
  change("merge", { other: String(new FormData(event.target).get("other")) });
});
