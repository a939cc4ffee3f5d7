/** An officer decides: who are you, is it the same person, on what ground. One question at a time. */
import { useEffect, useState } from 'preact/hooks';
import { Button } from '../../../ui/button.tsx';
import { FaultMessage } from '../../../ui/fault-message.tsx';
import { StaffLogin } from '../../../ui/staff-login.tsx';
import type { OfficerReason } from '../context.ts';
import { Holder } from './holder.tsx';
import type { CheckInScreen } from './screen-props.ts';
import { Step, useCheckInTexts } from './step.tsx';

type Question = 'who' | 'same' | 'ground';

const GROUNDS = {
  same: ['face-like-card', 'bandaged-or-injured', 'aged-since-photo', 'known-to-officer'],
  other: ['different-person', 'document-doubtful'],
} as const satisfies Record<string, readonly OfficerReason[]>;

const EMPTY = { staffNumber: '', pin: '' };

/** Staff number and PIN live in this component while it is shown, and nowhere else. */
export const Officer: CheckInScreen = ({ context, checking, send }) => {
  const t = useCheckInTexts();
  const [question, ask] = useState<Question>('who');
  const [login, setLogin] = useState(EMPTY);
  const [samePerson, setSame] = useState(true);
  const { officer, officerFault, holder } = context;

  // Whether the answer was an error or the next officer: both begin with empty fields.
  useEffect(() => {
    if (checking) return;
    ask('who');
    setLogin(EMPTY);
  }, [checking]);

  const decide = (reason: OfficerReason) => send({ type: 'CONFIRM', decision: { ...login, samePerson, reason } });
  const answer = (same: boolean) => {
    setSame(same);
    ask('ground');
  };
  if (question === 'who') {
    return (
      <Step name="officer" step={1} title={t('officer', { officer })}>
        {officerFault !== null && <FaultMessage fault={officerFault} />}
        <StaffLogin
          key={officer}
          login={login}
          onChange={setLogin}
          onNext={() => ask('same')}
          onBack={() => send({ type: 'BACK' })}
        />
      </Step>
    );
  }
  if (question === 'same') {
    const actions = (
      <>
        <div class="equals">
          <Button kind="equal" onPress={() => answer(true)}>
            {t('samePerson')}
          </Button>
          <Button kind="equal" onPress={() => answer(false)}>
            {t('otherPerson')}
          </Button>
        </div>
        <Button onPress={() => ask('who')}>{t('back')}</Button>
      </>
    );
    return (
      <Step name="officer" step={1} title={t('officerQuestion')} actions={actions}>
        <Holder holder={holder} />
      </Step>
    );
  }
  return (
    <Step name="officer" step={1} title={checking ? t('checking') : t('officerReason')} canLeave={!checking}>
      <div class="choices">
        {GROUNDS[samePerson ? 'same' : 'other'].map((reason) => (
          <Button key={reason} disabled={checking} onPress={() => decide(reason)}>
            {t(`reason.${reason}`)}
          </Button>
        ))}
        <Button kind="quiet" disabled={checking} onPress={() => ask('same')}>
          {t('back')}
        </Button>
      </div>
    </Step>
  );
};
