/** Sizes are set in millimetres, because a finger is. CSS needs to know how many pixels of this panel make one. */
const MILLIMETRES_PER_INCH = 25.4;

/** The same as in tokens.css. */
export const DEFAULT_MILLIMETRE = 4.0306;

/**
 * CSS pixels per millimetre from `?ppi=` in the address of the page (pixels per inch of the panel, 60 to 400), or null
 * for the default in tokens.css: a 21.5" panel of 1080 × 1920.
 */
export function panelMillimetre(search: string): number | null {
  const ppi = Number(new URLSearchParams(search).get('ppi'));
  return ppi >= 60 && ppi <= 400 ? ppi / MILLIMETRES_PER_INCH : null;
}

/** Below this height of the page a screen has to be sparing, mm: a 15.6" panel lying on its side has 195. */
const LOW_PANEL_MM = 230;
/** Below this width the lines are short, mm: the same panel upright. */
const NARROW_PANEL_MM = 230;
/** Below this width it is no panel any more, but one shown at twice its size, mm. */
const TIGHT_MM = 170;

/** Whether a page of `height` CSS pixels is a low one; `millimetre` as in `panelMillimetre`. */
export const isLowPanel = (height: number, millimetre: number): boolean => height / millimetre < LOW_PANEL_MM;

/** Tells the style sheets how large the panel is, now and whenever the window changes. */
export function fitPanel(window: Window, millimetre: number | null): void {
  const page = window.document.documentElement;
  if (millimetre !== null) page.style.setProperty('--mm', `${millimetre}px`);
  const perMillimetre = millimetre ?? DEFAULT_MILLIMETRE;
  const measure = () => {
    const { innerWidth, innerHeight } = window;
    const isLow = isLowPanel(innerHeight, perMillimetre);
    const isUpright = !isLow && innerWidth < innerHeight;
    page.classList.toggle('low', isLow);
    page.classList.toggle('narrow', isUpright && innerWidth / perMillimetre < NARROW_PANEL_MM);
    page.classList.toggle('tight', isUpright && innerWidth / perMillimetre < TIGHT_MM);
  };
  window.addEventListener('resize', measure);
  measure();
}
