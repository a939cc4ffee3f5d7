import { PREVIEW_PATH } from '@anban/terminal-bridge/protocol/envelope';
import type { FaultName } from '@anban/terminal-bridge/protocol/faults';
import type { Guidance } from '@anban/terminal-bridge/protocol/messages';
import { useContext, useEffect, useRef, useState } from 'preact/hooks';
import { useTexts } from '../../../i18n/translate.ts';
import { AssistedContext } from '../../../session/assistance.ts';
import { SESSION_TEXTS } from '../../../session/texts.ts';
import { browserTimers } from '../../../timers.ts';
import { Button } from '../../../ui/button.tsx';
import { FaultMessage } from '../../../ui/fault-message.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { Message } from '../../../ui/message.tsx';
import { Lead } from '../../../ui/phrases.tsx';
import type { CheckInScreen, CheckInScreenProps } from './screen-props.ts';
import { Step, useCheckInTexts } from './step.tsx';

export const Face: CheckInScreen = ({ context: { guidance, reason }, send }) => {
  const t = useCheckInTexts();
  const assisted = useContext(AssistedContext);
  return (
    <Step
      name="face"
      step={1}
      title={t('stepPerson')}
      {...(assisted ? {} : { picture: <Preview guidance={guidance} /> })}
      actions={<WithoutFace send={send} label={isMovement(guidance) ? 'cannotMove' : 'decline'} />}
    >
      <Looking guidance={guidance} reason={reason} slowly={t('faceSlow')} />
    </Step>
  );
};

interface LookingProps {
  readonly guidance: Guidance | null;
  readonly reason: FaultName | 'unknown' | null;
  /** Said when it takes long: that there is another way. */
  readonly slowly: string;
}

/** What the person is told while the camera looks: the instruction of the moment, or why there is no picture. */
export function Looking({ guidance, reason, slowly }: LookingProps) {
  const t = useCheckInTexts();
  const covered = useTexts(SESSION_TEXTS);
  const assisted = useContext(AssistedContext);
  const slow = useSlow();
  const word = guidance === null ? t('faceStart') : t(`guidance.${guidance}`);
  return (
    <>
      {assisted && <Message tone="info">{covered('assistCovered')}</Message>}
      <div class="guidance-place" aria-live="polite">
        {reason === null ? (
          <p class={`guidance ${guidance === 'checking' ? 'guidance-good' : ''}`}>{word}</p>
        ) : (
          <FaultMessage fault={reason} />
        )}
      </div>
      {slow && reason === null && <Lead>{slowly}</Lead>}
    </>
  );
}

/** Nobody stares at a camera for longer than this without being told of the other way, ms. */
const SLOW_MS = 12_000;

function useSlow(): boolean {
  const [slow, setSlow] = useState(false);
  useEffect(() => browserTimers.after(SLOW_MS, () => setSlow(true)), []);
  return slow;
}

const isMovement = (guidance: Guidance | null): boolean =>
  guidance === 'turn-left' || guidance === 'turn-right' || guidance === 'open-mouth';

/** The instruction drawn over the mirror: an oval for where and how large the face should be, an arrow, a mouth. */
function GuidePicture({ guidance }: { readonly guidance: Guidance | null }) {
  return (
    <svg
      class={`guide guide-${guidance ?? 'look-at-camera'}`}
      viewBox="0 0 80 100"
      aria-hidden="true"
      focusable="false"
    >
      {guidance === 'turn-left' && <path class="guide-arrow" d="M70 50 H14 M30 34 L14 50 L30 66" />}
      {guidance === 'turn-right' && <path class="guide-arrow" d="M10 50 H66 M50 34 L66 50 L50 66" />}
      {guidance === 'open-mouth' && <ellipse class="guide-arrow" cx="40" cy="68" rx="9" ry="12" />}
      {guidance === 'come-closer' && <ellipse class="guide-oval" cx="40" cy="48" rx="31" ry="41" />}
      {guidance === 'move-back' && <ellipse class="guide-oval" cx="40" cy="48" rx="20" ry="27" />}
      {(guidance === 'centre' || guidance === 'look-straight') && (
        <ellipse class="guide-oval" cx="40" cy="48" rx="26" ry="35" />
      )}
    </svg>
  );
}

/** Seen as in a mirror. The stream is closed with the screen: a picture that only leaves the page would go on loading. */
export function Preview({ guidance }: { readonly guidance: Guidance | null }) {
  const t = useCheckInTexts();
  const image = useRef<HTMLImageElement>(null);
  useEffect(() => {
    const shown = image.current;
    shown?.setAttribute('src', PREVIEW_PATH);
    return () => shown?.removeAttribute('src');
  }, []);
  return (
    <div class="preview">
      <Icon name="face" />
      <img ref={image} alt={t('preview')} />
      <GuidePicture guidance={guidance} />
    </div>
  );
}

export const CameraLost: CheckInScreen = ({ context, send }) => {
  const t = useCheckInTexts();
  return (
    <Step
      name="cameraLost"
      step={1}
      title={t('cameraLost')}
      emblem={{ icon: 'camera', tone: 'care' }}
      centred
      actions={<WithoutFace send={send} />}
    >
      <FaultMessage fault={context.reason} isLead />
      <Lead>{t('cameraLostMore')}</Lead>
    </Step>
  );
};

/** 做不了: who cannot move as asked takes the same way, of the same weight, as who does not want the camera. */
function WithoutFace({
  send,
  label = 'decline',
}: Pick<CheckInScreenProps, 'send'> & { readonly label?: 'decline' | 'cannotMove' }) {
  const t = useCheckInTexts();
  return (
    <Button kind="equal" icon="staff" onPress={() => send({ type: 'DECLINE' })}>
      {t(label)}
    </Button>
  );
}
