// Cameras locked together: one clock, and each native player led to where the clock says it should be.
//
// Small differences are made good by speed, which nobody sees; large ones by a jump. While a camera that
// should be playing has no picture yet, the clock waits for it; while one cannot keep up, the clock goes
// slower with it, for cameras that are apart show different moments and a slow clock shows one.

/** Seconds of difference above which a player jumps instead of hurrying. */
export const JUMP = 0.3;

/** The most by which a player goes faster to catch up, and slower to be caught up with. */
export const MOST_SPEED = 0.08, MOST_SLOWNESS = 0.5;

const HURRY = 3; // of the difference, caught up in a second
const PATIENCE = 0.12; // seconds behind the clock at which it stands still for a player
const STILL = 0.004; // seconds; under it a difference is left alone
const HAVE_CURRENT = 2;

/** A recording of the event and its player. */
export class Camera {
  /** @param {{item: string, offset: number, rate: number, seconds: number, zero: number}} told
   *  @param {HTMLMediaElement} media */
  constructor(told, media) {
    Object.assign(this, told);
    this.media = media;
  }

  /** Its media time when the event's clock shows `time`. */
  at(time) { return (time - this.offset) / this.rate; }

  isFilming(time) {
    const own = this.at(time);
    return own >= 0 && own < this.seconds - 0.05;
  }

  /** Seconds by which its player is ahead of the clock. */
  ahead(time) { return this.media.currentTime - this.zero - this.at(time); }

  seek(time) {
    this.media.currentTime = this.zero + Math.min(Math.max(0, this.at(time)), Math.max(0, this.seconds - 0.05));
  }

  get isReady() { return !this.media.seeking && this.media.readyState >= HAVE_CURRENT; }
}

export class Locked {
  /** @param {() => number} now milliseconds */
  constructor(now = () => performance.now()) {
    this.now = now;
    this.cameras = [];
    this.time = 0;
    this.playing = false;
    this.last = 0;
  }

  get end() { return Math.max(0, ...this.cameras.map((c) => c.offset + c.rate * c.seconds)); }

  play() {
    this.playing = true;
    this.last = this.now();
  }

  pause() {
    this.playing = false;
    for (const camera of this.cameras) camera.media.pause();
  }

  seek(time) {
    this.time = Math.min(Math.max(0, time), this.end);
    for (const camera of this.cameras) camera.seek(this.time);
    this.last = this.now();
  }

  /** Called for every picture the browser paints. */
  tick() {
    const now = this.now();
    const passed = (now - this.last) / 1000;
    this.last = now;
    if (!this.playing) return;
    const filming = this.cameras.filter((camera) => camera.isFilming(this.time));
    if (filming.every((camera) => camera.isReady)) this.time += passed * this.pace(filming);
    for (const camera of this.cameras) this.lead(camera, filming.includes(camera));
    if (this.time >= this.end) this.pause();
  }

  /** How fast the clock goes: 1 where all keep up with it, 0 where one is far behind. */
  pace(filming) {
    const behind = Math.max(0, ...filming.map((camera) => -camera.ahead(this.time)));
    return Math.max(0, 1 - behind / PATIENCE);
  }

  /** Seconds between the cameras that film and stand farthest apart; 0 for fewer than two. */
  get apart() {
    const filming = this.cameras.filter((c) => c.isFilming(this.time) && c.isReady);
    const ahead = filming.map((camera) => camera.ahead(this.time));
    return ahead.length < 2 ? 0 : Math.max(...ahead) - Math.min(...ahead);
  }

  lead(camera, isFilming) {
    const { media } = camera;
    if (!isFilming) return media.paused || media.pause();
    const ahead = camera.ahead(this.time);
    if (Math.abs(ahead) > JUMP && !media.seeking) camera.seek(this.time);
    if (media.paused) media.play().catch(() => {});
    const hurry = Math.abs(ahead) < STILL ? 0 : Math.min(MOST_SPEED, Math.max(-MOST_SLOWNESS, -HURRY * ahead));
    const speed = (1 + hurry) / camera.rate;
    if (Math.abs(media.playbackRate - speed) > 0.0005) media.playbackRate = speed;
  }
}
