/** For the officers: what the machine found, and when to say otherwise is an override (docs/identity-check.md). */
import { FaultMessage } from '../../../ui/fault-message.tsx';
import { Lead } from '../../../ui/phrases.tsx';
import type { CheckInContext } from '../context.ts';
import { useCheckInTexts } from './step.tsx';

const FOUND = {
  faceUnsure: 'foundUnsure',
  faceMismatch: 'foundMismatch',
  padStream: 'foundAttack',
  padScreen: 'foundAttack',
  padFlat: 'foundAttack',
  padSwapped: 'foundAttack',
} as const;
type Found = keyof typeof FOUND;
const isFound = (reason: string): reason is Found => reason in FOUND;

export function Finding({ reason }: Pick<CheckInContext, 'reason'>) {
  const t = useCheckInTexts();
  if (reason === null || reason === 'consentRefused') return <Lead>{t('foundNothing')}</Lead>;
  const found = isFound(reason) ? FOUND[reason] : 'foundNothing';
  return (
    <FaultMessage fault={reason} tone={found === 'foundMismatch' || found === 'foundAttack' ? 'care' : 'info'}>
      {t(found)}
    </FaultMessage>
  );
}
