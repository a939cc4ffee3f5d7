import { Icon } from './icon.tsx';

export interface NumberPadProps {
  readonly onDigit: (digit: string) => void;
  readonly onErase: () => void;
  readonly onClear: () => void;
  readonly label: (digit: string) => string;
  readonly eraseLabel: string;
  readonly clearLabel: string;
}

const ROWS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'];

/** Keys of 20 mm. Quick repeats are meant, so a double tap is two digits. */
export function NumberPad({ onDigit, onErase, onClear, label, eraseLabel, clearLabel }: NumberPadProps) {
  const digit = (key: string) => (
    <button key={key} type="button" class="key" aria-label={label(key)} onClick={() => onDigit(key)}>
      {key}
    </button>
  );
  return (
    <div class="number-pad">
      {ROWS.map(digit)}
      <button type="button" class="key key-word" onClick={onClear}>
        {clearLabel}
      </button>
      {digit('0')}
      <button type="button" class="key key-word" aria-label={eraseLabel} onClick={onErase}>
        <Icon name="erase" />
      </button>
    </div>
  );
}
