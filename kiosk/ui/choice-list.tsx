import { useState } from 'preact/hooks';
import { COMMON_TEXTS } from '../i18n/common.ts';
import { useTexts } from '../i18n/translate.ts';
import { pressed } from '../input/press.ts';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';
import type { IconName } from './icons.ts';
import { phrased } from './phrases.tsx';

/** As many as a person can take in at once; what is more goes to the next page. */
export const CHOICES_PER_PAGE = 8;
/** On a page that has buttons to turn it. */
const WITH_TURNING = 6;

export interface Choice {
  readonly id: string;
  readonly label: string;
  readonly icon?: IconName;
  readonly isChosen?: boolean;
}

export interface ChoiceListProps {
  readonly choices: readonly Choice[];
  readonly disabled?: boolean;
  readonly onChoose: (id: string) => void;
}

/** One of a few, each a large button; more than eight are turned like pages. */
export function ChoiceList({ choices, disabled = false, onChoose }: ChoiceListProps) {
  const t = useTexts(COMMON_TEXTS);
  const [page, turn] = useState(0);
  const size = choices.length > CHOICES_PER_PAGE ? WITH_TURNING : CHOICES_PER_PAGE;
  const last = Math.max(0, Math.ceil(choices.length / size) - 1);
  const shown = Math.min(page, last);
  return (
    <>
      <div class="choices">
        {choices.slice(shown * size, (shown + 1) * size).map(({ id, label, icon, isChosen }) => (
          <button
            key={id}
            type="button"
            class="button"
            disabled={disabled}
            {...(isChosen === undefined ? {} : { 'aria-pressed': isChosen })}
            {...pressed(() => onChoose(id))}
          >
            {icon !== undefined && <Icon name={icon} />}
            {isChosen === true && <Icon name="done" />}
            <span>{phrased(label)}</span>
          </button>
        ))}
      </div>
      {last > 0 && (
        <div class="choice-pages">
          <Button icon="up" disabled={shown === 0} onPress={() => turn(shown - 1)}>
            {t('pageBack')}
          </Button>
          <span role="status">{t('pageOf', { page: shown + 1, pages: last + 1 })}</span>
          <Button icon="down" disabled={shown === last} onPress={() => turn(shown + 1)}>
            {t('pageNext')}
          </Button>
        </div>
      )}
    </>
  );
}
