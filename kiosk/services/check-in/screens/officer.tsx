/** An officer decides: who are you, is it the same person, on what ground. One question at a time, within their time. */
import { OFFICER_REASONS, OFFICERS_MS } from '@anban/terminal-bridge/protocol/messages';
import type { VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Button } from '../../../ui/button.tsx';
import { ChoiceList } from '../../../ui/choice-list.tsx';
import { Countdown } from '../../../ui/countdown.tsx';
import { Lead } from '../../../ui/phrases.tsx';
import { LayCard } from '../../../ui/pictures.tsx';
import type { ScreenProps } from '../../../ui/screen.tsx';
import { StaffLogin } from '../../../ui/staff-login.tsx';
import type { CheckInContext, CheckInEvent, OfficerReason } from '../context.ts';
import { Comparison } from './comparison.tsx';
import { Finding } from './finding.tsx';
import { Holder } from './holder.tsx';
import { Step, useCheckInTexts } from './step.tsx';

/** What the officers' screen knows and says, in whichever service somebody is decided about. */
export interface OfficerProps {
  readonly context: Pick<CheckInContext, 'holder' | 'review' | 'reason' | 'officer' | 'officerFault' | 'officersUntil'>;
  /** A sign-in or a decision is on its way. */
  readonly checking: boolean;
  /** Staff sign in with their own card. */
  readonly byCard?: boolean;
  readonly send: (event: Extract<CheckInEvent, { type: 'SIGN_IN' | 'CONFIRM' | 'BACK' | 'OFFICERS_OVER' }>) => void;
}
type OfficerScreen = (props: OfficerProps) => VNode;

/** The service's own screen around it. */
export type OfficerFrame = (
  props: Pick<ScreenProps, 'title' | 'picture' | 'aside' | 'actions' | 'children'> & { readonly canLeave?: boolean },
) => VNode;

const GROUNDS = {
  same: ['face-like-card', 'bandaged-or-injured', 'aged-since-photo', 'known-to-officer'],
  other: ['different-person', 'document-doubtful'],
} as const satisfies Record<string, readonly OfficerReason[]>;

const EMPTY = { staffNumber: '', pin: '' };

/** The whole screen within `Frame`. */
export function officerIn(Frame: OfficerFrame): OfficerScreen {
  const Who = whoIn(Frame);
  const Decide = decideIn(Frame, 'same');
  return (props) => {
    const { officer, review } = props.context;
    return review === null ? (
      <Who {...props} key={`who-${officer}`} />
    ) : (
      <Decide {...props} key={`decide-${officer}`} />
    );
  };
}

/** Staff number and PIN live in this component while it is shown, and nowhere else. */
const whoIn = (Frame: OfficerFrame): OfficerScreen =>
  function Who({ context: { officer, officerFault, officersUntil }, checking, byCard = false, send }) {
    const t = useCheckInTexts();
    const [login, setLogin] = useState(EMPTY);
    const signIn = () => {
      setLogin(EMPTY);
      send({ type: 'SIGN_IN', login: byCard ? { staffNumber: null, pin: login.pin } : login });
    };
    const time = officersUntil !== null && <TimeLeft until={officersUntil} send={send} />;
    if (checking) {
      const back = (
        <Button icon="back" onPress={() => send({ type: 'BACK' })}>
          {t('back')}
        </Button>
      );
      return (
        <Frame
          title={t(byCard ? 'officerCard' : 'checking')}
          {...(byCard ? { picture: <LayCard /> } : {})}
          actions={back}
        >
          {byCard && <Lead>{t('officerCardMore')}</Lead>}
          {time}
        </Frame>
      );
    }
    return (
      <Frame title={t('officer', { officer })}>
        {time}
        <StaffLogin
          login={login}
          fault={officerFault}
          byCard={byCard}
          onChange={setLogin}
          onNext={signIn}
          onBack={() => send({ type: 'BACK' })}
        />
      </Frame>
    );
  };

type Question = 'same' | 'ground';

/** Portrait and person side by side, then the question; the seconds that both officers have are counted down. */
const decideIn = (Frame: OfficerFrame, first: Question): OfficerScreen =>
  function Decide({ context: { holder, review, reason, officersUntil }, checking, send }) {
    const t = useCheckInTexts();
    const [question, ask] = useState<Question>(first);
    const [samePerson, setSame] = useState(true);
    const time = officersUntil !== null && <TimeLeft until={officersUntil} send={send} />;
    const decide = (reason: OfficerReason) => send({ type: 'CONFIRM', decision: { samePerson, reason } });
    const answer = (same: boolean) => {
      setSame(same);
      ask('ground');
    };
    if (question === 'same') {
      const actions = (
        <>
          <div class="equals">
            <Button kind="equal" icon="done" onPress={() => answer(true)}>
              {t('samePerson')}
            </Button>
            <Button kind="equal" icon="close" onPress={() => answer(false)}>
              {t('otherPerson')}
            </Button>
          </div>
          <Button icon="back" onPress={() => send({ type: 'BACK' })}>
            {t('back')}
          </Button>
        </>
      );
      return (
        <Frame
          title={t('officerQuestion')}
          {...(review === null ? {} : { aside: <Comparison review={review} /> })}
          actions={actions}
        >
          <Finding reason={reason} />
          {time}
          <Holder holder={holder} />
        </Frame>
      );
    }
    return (
      <Frame
        title={checking ? t('checking') : t('officerReason')}
        canLeave={!checking}
        actions={
          <Button icon="back" disabled={checking} onPress={() => ask('same')}>
            {t('back')}
          </Button>
        }
      >
        {time}
        <ChoiceList
          choices={GROUNDS[samePerson ? 'same' : 'other'].map((reason) => ({
            id: reason,
            label: t(`reason.${reason}`),
          }))}
          disabled={checking}
          onChoose={(id) => {
            const reason = OFFICER_REASONS.find((known) => known === id);
            if (reason !== undefined) decide(reason);
          }}
        />
      </Frame>
    );
  };

/** The seconds that both officers still have, `until` by the clock of the page; says when they are over. */
function TimeLeft({ until, send }: { readonly until: number } & Pick<OfficerProps, 'send'>) {
  const t = useCheckInTexts();
  const seconds = useSecondsLeft(until, () => send({ type: 'OFFICERS_OVER' }));
  return (
    <p class="time-left">
      <Countdown seconds={seconds} of={OFFICERS_MS / 1000} /> <span>{t('officerTime')}</span>
    </p>
  );
}

function useSecondsLeft(until: number, onOver: () => void): number {
  const [now, setNow] = useState(() => performance.now());
  const seconds = Math.max(0, Math.ceil((until - now) / 1000));
  useEffect(() => {
    if (seconds === 0) {
      onOver();
      return;
    }
    const timer = setTimeout(() => setNow(performance.now()), 1000);
    return () => clearTimeout(timer);
  }, [seconds]);
  return seconds;
}

function AtCheckIn(props: Parameters<OfficerFrame>[0]) {
  return <Step name="officer" step={1} {...props} />;
}

/** That of the check-in. */
export const Officer = officerIn(AtCheckIn);

/** Its later questions by themselves, for the gallery. */
export const OfficerSame = decideIn(AtCheckIn, 'same');
export const OfficerGround = decideIn(AtCheckIn, 'ground');
