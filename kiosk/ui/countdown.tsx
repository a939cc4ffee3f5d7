export interface CountdownProps {
  /** Seconds that are left. */
  readonly seconds: number;
  /** Seconds that there were at the beginning. */
  readonly of: number;
}

/** Radius of the ring whose circumference is 100: the share that is left is then its own length. */
const RADIUS = 100 / (2 * Math.PI);

/** The seconds that are left, as a number and as a ring that empties. The sentence beside it says what they are for. */
export const Countdown = ({ seconds, of }: CountdownProps) => (
  <span class="countdown" aria-hidden="true">
    <svg viewBox="0 0 40 40" aria-hidden="true">
      <circle cx="20" cy="20" r={RADIUS} />
      <circle
        class="countdown-left"
        cx="20"
        cy="20"
        r={RADIUS}
        stroke-dasharray={`${(Math.max(0, Math.min(1, seconds / of)) * 100).toFixed(1)} 100`}
      />
    </svg>
    <strong>{seconds}</strong>
  </span>
);
