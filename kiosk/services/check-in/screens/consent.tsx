import { AgreeButton } from '../../../ui/agree-button.tsx';
import { Button } from '../../../ui/button.tsx';
import { Lead } from '../../../ui/phrases.tsx';
import { ConsentNotice } from '../../consent-notice.tsx';
import { maskedName } from '../masked-name.ts';
import { Holder } from './holder.tsx';
import type { CheckInScreen } from './screen-props.ts';
import { Step, useCheckInTexts } from './step.tsx';

/** Separate consent before the camera opens (PIPL 29, Order 19 art 5 and 6), and a refusal of equal weight (art 10). */
export const Consent: CheckInScreen = ({ context, send }) => {
  const t = useCheckInTexts();
  const { guardian } = context;
  return (
    <Step
      name="consent"
      step={1}
      title={t('consent')}
      aside={<ConsentNotice t={t} />}
      actions={
        <div class="equals">
          <AgreeButton icon="face" onPress={() => send({ type: 'AGREE' })}>
            {guardian === null ? t('agree') : t('agreeGuardian')}
          </AgreeButton>
          <Button kind="equal" icon="staff" onPress={() => send({ type: 'DECLINE' })}>
            {t('decline')}
          </Button>
        </div>
      }
    >
      <Holder holder={context.holder} />
      <Lead>{guardian === null ? t('consentLead') : t('consentGuardian', { guardian: maskedName(guardian) })}</Lead>
    </Step>
  );
};
