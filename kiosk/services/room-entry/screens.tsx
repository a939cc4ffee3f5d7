/** The screens at the door: one thing to show at a time. */
import type { VNode } from 'preact';
import { useContext } from 'preact/hooks';
import { COMMON_TEXTS } from '../../i18n/common.ts';
import { useTexts } from '../../i18n/translate.ts';
import { AssistedContext } from '../../session/assistance.ts';
import { Button } from '../../ui/button.tsx';
import { Facts } from '../../ui/facts.tsx';
import { FaultMessage } from '../../ui/fault-message.tsx';
import { Notice } from '../../ui/notice.tsx';
import { NumberDisplay } from '../../ui/number-display.tsx';
import { LayCard, ReadCard } from '../../ui/pictures.tsx';
import { Screen, type ScreenProps } from '../../ui/screen.tsx';
import { Looking, Preview } from '../check-in/screens/face.tsx';
import type { RoomEntryContext, RoomEntryEvent, RoomEntryState } from './machine.ts';
import { ROOM_ENTRY_TEXTS } from './texts.ts';

interface Props {
  readonly state: RoomEntryState;
  readonly context: RoomEntryContext;
  readonly send: (event: RoomEntryEvent) => void;
}

export function RoomEntryScreen({ state, context, send }: Props): VNode {
  const t = useTexts(ROOM_ENTRY_TEXTS);
  const done = (
    <Button kind="primary" icon="done" onPress={() => send({ type: 'DONE' })}>
      {t('done')}
    </Button>
  );
  switch (state) {
    case 'ticket':
      return (
        <Leaving name="entryTicket" title={t('ticket')} picture={<ReadCard />}>
          <p class="lead">{t('ticketMore')}</p>
        </Leaving>
      );
    case 'card':
      return (
        <Leaving name="entryCard" title={t('card')} picture={<LayCard />}>
          <p class="lead">{t('cardMore')}</p>
          {context.progress.fault !== undefined && <FaultMessage fault={context.progress.fault} />}
        </Leaving>
      );
    case 'consent':
      return <Consent send={send} />;
    case 'face':
      return <Face guidance={context.guidance} send={send} />;
    case 'entered':
      return (
        <Screen
          name="entered"
          title={t('entered')}
          emblem={{ icon: 'success', tone: 'good' }}
          aside={
            <NumberDisplay
              label={t('number')}
              number={context.entry?.number ?? ''}
              facts={[{ label: t('room'), value: context.entry?.room ?? '' }]}
            />
          }
          actions={done}
        >
          <p class="lead" role="status">
            {t('enteredMore')}
          </p>
        </Screen>
      );
    case 'again':
    case 'staff':
      return (
        <Screen
          name={state === 'again' ? 'entryAgain' : 'entryStaff'}
          title={t(state)}
          emblem={{ icon: 'staff', tone: 'calm' }}
          actions={done}
        >
          <FaultMessage fault={context.reason} tone="info" />
          {state === 'staff' && <p class="lead">{t('staffMore')}</p>}
        </Screen>
      );
    default:
      return <Screen name="entering" title={t('entering')} />;
  }
}

/** Separate consent before the camera opens (PIPL 29, Order 19 art 5 and 6), and a refusal that costs nothing (art 10). */
function Consent({ send }: Pick<Props, 'send'>) {
  const t = useTexts(ROOM_ENTRY_TEXTS);
  return (
    <Leaving
      name="entryConsent"
      title={t('consent')}
      aside={
        <Notice>
          <Facts
            facts={[
              { label: t('consentWhat'), value: t('consentWhatText') },
              { label: t('consentWhy'), value: t('consentWhyText') },
              { label: t('consentKeep'), value: t('consentKeepText') },
              { label: t('consentWho'), value: t('consentWhoText') },
            ]}
          />
        </Notice>
      }
      actions={
        <div class="equals">
          <Button kind="equal" icon="face" onPress={() => send({ type: 'AGREE' })}>
            {t('agree')}
          </Button>
          <WithoutFace send={send} />
        </div>
      }
    >
      <p class="lead">{t('consentLead')}</p>
    </Leaving>
  );
}

function Face({ guidance, send }: Pick<Props, 'send'> & Pick<RoomEntryContext, 'guidance'>) {
  const t = useTexts(ROOM_ENTRY_TEXTS);
  const assisted = useContext(AssistedContext);
  return (
    <Leaving
      name="entryFace"
      title={t('face')}
      {...(assisted ? {} : { picture: <Preview guidance={guidance} /> })}
      actions={<WithoutFace send={send} />}
    >
      <Looking guidance={guidance} reason={null} slowly={t('faceSlow')} />
    </Leaving>
  );
}

function WithoutFace({ send }: Pick<Props, 'send'>) {
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
