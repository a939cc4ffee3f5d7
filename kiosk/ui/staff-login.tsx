import type { TargetedEvent, TargetedInputEvent, VNode } from 'preact';
import { useId, useState } from 'preact/hooks';
import { STAFF_TEXTS } from '../i18n/staff.ts';
import { useTexts } from '../i18n/translate.ts';
import { shownAs, withKeys } from '../input/number-value.ts';
import { Button } from './button.tsx';
import { FaultMessage } from './fault-message.tsx';
import { NumberPad } from './number-pad.tsx';

/** The bounds of the protocol: 4 to 8 digits each. */
const SHORTEST = 4;
const LONGEST = 8;

interface Login {
  readonly staffNumber: string;
  readonly pin: string;
}

export interface StaffLoginProps {
  readonly login: Login;
  /** The officer's card says who it is: only the PIN is asked for. */
  readonly byCard?: boolean;
  /** Why the last try did not go through; it stands above the fields. */
  readonly fault?: string | null;
  readonly onChange: (login: Login) => void;
  readonly onNext: () => void;
  readonly onBack: () => void;
}

/** Two fields and our own pad. Fields take a keyboard too; of the PIN the page holds dots, and the digits nowhere. */
export function StaffLogin({ login, byCard = false, fault = null, onChange, onNext, onBack }: StaffLoginProps) {
  const t = useTexts(STAFF_TEXTS);
  const [field, choose] = useState<keyof Login>(login.staffNumber === '' && !byCard ? 'staffNumber' : 'pin');
  const id = useId();
  const set = (name: keyof Login, text: string) =>
    onChange({ ...login, [name]: text.replace(/\D/g, '').slice(0, LONGEST) });
  const complete = (byCard || login.staffNumber.length >= SHORTEST) && login.pin.length >= SHORTEST;
  const input = (name: keyof Login) => ({
    id: `${id}-${name}`,
    inputMode: 'none',
    autocomplete: 'off',
    onFocus: () => choose(name),
  });
  const onPinInput = (event: TargetedEvent<HTMLInputElement>) => {
    // The browser never writes here itself: it would put the digits into the page.
    event.preventDefault();
    if (!(event instanceof InputEvent)) return;
    const isErasing = event.inputType.startsWith('delete');
    set('pin', isErasing ? login.pin.slice(0, -1) : withKeys(login.pin, event.data ?? '', 'pin', LONGEST));
  };
  const labelled = (name: keyof Login, control: VNode) => (
    <div class={`field ${field === name ? 'field-chosen' : ''}`}>
      <label for={`${id}-${name}`}>{t(name)}</label>
      {control}
    </div>
  );
  return (
    <form
      class="login"
      autocomplete="off"
      onSubmit={(event) => {
        event.preventDefault();
        if (complete) onNext();
      }}
    >
      {fault !== null && <FaultMessage fault={fault} />}
      <div class="fields">
        {!byCard &&
          labelled(
            'staffNumber',
            <input
              type="text"
              {...input('staffNumber')}
              value={login.staffNumber}
              onInput={({ currentTarget }: TargetedInputEvent<HTMLInputElement>) =>
                set('staffNumber', currentTarget.value)
              }
            />,
          )}
        {labelled(
          'pin',
          <input
            type="text"
            class="dots"
            {...input('pin')}
            value={shownAs(login.pin, 'pin')}
            onBeforeInput={onPinInput}
          />,
        )}
      </div>
      <NumberPad
        onDigit={(digit) => set(field, login[field] + digit)}
        onErase={() => set(field, login[field].slice(0, -1))}
        onClear={() => set(field, '')}
        label={(digit) => t('digit', { digit })}
        eraseLabel={t('erase')}
        clearLabel={t('clear')}
      />
      <div class="actions login-actions">
        <Button kind="primary" icon="next" disabled={!complete} onPress={onNext}>
          {t('next')}
        </Button>
        <Button icon="back" onPress={onBack}>
          {t('back')}
        </Button>
      </div>
    </form>
  );
}
