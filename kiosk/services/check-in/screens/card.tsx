/** From the card on the reader to what the card says. */
import { useContext } from 'preact/hooks';
import { Button } from '../../../ui/button.tsx';
import { FaultMessage } from '../../../ui/fault-message.tsx';
import { FrameContext } from '../../../ui/frame.ts';
import { Lead } from '../../../ui/phrases.tsx';
import { LayCard, ReadCard } from '../../../ui/pictures.tsx';
import { Holder } from './holder.tsx';
import type { CheckInScreen } from './screen-props.ts';
import { Step, useCheckInTexts } from './step.tsx';

const TITLES = {
  waiting: ['cardWaiting', 'cardWaitingMore'],
  reading: ['cardReading', 'cardReadingMore'],
  again: ['cardAgain', 'cardAgainMore'],
} as const;

/** The code on a phone is tried again, no card; one that is old or used must first become another. */
function againMore(fault = ''): 'cardAgainMore' | 'phoneRefresh' | 'phoneAgainMore' {
  if (fault === 'eCardStale' || fault === 'eCardReplayed') return 'phoneRefresh';
  return /^(code|eCard)[A-Z]/.test(fault) ? 'phoneAgainMore' : 'cardAgainMore';
}

export const ReadingCard: CheckInScreen = ({ context: { progress } }) => {
  const t = useCheckInTexts();
  const { phoneHint } = useContext(FrameContext);
  const [title, card] = TITLES[progress.stage];
  const more = progress.stage === 'again' ? againMore(progress.fault) : card;
  const isHinted = phoneHint && progress.stage === 'waiting';
  return (
    <Step name="card" step={0} title={t(title)} picture={progress.stage === 'reading' ? <ReadCard /> : <LayCard />}>
      <Lead aria-live="polite">{t(isHinted ? 'cardBrighter' : more)}</Lead>
      {progress.fault !== undefined && <FaultMessage fault={progress.fault} />}
    </Step>
  );
};

export const ReaderLost: CheckInScreen = ({ context }) => {
  const t = useCheckInTexts();
  return (
    <Step name="readerLost" step={0} title={t('readerLost')} emblem={{ icon: 'plug', tone: 'care' }} centred>
      <FaultMessage fault={context.reason} isLead />
      <Lead>{t('readerLostMore')}</Lead>
    </Step>
  );
};

export const CardProblem: CheckInScreen = ({ context, send }) => {
  const t = useCheckInTexts();
  return (
    <Step
      name="cardProblem"
      step={0}
      title={t('cardProblem')}
      emblem={{ icon: 'card', tone: 'care' }}
      centred
      canLeave={false}
      actions={
        <>
          <Button kind="primary" icon="again" onPress={() => send({ type: 'RETRY' })}>
            {t('retry')}
          </Button>
          <Button icon="done" onPress={() => send({ type: 'DONE' })}>
            {t('done')}
          </Button>
        </>
      }
    >
      <FaultMessage fault={context.reason} isLead />
    </Step>
  );
};

export const CardExpired: CheckInScreen = ({ context, send }) => {
  const t = useCheckInTexts();
  return (
    <Step
      name="cardExpired"
      step={0}
      title={t('cardExpired')}
      emblem={{ icon: 'card', tone: 'care' }}
      centred
      canLeave={false}
      actions={
        <>
          <Button kind="primary" icon="staff" onPress={() => send({ type: 'STAFF' })}>
            {t('cardExpiredStaff')}
          </Button>
          <Button icon="done" onPress={() => send({ type: 'DONE' })}>
            {t('done')}
          </Button>
        </>
      }
    >
      <Holder holder={context.holder} />
      <Lead>{t('cardExpiredMore')}</Lead>
    </Step>
  );
};
