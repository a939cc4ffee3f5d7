/** Two falling notes, made here: no file to load, nothing that the content security policy would have to allow. */

/** Hz, with their beginning and length in seconds. */
const NOTES = [
  { frequency: 1047, at: 0, lasts: 0.35 },
  { frequency: 784, at: 0.3, lasts: 0.6 },
] as const;
const LOUDEST_STEP = 5;

/** `volume` in steps from 1 to 5. Silent where the browser wants a touch before any sound (not on a terminal). */
export function createChime(): (volume: number) => void {
  let context: AudioContext | null = null;
  return (volume) => {
    context ??= new AudioContext();
    void context.resume();
    for (const { frequency, at, lasts } of NOTES) {
      const start = context.currentTime + at;
      const gain = context.createGain();
      gain.gain.setValueAtTime(0.0001, start);
      gain.gain.exponentialRampToValueAtTime(volume / LOUDEST_STEP, start + 0.02);
      gain.gain.exponentialRampToValueAtTime(0.0001, start + lasts);
      const note = new OscillatorNode(context, { type: 'sine', frequency });
      note.connect(gain).connect(context.destination);
      note.start(start);
      note.stop(start + lasts);
    }
  };
}
