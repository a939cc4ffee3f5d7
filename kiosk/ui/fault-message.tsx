import { FAULT_CODES, FAULT_NAMES, type FaultName } from '@anban/terminal-bridge/protocol/fault-codes';
import type { ComponentChildren } from 'preact';
import { COMMON_TEXTS } from '../i18n/common.ts';
import { useTexts } from '../i18n/translate.ts';
import { LazyFaultSentence } from './lazy-fault-sentence.tsx';
import { Message } from './message.tsx';

const isFaultName = (fault: string): fault is FaultName => FAULT_NAMES.some((name) => name === fault);

/** The sentence and the code of a fault; a failure without a name gets a sentence all the same. */
export function FaultMessage({
  fault,
  tone = 'care',
  isLead = false,
  children,
}: {
  readonly fault: string | null;
  readonly tone?: 'care' | 'info';
  /** Where it is all that the screen says. */
  readonly isLead?: boolean;
  /** Instead of the usual sentence, where the screen knows better what comes next. */
  readonly children?: ComponentChildren;
}) {
  const t = useTexts(COMMON_TEXTS);
  if (fault === null || !isFaultName(fault)) {
    return (
      <Message tone={tone} isLead={isLead}>
        {t('unknownFault')}
      </Message>
    );
  }
  return (
    <Message tone={tone} isLead={isLead} code={t('code', { code: FAULT_CODES[fault] })}>
      {children ?? <LazyFaultSentence fault={fault} />}
    </Message>
  );
}
