// A lucide icon as one path: circles, lines and rectangles are rewritten, so a chunk carries one short string each.

import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** Return the path data of one icon. Throws when lucide has no icon of that name. */
export async function iconPath(root, name) {
  const svg = await readFile(join(root, "node_modules/lucide-static/icons", `${name}.svg`), "utf8");
  const shapes = svg.matchAll(/<(path|circle|rect|line|polyline|polygon|ellipse)\s([^>]*?)\/?>/g);
  return [...shapes].map(([, tag, attributes]) => DRAW[tag](numbersOf(attributes))).join("");
}

const numbersOf = (text) =>
  Object.fromEntries(
    [...text.matchAll(/([a-z\d]+)="([^"]*)"/g)].map(([, name, value]) => [
      name,
      /^-?[\d.]+$/.test(value) ? Number(value) : value,
    ]),
  );

const DRAW = {
  // Where a path begins with a relative move it is an absolute one, but what follows it stays relative.
  path: ({ d }) => d.replace(/^m(-?[\d.]+)[ ,]?(-?[\d.]+)(?=[ ,-]?[\d.])/, "M$1 $2l").replace(/^m/, "M"),
  line: ({ x1, y1, x2, y2 }) => `M${x1} ${y1}L${x2} ${y2}`,
  circle: ({ cx, cy, r }) => round(cx, cy, r, r),
  ellipse: ({ cx, cy, rx, ry }) => round(cx, cy, rx, ry),
  polyline: ({ points }) => `M${points}`,
  polygon: ({ points }) => `M${points}Z`,
  rect: ({ x = 0, y = 0, width, height, rx = 0, ry = rx }) => {
    const [w, h] = [width - 2 * rx, height - 2 * ry];
    const turn = (dx, dy) => (rx ? `a${rx} ${ry} 0 0 1 ${dx} ${dy}` : "");
    return `M${x + rx} ${y}h${w}${turn(rx, ry)}v${h}${turn(-rx, ry)}h${-w}${turn(-rx, -ry)}v${-h}${turn(rx, -ry)}Z`;
  },
};

const round = (cx, cy, rx, ry) =>
  `M${cx - rx} ${cy}a${rx} ${ry} 0 1 0 ${2 * rx} 0a${rx} ${ry} 0 1 0 ${-2 * rx} 0`;
