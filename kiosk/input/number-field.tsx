import type { TargetedEvent, TargetedKeyboardEvent } from 'preact';
import { useId } from 'preact/hooks';
import { useTexts } from '../i18n/translate.ts';
import { NumberPad } from '../ui/number-pad.tsx';
import { longestOf, type NumberKind, shownAs, withKey, withKeys } from './number-value.ts';
import { INPUT_TEXTS } from './texts.ts';

export interface NumberFieldProps {
  readonly label: string;
  readonly kind: NumberKind;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onEnter?: () => void;
  /** In digits; by kind where it is not given. */
  readonly longest?: number;
}

/**
 * One number with its own pad: digits of 20 mm, X for identity numbers, grouped as people read them out. Of a PIN the
 * page holds dots only: the digits are in `value` and in no attribute, text or input of the document.
 *
 *     const [number, setNumber] = useState('');
 *     <NumberField label="身份证号码" kind="identity" value={number} onChange={setNumber} />
 */
export function NumberField({ label, kind, value, onChange, onEnter, longest = longestOf(kind) }: NumberFieldProps) {
  const t = useTexts(INPUT_TEXTS);
  const id = useId();
  const become = (next: string) => {
    if (next !== value) onChange(next);
  };
  const onBeforeInput = (event: TargetedEvent<HTMLInputElement>) => {
    // The browser never writes here itself: it would show the digits of a PIN.
    event.preventDefault();
    if (!(event instanceof InputEvent)) return;
    if (event.inputType.startsWith('delete')) become(value.slice(0, -1));
    else become(withKeys(value, event.data ?? '', kind, longest));
  };
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Enter') onEnter?.();
  };
  return (
    <div class="number-field">
      <div class="field field-chosen">
        <label for={id}>{label}</label>
        <input
          id={id}
          type="text"
          class="digits"
          inputMode="none"
          autocomplete="off"
          value={shownAs(value, kind)}
          onBeforeInput={onBeforeInput}
          onKeyDown={onKeyDown}
        />
      </div>
      <NumberPad
        {...(kind === 'identity' ? { letter: 'X' } : {})}
        onDigit={(digit) => become(withKey(value, digit, kind, longest))}
        onErase={() => become(value.slice(0, -1))}
        onClear={() => become('')}
        label={(digit) => t('digit', { digit })}
        eraseLabel={t('erase')}
        clearLabel={t('clear')}
      />
    </div>
  );
}
