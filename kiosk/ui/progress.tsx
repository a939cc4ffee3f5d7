import { Icon } from './icon.tsx';

export interface ProgressProps {
  readonly label: string;
  /** 0 to 1, where it is known; without it only that something is being done. */
  readonly share?: number;
}

/** Anything that takes longer than a second. */
export function Progress({ label, share }: ProgressProps) {
  const percent = share === undefined ? undefined : Math.round(Math.max(0, Math.min(1, share)) * 100);
  return (
    <div
      class="progress"
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
    >
      <span class="progress-label">
        <Icon name="working" /> {label}
      </span>
      <span class={`progress-track ${percent === undefined ? 'progress-unknown' : ''}`}>
        <span class="progress-done" style={percent === undefined ? {} : { '--share': `${percent}%` }} />
      </span>
    </div>
  );
}
