/** The screens at the door: one thing to show at a time. A state without one does not compile. */
import type { VNode } from 'preact';
import { useContext } from 'preact/hooks';
import { COMMON_TEXTS } from '../../i18n/common.ts';
import { useTexts } from '../../i18n/translate.ts';
import { AssistedContext } from '../../session/assistance.ts';
import { AgreeButton } from '../../ui/agree-button.tsx';
import { Button } from '../../ui/button.tsx';
import { FaultMessage } from '../../ui/fault-message.tsx';
import { NumberDisplay } from '../../ui/number-display.tsx';
import { OfficeLine } from '../../ui/office-line.tsx';
import { Lead } from '../../ui/phrases.tsx';
import { LayCard, ReadCard, ShowTicket } from '../../ui/pictures.tsx';
import { Screen, type ScreenProps } from '../../ui/screen.tsx';
import { Looking, Preview } from '../check-in/screens/face.tsx';
import { type OfficerFrame, officerIn } from '../check-in/screens/officer.tsx';
import { CHECK_IN_TEXTS } from '../check-in/texts.ts';
import { ConsentNotice } from '../consent-notice.tsx';
import type { RoomEntryContext, RoomEntryEvent, RoomEntryState } from './machine.ts';
import { ROOM_ENTRY_TEXTS } from './texts.ts';

export interface RoomEntryProps {
  readonly context: RoomEntryContext;
  /** An officer's sign-in or decision is on its way. */
  readonly checking?: boolean;
  /** Staff sign in with their own card. */
  readonly byCard?: boolean;
  readonly send: (event: RoomEntryEvent) => void;
}
export type RoomEntryScreen = (props: RoomEntryProps) => VNode;

/** The names of the screens' roots: those of the check-in are taken. */
export const SCREEN_NAMES = {
  ticket: 'entryTicket',
  card: 'entryCard',
  consent: 'entryConsent',
  face: 'entryFace',
  entering: 'entering',
  entered: 'entered',
  again: 'entryAgain',
  staff: 'entryStaff',
  keptOut: 'entryKeptOut',
  officer: 'entryOfficer',
  over: 'entryOver',
} as const satisfies Record<RoomEntryState, string>;

const TicketWanted: RoomEntryScreen = ({ context: { progress } }) => {
  const t = useTexts(ROOM_ENTRY_TEXTS);
  return (
    <Leaving name={SCREEN_NAMES.ticket} title={t('ticket')} picture={<ShowTicket words={t('ticketPicture')} />}>
      <Lead>{t('ticketMore')}</Lead>
      {progress.fault !== undefined && <FaultMessage fault={progress.fault} />}
    </Leaving>
  );
};

const CardWanted: RoomEntryScreen = ({ context: { progress } }) => {
  const t = useTexts(ROOM_ENTRY_TEXTS);
  const isReading = progress.stage === 'reading';
  return (
    <Leaving
      name={SCREEN_NAMES.card}
      title={t(isReading ? 'cardReading' : 'card')}
      picture={isReading ? <ReadCard /> : <LayCard />}
    >
      <Lead aria-live="polite">{t(isReading ? 'cardReadingMore' : 'cardMore')}</Lead>
      {progress.fault !== undefined && <FaultMessage fault={progress.fault} />}
    </Leaving>
  );
};

/** Separate consent before the camera opens (PIPL 29, Order 19 art 5 and 6), and a refusal that costs nothing (art 10). */
const Consent: RoomEntryScreen = ({ send }) => {
  const t = useTexts(ROOM_ENTRY_TEXTS);
  return (
    <Leaving
      name={SCREEN_NAMES.consent}
      title={t('consent')}
      aside={<ConsentNotice t={t} />}
      actions={
        <div class="equals">
          <AgreeButton icon="face" onPress={() => send({ type: 'AGREE' })}>
            {t('agree')}
          </AgreeButton>
          <WithoutFace send={send} />
        </div>
      }
    >
      <Lead>{t('consentLead')}</Lead>
    </Leaving>
  );
};

const Face: RoomEntryScreen = ({ context: { guidance }, send }) => {
  const t = useTexts(ROOM_ENTRY_TEXTS);
  const assisted = useContext(AssistedContext);
  return (
    <Leaving
      name={SCREEN_NAMES.face}
      title={t('face')}
      {...(assisted ? {} : { picture: <Preview guidance={guidance} /> })}
      actions={<WithoutFace send={send} />}
    >
      <Looking guidance={guidance} reason={null} slowly={t('faceSlow')} />
    </Leaving>
  );
};

