import { COMMON_TEXTS } from '../i18n/common.ts';
import { useTexts } from '../i18n/translate.ts';
import { Icon } from './icon.tsx';

export interface StepsProps {
  readonly names: readonly string[];
  /** Index of the step that the person is at. */
  readonly current: number;
}

/** Where we are and what comes next. Where there is no room for all, the present step and the next one stay. */
export function Steps({ names, current }: StepsProps) {
  const t = useTexts(COMMON_TEXTS);
  return (
    <nav class="where" aria-label={t('steps')}>
      <ol class="steps">
        {names.map((name, i) => (
          <li
            key={name}
            class={i < current ? 'past' : i === current + 1 ? 'next' : ''}
            aria-current={i === current ? 'step' : undefined}
          >
            <span class="step-mark">{i < current ? <Icon name="done" /> : i + 1}</span>
            <span class="step-name">
              {name}
              {i < current && <span class="unseen">{t('stepDone')}</span>}
            </span>
          </li>
        ))}
      </ol>
    </nav>
  );
}
