/** How large a cut-out person is. Pixels. */

/** Distance between the eyes. */
export const EYE_DISTANCE = 90;
/** The cut's size and the point between the eyes in it. */
export const CUT = { width: 480, height: 520, eyesX: 240, eyesY: 220 } as const;
