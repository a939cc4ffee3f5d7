/** The panels that the kiosk is made for: their pixels, and how many of them make an inch. */
export interface Panel {
  readonly width: number;
  readonly height: number;
  readonly ppi: number;
}

const turned = ({ width, height, ppi }: Panel): Panel => ({ width: height, height: width, ppi });

const SMALL = { width: 1920, height: 1080, ppi: 141.2 };
const SMALL_720P = { width: 1280, height: 720, ppi: 94.1 };
const SMALL_4K = { width: 3840, height: 2160, ppi: 282.4 };
const LARGE = { width: 1920, height: 1080, ppi: 102.4 };
const LARGE_4K = { width: 3840, height: 2160, ppi: 204.9 };

/** Inches, then `l` lying on its side or `p` upright, then the resolution where it is not 1080. */
export const PANELS = {
  '21.5p': turned(LARGE),
  '21.5l': LARGE,
  '15.6p': turned(SMALL),
  '15.6l': SMALL,
  '15.6p-720': turned(SMALL_720P),
  '15.6l-720': SMALL_720P,
  '15.6p-4k': turned(SMALL_4K),
  '15.6l-4k': SMALL_4K,
  '21.5p-4k': turned(LARGE_4K),
  '21.5l-4k': LARGE_4K,
} as const satisfies Record<string, Panel>;
export type PanelName = keyof typeof PANELS;

export const PANEL_NAMES = [
  '21.5p',
  '21.5l',
  '15.6p',
  '15.6l',
  '15.6p-720',
  '15.6l-720',
  '15.6p-4k',
  '15.6l-4k',
  '21.5p-4k',
  '21.5l-4k',
] as const satisfies readonly PanelName[];
