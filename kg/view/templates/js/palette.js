// Colours of the canvas, taken from the style sheet so that light and dark live in one place.

/** @typedef {{paper: string, raise: string, ink: string, soft: string, line: string, accent: string, edge: string, hullLightness: string, hullChroma: string, isDark: boolean}} Palette */

/** @returns {Palette} */
export function readPalette() {
  const style = getComputedStyle(document.documentElement);
  /** @param {string} name */
  const read = (name) => style.getPropertyValue(`--${name}`).trim();
  return {
    paper: read("paper"),
    raise: read("raise"),
    ink: read("ink"),
    soft: read("soft"),
    line: read("line"),
    accent: read("accent"),
    edge: read("edge"),
    hullLightness: read("hull-lightness"),
    hullChroma: read("hull-chroma"),
    isDark: matchMedia("(prefers-color-scheme: dark)").matches,
  };
}

/** @param {() => void} listener called when the reader's system changes between light and dark */
export function onThemeChange(listener) {
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", listener);
}

/**
 * A class' colour as it is drawn: in the dark mixed with white, so that it stands out from the ground.
 * @param {string} color `#rrggbb`
 * @param {boolean} isDark
 */
export function displayColor(color, isDark) {
  if (!isDark) return color;
  const mixed = [1, 3, 5].map((at) => {
    const part = Number.parseInt(color.slice(at, at + 2), 16);
    return Math.round(part + (255 - part) * 0.38)
      .toString(16)
      .padStart(2, "0");
  });
  return `#${mixed.join("")}`;
}

/**
 * The tint of a community's ground.
 * @param {Palette} palette
 * @param {number} place its number in the order of size
 */
export function hullColor(palette, place) {
  const hue = (place * 137.508 + 200) % 360;
  return `hsl(${hue.toFixed(0)} ${palette.hullChroma} ${palette.hullLightness})`;
}
