// The outlines of the world: TopoJSON decoded into Web Mercator, and drawn on a canvas.
import { language } from "./words.js";

const FILE = "/static/vendor/countries-50m-2.0.2.json";
export const AROUND = 40075016.686; // metres around the equator, WGS 84
const NOTHING = 1e-6; // of the world's width: what ends at the date line does not cross it
const FARTHEST = 85.05; // degrees of latitude where Web Mercator ends

/** @returns {[number, number]} longitude and latitude as a point of the unit square, north up */
export function project(longitude, latitude) {
  const bound = Math.max(-FARTHEST, Math.min(FARTHEST, latitude)) * (Math.PI / 180);
  return [longitude / 360 + 0.5, 0.5 - Math.log(Math.tan(Math.PI / 4 + bound / 2)) / (2 * Math.PI)];
}

/** Inverse of `project`. */
export function unproject(x, y) {
  return [(x - 0.5) * 360, Math.atan(Math.sinh((0.5 - y) * 2 * Math.PI)) * (180 / Math.PI)];
}

/** Metres at a latitude as a part of the unit square. */
export const span = (metres, latitude) => metres / (AROUND * Math.cos((latitude * Math.PI) / 180));

let loading;

/** The countries: name, rings of points, and the box of the largest ring. Fetched once, from our own files. */
export function countries() {
  loading ??= fetch(FILE).then((answer) => answer.json()).then(decoded);
  return loading;
}

function decoded({ transform, arcs, objects }) {
  const { scale, translate } = transform;
  const lines = arcs.map((arc) => {
    let x = 0, y = 0;
    return arc.map(([dx, dy]) => project((x += dx) * scale[0] + translate[0], (y += dy) * scale[1] + translate[1]));
  });
  const line = (index) => (index < 0 ? [...lines[~index]].reverse() : lines[index]);
  const ring = (indices) => indices.flatMap((index, at) => (at ? line(index).slice(1) : line(index)));
  const names = new Intl.DisplayNames(language, { type: "region", fallback: "none" });
  return objects.countries.geometries.filter((g) => g.arcs).map((geometry) => {
    const polygons = geometry.type === "Polygon" ? [geometry.arcs] : geometry.arcs;
    const rings = polygons.flat().map(ring).map(unbroken).flatMap(everywhere).map((points) => ({ points, box: boxed(points) }));
    const home = rings.reduce((a, b) => (area(a.box) >= area(b.box) ? a : b)).box;
    return { name: named(names, geometry), rings, home };
  });
}

/** A ring that crosses the date line goes on beyond the edge of the unit square; one round a pole goes along the edge of the map. */
function unbroken(points) {
  let turns = 0, last = points[0][0];
  const ring = points.map(([x, y]) => {
    turns -= Math.round(x - last);
    last = x;
    return [x + turns, y];
  });
  const [first, end] = [ring[0], ring.at(-1)];
  if (Math.abs(end[0] - first[0]) < 0.5) return ring;
  const edge = first[1] > 0.5 ? 1 : 0;
  return [...ring, [end[0], edge], [first[0], edge]];
}

/** What lies beyond one edge of the unit square lies within the other as well. */
function everywhere(ring) {
  const xs = ring.map(([x]) => x), moved = (by) => ring.map(([x, y]) => [x + by, y]);
  return [ring, ...(Math.max(...xs) > 1 + NOTHING ? [moved(-1)] : []), ...(Math.min(...xs) < -NOTHING ? [moved(1)] : [])];
}

/** Natural Earth numbers the countries (ISO 3166 numeric); browsers name them by their letters. */
function named(names, { id, properties }) {
  try {
    const region = new Intl.Locale(`und-${String(id).padStart(3, "0")}`).region;
    return names.of(region) ?? properties.name;
  } catch { return properties.name; }
}

const area = ([left, top, right, bottom]) => (right - left) * (bottom - top);

function boxed(points) {
  const box = [2, 2, -1, -1];
  for (const [x, y] of points) {
    box[0] = Math.min(box[0], x); box[1] = Math.min(box[1], y);
    box[2] = Math.max(box[2], x); box[3] = Math.max(box[3], y);
  }
  return box;
}

/** Draws what of the countries lies in view; `at` turns the unit square into pixels. */
export function draw(context, found, view, colours) {
  const { width, height, scale, at } = view;
  context.clearRect(0, 0, width, height);
  context.fillStyle = colours.land;
  context.strokeStyle = colours.line;
  context.lineWidth = 0.8;
  const seen = (box) => { const [l, t] = at(box[0], box[1]), [r, b] = at(box[2], box[3]); return r > 0 && b > 0 && l < width && t < height; };
  const [left, top] = at(0, 0), [right, bottom] = at(1, 1);
  context.save();
  context.beginPath();
  context.rect(left, top, right - left, bottom - top);
  context.clip();
  for (const { rings } of found) {
    context.beginPath();
    for (const { points, box } of rings) if (seen(box) && (box[2] - box[0]) * scale > 0.8) trace(context, points, at);
    context.fill();
    context.stroke();
  }
  context.restore();
  graticule(context, view, colours);
  context.fillStyle = colours.name;
  context.textAlign = "center";
  context.direction = document.dir || "ltr";
  context.font = `12px ${getComputedStyle(document.body).fontFamily}`;
  for (const { name, home } of found) {
    const [x, y] = at((home[0] + home[2]) / 2, (home[1] + home[3]) / 2);
    if (x > 0 && y > 0 && x < width && y < height && (home[2] - home[0]) * scale > context.measureText(name).width + 8) context.fillText(name, x, y);
  }
}

function trace(context, points, at) {
  let lastX = -9e9, lastY = 0;
  for (const [ux, uy] of points) {
    const [x, y] = at(ux, uy);
    if (lastX === -9e9) context.moveTo(x, y);
    else if (Math.abs(x - lastX) + Math.abs(y - lastY) < 0.9) continue;
    else context.lineTo(x, y);
    lastX = x; lastY = y;
  }
  context.closePath();
}

function graticule(context, { width, height, scale, at, from }, colours) {
  const step = [30, 10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001].find((s) => (s / 360) * scale < width / 3) ?? 0.0005;
  const [west, north] = unproject(...from(0, 0)), [east, south] = unproject(...from(width, height));
  context.strokeStyle = colours.grid; context.fillStyle = colours.name; context.lineWidth = 0.5;
  context.font = "10px monospace"; context.textAlign = "start"; context.direction = "ltr";
  const digits = Math.max(0, Math.ceil(-Math.log10(step)));
  context.beginPath();
  for (let lon = Math.ceil(west / step) * step; lon < east; lon += step) {
    const [x] = at(...project(lon, 0));
    context.moveTo(x, 0); context.lineTo(x, height); context.fillText(lon.toFixed(digits) + "°", x + 2, height - 4);
  }
  for (let lat = Math.ceil(south / step) * step; lat < north; lat += step) {
    const [, y] = at(...project(0, lat));
    context.moveTo(0, y); context.lineTo(width, y); context.fillText(lat.toFixed(digits) + "°", 3, y - 2);
  }
  context.stroke();
}
