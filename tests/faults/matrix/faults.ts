/** What is done to every device, and when. */
export const FAULTS = [
  'unplug',
  'replug',
  'silence',
  'garbage',
  'slow',
  'half answer',
  'wrong answer',
  'busy',
  'double insert',
  'lift mid-read',
] as const;
export type Fault = (typeof FAULTS)[number];

export const MEANINGS: Readonly<Record<Fault, string>> = {
  unplug: 'the cable is out for 30 seconds',
  replug: 'the cable is out and in again at once',
  silence: 'nothing that the device says arrives, for 30 seconds',
  garbage: 'noise arrives instead, for 30 seconds',
  slow: 'answers arrive in small pieces with pauses, for 30 seconds',
  'half answer': 'every answer breaks off in its middle, for 30 seconds',
  'wrong answer': 'well-formed answers to other questions arrive instead, for 30 seconds',
  busy: 'the device belongs to another program or host when it is looked for, for 30 seconds',
  'double insert': 'a second card (or phone) comes before the first has gone',
  'lift mid-read': 'the card (or phone) goes at this moment and comes back 30 seconds later',
};

export const STATES = ['idle', 'working', 'just finished'] as const;
/** `working`: in the middle of a read or a print, at the moment when the device is about to answer. */
export type State = (typeof STATES)[number];

/** Faults of what travels from the device to us: the same for all devices, whatever carries it. */
export const LINE_FAULTS = ['silence', 'garbage', 'slow', 'half answer', 'wrong answer'] as const;
export type LineFault = (typeof LINE_FAULTS)[number];
export const isLineFault = (fault: Fault): fault is LineFault => LINE_FAULTS.some((one) => one === fault);
