/** Under 14: a guardian consents with their own document, or two officers check. Both ways stand side by side. */
import { Button } from '../../../ui/button.tsx';
import { FaultMessage } from '../../../ui/fault-message.tsx';
import { Lead } from '../../../ui/phrases.tsx';
import { LayCard, ReadCard } from '../../../ui/pictures.tsx';
import { Holder } from './holder.tsx';
import type { CheckInScreen } from './screen-props.ts';
import { Step, useCheckInTexts } from './step.tsx';

export const Guardian: CheckInScreen = ({ context, send }) => {
  const t = useCheckInTexts();
  return (
    <Step
      name="guardian"
      step={1}
      title={t('guardian')}
      actions={
        <div class="equals">
          <Button kind="equal" icon="card" onPress={() => send({ type: 'GUARDIAN' })}>
            {t('guardianHere')}
          </Button>
          <Button kind="equal" icon="staff" onPress={() => send({ type: 'DECLINE' })}>
            {t('decline')}
          </Button>
        </div>
      }
    >
      <Holder holder={context.holder} />
      <Lead>{t('guardianMore')}</Lead>
    </Step>
  );
};

export const GuardianCard: CheckInScreen = ({ context: { progress }, send }) => {
  const t = useCheckInTexts();
  const isReading = progress.stage === 'reading';
  return (
    <Step
      name="guardianCard"
      step={1}
      title={t(isReading ? 'cardReading' : 'guardianCard')}
      picture={isReading ? <ReadCard /> : <LayCard />}
      actions={
        <Button kind="equal" icon="staff" onPress={() => send({ type: 'DECLINE' })}>
          {t('decline')}
        </Button>
      }
    >
      <Lead aria-live="polite">{t(isReading ? 'cardReadingMore' : 'guardianCardMore')}</Lead>
      {progress.fault !== undefined && <FaultMessage fault={progress.fault} />}
    </Step>
  );
};
