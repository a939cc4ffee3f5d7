/** What the person came for: the number. */
import { COMMON_TEXTS } from '../../../i18n/common.ts';
import { useTexts } from '../../../i18n/translate.ts';
import { Button } from '../../../ui/button.tsx';
import { FaultMessage } from '../../../ui/fault-message.tsx';
import { Message } from '../../../ui/message.tsx';
import { NumberDisplay } from '../../../ui/number-display.tsx';
import { OfficeLine } from '../../../ui/office-line.tsx';
import { Lead, sentences } from '../../../ui/phrases.tsx';
import { Done } from './admission.tsx';
import type { CheckInScreen } from './screen-props.ts';
import { Step, useCheckInTexts } from './step.tsx';

export const Result: CheckInScreen = () => {
  const t = useCheckInTexts();
  return (
    <Step
      name="result"
      step={2}
      title={t('result')}
      emblem={{ icon: 'identified', tone: 'good' }}
      centred
      canLeave={false}
    >
      <Lead role="status">{t('resultMore')}</Lead>
    </Step>
  );
};

export const Ticket: CheckInScreen = ({ context: { ticket }, send }) => {
  const t = useCheckInTexts();
  const kept = ticket?.outcome === 'kept';
  const printed = ticket?.printFault === null;
  return (
    <Step
      name="ticket"
      step={2}
      title={t('ticket')}
      aside={
        <NumberDisplay
          label={t('number')}
          number={ticket?.number ?? ''}
          facts={[{ label: t('room'), value: ticket?.room ?? '', isFromCentre: true }]}
          isLarge={!printed}
        />
      }
      emblem={{ icon: 'success', tone: 'good' }}
      centred
      canLeave={false}
      actions={
        <Button kind="primary" icon="done" onPress={() => send({ type: 'DONE' })}>
          {t('finish')}
        </Button>
      }
    >
      {!printed && <FaultMessage fault={ticket?.printFault ?? null} />}
      {/* First what there is to do: in large letters on a small panel the rest is on the next page. */}
      <Lead>
        <span class="whole">{sentences(t(printed ? 'printed' : 'remember'))}</span>{' '}
        <span class="whole">{sentences(t('takeCard'))}</span>
      </Lead>
      <Message tone={kept ? 'info' : 'good'}>{t(kept ? 'kept' : 'accepted')}</Message>
    </Step>
  );
};

export const Problem: CheckInScreen = ({ context, send }) => {
  const t = useCheckInTexts();
  return (
    <Step
      name="problem"
      step={1}
      title={t('problem')}
      emblem={{ icon: 'attention', tone: 'care' }}
      centred
      canLeave={false}
      actions={<Done send={send} />}
    >
      <FaultMessage fault={context.reason} isLead />
      <Lead>{t('problemMore')}</Lead>
      <OfficeLine />
    </Step>
  );
};

/** The visit is over; the session takes the screen at once. */
export const Ended: CheckInScreen = () => {
  const t = useTexts(COMMON_TEXTS);
  return (
    <Step name="ended" step={2} title={t('checkIn')} emblem={{ icon: 'done', tone: 'good' }} centred canLeave={false} />
  );
};
