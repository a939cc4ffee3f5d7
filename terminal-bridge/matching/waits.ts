/** How long a camera or engine may be silent, or stand still, before it is the fault. */

/** No frame for this long: the camera is gone; no answer for this long: the engine is, ms. */
export const SILENT_FOR_MS = 2500;
/** A picture that stands for this long is a fault and not a hiccup of the network, ms. */
export const FROZEN_FOR_MS = 1500;
/** A comparison that has begun when its time is over goes on for this long: officers take longer than any slow machine, ms. */
export const COMPARE_ON_MS = 6000;
