import { FAULT_CODES } from '@anban/terminal-bridge/protocol/fault-codes';
import { COMMON_TEXTS } from '../../i18n/common.ts';
import { useTexts } from '../../i18n/translate.ts';
import { Message } from '../../ui/message.tsx';
import { Lead, sentences } from '../../ui/phrases.tsx';
import { Screen } from '../../ui/screen.tsx';
import type { Conductor } from '../conductor.ts';
import { CAUSE_CODES, type OutCause } from '../service-cause.ts';
import { SESSION_TEXTS } from '../texts.ts';
import { Starting } from './passing.tsx';

const isCause = (reason: string | null): reason is OutCause => reason !== null && reason in CAUSE_CODES;

/** 暂停服务: why, where to go instead, a code for staff. It comes back by itself, and so does this page. */
export function OutOfService({ conductor }: { readonly conductor: Conductor }) {
  const t = useTexts(COMMON_TEXTS);
  const say = useTexts(SESSION_TEXTS);
  const cause = isCause(conductor.reason) ? conductor.reason : 'disconnected';
  const { link } = conductor;
  if (conductor.connecting && cause === 'disconnected') return <Starting conductor={conductor} />;
  // The reader's own fault says more to whoever comes to mend it.
  const reader = cause === 'readersDown' && link.phase === 'online' ? link.terminal.devices.idCardReader : null;
  const fault = reader?.reason === undefined ? '' : ` ${FAULT_CODES[reader.reason]}`;
  return (
    <Screen name="outOfService" title={t('outTitle')} emblem={{ icon: 'plug', tone: 'care' }} centred>
      <Message tone="info" isLead code={t('code', { code: `${CAUSE_CODES[cause]}${fault}` })}>
        {say(`out.${cause}`)}
      </Message>
      <Lead>
        <span class="whole">{sentences(say('outElsewhere'))}</span>{' '}
        {cause !== 'disconnected' && cause !== 'claimedElsewhere' && (
          <span class="whole">{sentences(say('outBack'))}</span>
        )}
      </Lead>
    </Screen>
  );
}
