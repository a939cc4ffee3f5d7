import { useEffect, useState } from 'preact/hooks';
import { useTexts } from '../../i18n/translate.ts';
import { Icon } from '../../ui/icon.tsx';
import { pressed } from '../press.ts';
import { INPUT_TEXTS } from '../texts.ts';
import { PAGE, pageOf } from './composing.ts';
import type { Candidate } from './look-up.ts';
import type { DictionaryState } from './look-up-client.ts';

interface CandidateBarProps {
  /** False on the other layers: the place stays, so that no key moves. */
  readonly active: boolean;
  readonly letters: string;
  readonly candidates: readonly Candidate[];
  readonly dictionary: DictionaryState;
  readonly onChoose: (candidate: Candidate) => void;
}

/** The letters typed so far, and at most eight words to choose from. */
export function CandidateBar({ active, letters, candidates, dictionary, onChoose }: CandidateBarProps) {
  const t = useTexts(INPUT_TEXTS);
  const [page, turn] = useState(0);
  useEffect(() => turn(0), [candidates]);
  const { shown, before, after } = pageOf(candidates, page);
  const arrow = (by: number, allowed: boolean, name: 'morePrevious' | 'moreNext') => (
    <button
      type="button"
      class={`letter turn turn-${by < 0 ? 'back' : 'on'}`}
      aria-label={t(name)}
      disabled={!allowed}
      {...pressed(() => turn(page + by), { quick: true })}
    >
      <Icon name="next" />
    </button>
  );
  return (
    <div class={`candidate-bar ${active ? '' : 'candidate-bar-idle'}`}>
      <p class="composing" aria-live="polite">
        {letters === '' ? t(HINT[dictionary]) : letters}
        {letters !== '' && shown.length === 0 && dictionary === 'ready' && <span>{t('noCandidate')}</span>}
      </p>
      <fieldset class="candidates">
        <legend class="unseen">{t('candidates')}</legend>
        {arrow(-1, before, 'morePrevious')}
        <div class="candidate-words">
          {shown.map((candidate, place) => (
            <button
              key={candidate.text}
              type="button"
              class="candidate"
              lang="zh-CN"
              aria-label={t('candidate', { text: candidate.text, place: page * PAGE + place + 1 })}
              {...pressed(() => onChoose(candidate), { quick: true })}
            >
              {candidate.text}
            </button>
          ))}
        </div>
        {arrow(1, after, 'moreNext')}
      </fieldset>
    </div>
  );
}

const HINT = { loading: 'dictionaryLoading', ready: 'typePinyin', failed: 'dictionaryFailed' } as const;
