import { useId, useState } from 'preact/hooks';
import { useTexts } from '../i18n/translate.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { lazy } from '../ui/lazy.tsx';
import {
  backToCard,
  beginChange,
  canUndo,
  change,
  endChange,
  type FieldValue,
  isFromCard,
  undo,
} from './field-value.ts';
import type { Purpose } from './pinyin/composing.ts';
import { INPUT_TEXTS } from './texts.ts';

export interface TextFieldProps {
  readonly label: string;
  readonly value: FieldValue;
  readonly onChange: (value: FieldValue) => void;
  readonly purpose: Purpose;
  /** In characters. */
  readonly longest?: number;
}

const Keyboard = lazy(() => import('./pinyin/keyboard.tsx'));

/**
 * A name or an address: from the card first. The keyboard opens only when the card said nothing, or on "change"; what
 * the card said is one touch away for as long as the field is shown.
 *
 *     const [name, setName] = useState(fromCard('买买提·吐尔逊'));      // or fromCard(null)
 *     <TextField label="姓名" purpose="name" value={name} onChange={setName} />
 */
export function TextField({ label, value, onChange, purpose, longest = 60 }: TextFieldProps) {
  const t = useTexts(INPUT_TEXTS);
  const id = useId();
  const [open, setOpen] = useState(value.text === '' && value.onCard === null);
  const begin = () => {
    onChange(beginChange(value));
    setOpen(true);
  };
  const end = () => {
    onChange(endChange(value));
    setOpen(false);
  };
  const shown = value.text === '' ? t('empty') : value.text;
  return (
    <div class={`text-field ${open ? 'text-field-open' : ''}`}>
      <p class="text-field-label" id={id}>
        {label}
      </p>
      <output class="text-field-value" aria-labelledby={id} lang="zh-CN">
        {open ? value.text : shown}
        {open && <span class="caret" />}
      </output>
      {isFromCard(value) && (
        <p class="text-field-source">
          <Icon name="card" />
          {t('fromCard')}
        </p>
      )}
      {open ? (
        <Keyboard
          purpose={purpose}
          longest={longest}
          text={value.text}
          onText={(text) => onChange(change(value, text))}
          onDone={end}
        />
      ) : (
        <div class="text-field-actions">
          <Button kind="quiet" onPress={begin}>
            {t(value.text === '' ? 'enter' : 'change')}
          </Button>
          {canUndo(value) && (
            <Button kind="quiet" icon="again" onPress={() => onChange(undo(value))}>
              {t('undo')}
            </Button>
          )}
          {value.onCard !== null && !isFromCard(value) && (
            <Button kind="quiet" icon="card" onPress={() => onChange(backToCard(value))}>
              {t('useCard')}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}
