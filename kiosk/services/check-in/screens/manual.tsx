/** The way with people: as good as the one with the camera, and never an accusation. */
import { Button } from '../../../ui/button.tsx';
import { FaultMessage } from '../../../ui/fault-message.tsx';
import { OfficeLine } from '../../../ui/office-line.tsx';
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
      <Why {...context} />
      <Lead>{t('manualMore')}</Lead>
      <Holder holder={context.holder} />
      <OfficeLine />
    </Step>
  );
};

/** The reason and its code for a telephone call; a person's own choice is no fault and has none. */
function Why({ reason, decidedBefore }: Pick<CheckInContext, 'reason' | 'decidedBefore'>) {
  const t = useCheckInTexts();
  if (reason === null) return null;
  if (reason === 'consentRefused') return <Lead>{t('manualChosen')}</Lead>;
  const words = wordsOf({ reason, decidedBefore });
  return (
    <FaultMessage fault={reason} tone="info">
      {words === null ? undefined : t(words)}
    </FaultMessage>
  );
}

/** Where the usual sentence of the fault is not the truth of this screen. */
function wordsOf({ reason, decidedBefore }: Pick<CheckInContext, 'reason' | 'decidedBefore'>) {
  if (decidedBefore) return reason === 'noFaceSeen' ? 'manualTriesOver' : 'manualDecided';
  return reason === 'cameraLost' ? 'manualNoCamera' : null;
}

export const Mismatch: CheckInScreen = ({ context, send }) => {
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
      <FaultMessage fault={context.reason} tone="info" isLead>
        {t('mismatchMore')}
      </FaultMessage>
      <OfficeLine />
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
      <OfficeLine />
    </Step>
  );
};
