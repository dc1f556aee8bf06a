// The words of this page in its language, printed into it by the server.
const said = JSON.parse(document.getElementById("words")?.textContent ?? "{}");

/** @param {string} key @param {Record<string, unknown>} [parts] put in where the words name them
 *  @returns {string} */
export function word(key, parts = {}) {
  return (said[key] ?? key).replace(/\{(\w+)\}/g, (_, name) => String(parts[name] ?? ""));
}

export const language = document.documentElement.lang;

/** Seconds as people read them, cut and not rounded: a shown second has begun.
 *  @param {number} seconds @param {number} [decimals] */
export function clock(seconds, decimals = 0) {
  const scale = 10 ** decimals;
  const ticks = Math.floor(Math.max(0, seconds) * scale + 1e-6);
  const whole = Math.floor(ticks / scale);
  const pair = (number) => String(number).padStart(2, "0");
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const head = hours ? `${hours}:${pair(minutes)}:${pair(rest)}` : `${minutes}:${pair(rest)}`;
  return decimals ? `${head}.${String(ticks % scale).padStart(decimals, "0")}` : head;
}
