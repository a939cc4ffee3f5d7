/** An officer decides: who are you, is it the same person, on what ground. One question at a time. */

import { OFFICER_REASONS } from '@anban/terminal-bridge/protocol/messages';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Button } from '../../../ui/button.tsx';
import { ChoiceList } from '../../../ui/choice-list.tsx';
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
const officerFrom = (first: Question): CheckInScreen =>
  function Officer({ context, checking, send }) {
    const t = useCheckInTexts();
    const [question, ask] = useState<Question>(first);
    const wasChecking = useRef(checking);
    const [login, setLogin] = useState(EMPTY);
    const [samePerson, setSame] = useState(true);
    const { officer, officerFault, holder } = context;

    // Whether the answer was an error or the next officer: both begin with empty fields.
    useEffect(() => {
      if (wasChecking.current && !checking) {
        ask('who');
        setLogin(EMPTY);
      }
      wasChecking.current = checking;
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
      <Step
        name="officer"
        step={1}
        title={checking ? t('checking') : t('officerReason')}
        canLeave={!checking}
        actions={
          <Button disabled={checking} onPress={() => ask('same')}>
            {t('back')}
          </Button>
        }
      >
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
      </Step>
    );
  };

export const Officer = officerFrom('who');
/** Its later questions by themselves, for the gallery. */
export const OfficerSame = officerFrom('same');
export const OfficerGround = officerFrom('ground');
