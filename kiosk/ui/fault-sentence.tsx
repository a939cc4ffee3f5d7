import type { FaultName } from '@anban/terminal-bridge/protocol/fault-codes';
import { FAULT_TEXTS } from '../i18n/faults.ts';
import { useTexts } from '../i18n/translate.ts';
import { sentences } from './phrases.tsx';

/** What a fault is to the person, in the page's language. */
export function FaultSentence({ fault }: { readonly fault: FaultName }) {
  const t = useTexts(FAULT_TEXTS);
  return <>{sentences(t(fault))}</>;
}
