/** Sizes are set in millimetres, because a finger is. CSS needs to know how many pixels of this panel make one. */
const MILLIMETRES_PER_INCH = 25.4;

/**
 * CSS pixels per millimetre from `?ppi=` in the address of the page (pixels per inch of the panel, 60 to 400), or null
 * for the default in tokens.css: a 21.5" panel of 1080 × 1920.
 */
export function panelMillimetre(search: string): number | null {
  const ppi = Number(new URLSearchParams(search).get('ppi'));
  return ppi >= 60 && ppi <= 400 ? ppi / MILLIMETRES_PER_INCH : null;
}
