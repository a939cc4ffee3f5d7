/** The way with people: as good as the one with the camera, and never an accusation. */
import { Button } from '../../../ui/button.tsx';
import { FaultMessage } from '../../../ui/fault-message.tsx';
import { Lead } from '../../../ui/phrases.tsx';
import type { CheckInContext } from '../context.ts';
import { Done } from './admission.tsx';
import { Holder } from './holder.tsx';
import type { CheckInScreen } from './screen-props.ts';
import { Step, useCheckInTexts } from './step.tsx';

export const Manual: CheckInScreen = ({ context, send }) => {
  const t = useCheckInTexts();
  return (
    <Step
      name="manual"
      step={1}
      title={t('manual')}
      emblem={{ icon: 'staff', tone: 'calm' }}
      centred
      actions={
        <Button icon="identified" onPress={() => send({ type: 'STAFF' })}>
          {t('staff')}
        </Button>
      }
    >
      <Why reason={context.reason} />
      <Lead>{t('manualMore')}</Lead>
      <Holder holder={context.holder} />
    </Step>
  );
};

/** The reason and its code for a telephone call; a person's own choice is no fault and has none. */
function Why({ reason }: Pick<CheckInContext, 'reason'>) {
  const t = useCheckInTexts();
  if (reason === null) return null;
  if (reason === 'consentRefused') return <Lead>{t('manualChosen')}</Lead>;
  return (
    <FaultMessage fault={reason} tone="info">
      {reason === 'cameraLost' ? t('manualNoCamera') : undefined}
    </FaultMessage>
  );
}

export const Mismatch: CheckInScreen = ({ send }) => {
  const t = useCheckInTexts();
  return (
    <Step
      name="mismatch"
      step={1}
      title={t('mismatch')}
      emblem={{ icon: 'staff', tone: 'calm' }}
      centred
      actions={
        <Button icon="identified" onPress={() => send({ type: 'STAFF' })}>
          {t('staff')}
        </Button>
      }
    >
      <Lead>{t('mismatchMore')}</Lead>
    </Step>
  );
};

export const Refused: CheckInScreen = ({ send }) => {
  const t = useCheckInTexts();
  return (
    <Step
      name="refused"
      step={1}
      title={t('refused')}
      emblem={{ icon: 'staff', tone: 'care' }}
      centred
      canLeave={false}
      actions={<Done send={send} />}
    >
      <Lead>{t('refusedMore')}</Lead>
    </Step>
  );
};