const Checking: RoomEntryScreen = () => {
  const t = useTexts(ROOM_ENTRY_TEXTS);
  return (
    <Screen name={SCREEN_NAMES.entering} title={t('entering')} emblem={{ icon: 'working', tone: 'calm' }} centred />
  );
};

const Entered: RoomEntryScreen = ({ context: { entry }, send }) => {
  const t = useTexts(ROOM_ENTRY_TEXTS);
  return (
    <Screen
      name={SCREEN_NAMES.entered}
      title={t('entered')}
      emblem={{ icon: 'success', tone: 'good' }}
      aside={
        <NumberDisplay
          label={t('number')}
          number={entry?.number ?? ''}
          facts={[{ label: t('room'), value: entry?.room ?? '', isFromCentre: true }]}
        />
      }
      actions={<Done send={send} />}
    >
      <Lead role="status">{t('enteredMore')}</Lead>
    </Screen>
  );
};

const Again: RoomEntryScreen = ({ context, send }) => {
  const t = useTexts(ROOM_ENTRY_TEXTS);
  return (
    <Screen
      name={SCREEN_NAMES.again}
      title={t(context.reason === 'ticketForeign' ? 'foreign' : 'again')}
      emblem={{ icon: 'waiting', tone: 'calm' }}
      centred
      actions={<Done send={send} />}
    >
      <FaultMessage fault={context.reason} tone="info" isLead />
    </Screen>
  );
};

const ToStaff: RoomEntryScreen = ({ context, send }) => {
  const t = useTexts(ROOM_ENTRY_TEXTS);
  return (
    <Screen
      name={SCREEN_NAMES.staff}
      title={t('staff')}
      emblem={{ icon: 'staff', tone: 'calm' }}
      centred
      actions={<Done send={send} />}
    >
      <FaultMessage fault={context.reason} tone="info" isLead />
      <Lead>{t('staffMore')}</Lead>
      <OfficeLine />
    </Screen>
  );
};

/** Kept out by a comparison, perhaps wrongly: two officers can say otherwise here. */
const KeptOut: RoomEntryScreen = ({ context, send }) => {
  const t = useTexts(ROOM_ENTRY_TEXTS);
  const common = useTexts(CHECK_IN_TEXTS);
  return (
    <Screen
      name={SCREEN_NAMES.keptOut}
      title={t('staff')}
      emblem={{ icon: 'staff', tone: 'calm' }}
      centred
      actions={
        <>
          <Done send={send} />
          <Button icon="identified" onPress={() => send({ type: 'STAFF' })}>
            {common('staff')}
          </Button>
        </>
      }
    >
      <FaultMessage fault={context.reason} tone="info" isLead>
        {t('staffMore')}
      </FaultMessage>
      <OfficeLine />
    </Screen>
  );
};

const AtTheDoor: OfficerFrame = ({ canLeave = true, ...screen }) => {
  const common = useTexts(COMMON_TEXTS);
  return <Screen {...screen} name={SCREEN_NAMES.officer} leave={canLeave ? common('leave') : undefined} />;
};
const Officers = officerIn(AtTheDoor);
const Officer: RoomEntryScreen = ({ checking = false, ...props }) => <Officers checking={checking} {...props} />;

/** The moment before the session wipes: nothing of anybody any more. */
const Over: RoomEntryScreen = () => {
  const t = useTexts(COMMON_TEXTS);
  return <Screen name={SCREEN_NAMES.over} title={t('wipedTitle')} emblem={{ icon: 'done', tone: 'good' }} centred />;
};

export const SCREENS = {
  ticket: TicketWanted,
  card: CardWanted,
  consent: Consent,
  face: Face,
  entering: Checking,
  entered: Entered,
  again: Again,
  staff: ToStaff,
  keptOut: KeptOut,
  officer: Officer,
  over: Over,
} satisfies Record<RoomEntryState, RoomEntryScreen>;

function Done({ send }: Pick<RoomEntryProps, 'send'>) {
  const t = useTexts(ROOM_ENTRY_TEXTS);
  return (
    <Button kind="primary" icon="done" onPress={() => send({ type: 'DONE' })}>
      {t('done')}
    </Button>
  );
}

function WithoutFace({ send }: Pick<RoomEntryProps, 'send'>) {
  const t = useTexts(ROOM_ENTRY_TEXTS);
  return (
    <Button kind="equal" icon="card" onPress={() => send({ type: 'DECLINE' })}>
      {t('decline')}
    </Button>
  );
}

function Leaving(props: Omit<ScreenProps, 'leave'>) {
  const common = useTexts(COMMON_TEXTS);
  return <Screen {...props} leave={common('leave')} />;
}
