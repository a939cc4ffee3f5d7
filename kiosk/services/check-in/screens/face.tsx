import { PREVIEW_PATH } from '@anban/terminal-bridge/protocol/envelope';
import { useContext, useEffect, useRef } from 'preact/hooks';
import { useTexts } from '../../../i18n/translate.ts';
import { AssistedContext } from '../../../session/assistance.ts';
import { SESSION_TEXTS } from '../../../session/texts.ts';
import { Button } from '../../../ui/button.tsx';
import { FaultMessage } from '../../../ui/fault-message.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { Message } from '../../../ui/message.tsx';
import type { CheckInScreen, CheckInScreenProps } from './screen-props.ts';
import { Step, useCheckInTexts } from './step.tsx';

export const Face: CheckInScreen = ({ context: { guidance, reason }, send }) => {
  const t = useCheckInTexts();
  const covered = useTexts(SESSION_TEXTS);
  const assisted = useContext(AssistedContext);
  const word = guidance === null ? t('faceStart') : t(`guidance.${guidance}`);
  return (
    <Step
      name="face"
      step={1}
      title={t('stepPerson')}
      {...(assisted ? {} : { picture: <Preview /> })}
      actions={<WithoutFace send={send} />}
    >
      {assisted && <Message tone="info">{covered('assistCovered')}</Message>}
      <div class="guidance-place" aria-live="polite">
        {reason === null ? (
          <p class={`guidance ${guidance === 'checking' ? 'guidance-good' : ''}`}>{word}</p>
        ) : (
          <FaultMessage fault={reason} />
        )}
      </div>
    </Step>
  );
};

/** Seen as in a mirror. The stream is closed with the screen: a picture that only leaves the page would go on loading. */
function Preview() {
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
      actions={<WithoutFace send={send} />}
    >
      <FaultMessage fault={context.reason} />
      <p class="lead">{t('cameraLostMore')}</p>
    </Step>
  );
};

function WithoutFace({ send }: Pick<CheckInScreenProps, 'send'>) {
  const t = useCheckInTexts();
  return (
    <Button kind="equal" icon="staff" onPress={() => send({ type: 'DECLINE' })}>
      {t('decline')}
    </Button>
  );
}
