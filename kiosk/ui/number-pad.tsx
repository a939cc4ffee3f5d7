import { pressed } from '../input/press.ts';
import { Icon } from './icon.tsx';

export interface NumberPadProps {
  /** `0` to `9`, and `X` where `letter` says so. */
  readonly onDigit: (digit: string) => void;
  readonly onErase: () => void;
  readonly onClear: () => void;
  readonly label: (digit: string) => string;
  readonly eraseLabel: string;
  readonly clearLabel: string;
  /** Identity numbers may end in X (GB 11643-1999): one more key. */
  readonly letter?: 'X';
}

const ROWS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'];

/** Keys of 20 mm. Quick repeats are meant, so a double tap is two digits. */
export function NumberPad({ onDigit, onErase, onClear, label, eraseLabel, clearLabel, letter }: NumberPadProps) {
  const digit = (key: string) => (
    <button
      key={key}
      type="button"
      class="key"
      aria-label={label(key)}
      {...pressed(() => onDigit(key), { quick: true })}
    >
      {key}
    </button>
  );
  const clear = (
    <button type="button" class="key key-word key-clear" {...pressed(onClear, { quick: true })}>
      <Icon name="clear" />
      {clearLabel}
    </button>
  );
  return (
    <div class={`number-pad ${letter === undefined ? '' : 'number-pad-letter'}`}>
      {ROWS.map(digit)}
      {letter === undefined ? clear : digit(letter)}
      {digit('0')}
      <button type="button" class="key key-word" {...pressed(onErase, { quick: true })}>
        <Icon name="erase" />
        {eraseLabel}
      </button>
      {letter !== undefined && clear}
    </div>
  );
}
