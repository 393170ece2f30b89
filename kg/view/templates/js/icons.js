// Small pictures: a class' shape, and the lines of the page's own buttons.

import { svg } from "./dom.js";
import { displayColor, readPalette } from "./palette.js";
import { toSvg } from "./shapes.js";

export const PATHS = {
  close: "M5 5l10 10M15 5L5 15",
  plus: "M10 4v12M4 10h12",
  minus: "M4 10h12",
  fit: "M3 7V3h4M13 3h4v4M17 13v4h-4M7 17H3v-4",
  filter: "M3 5h14M6 10h8M8.5 15h3",
};

/**
 * @param {import("./data.js").EntityClass} cls
 * @returns {SVGElement} decorative: the class' name stands beside it
 */
export function shapeIcon(cls) {
  const { tag, props } = toSvg(cls.shape, 8, 8, 6);
  const fill = displayColor(cls.color, readPalette().isDark);
  return svg("svg", { viewBox: "0 0 16 16", class: "shape", "aria-hidden": "true" }, svg(tag, { ...props, fill }));
}
