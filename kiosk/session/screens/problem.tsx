import { COMMON_TEXTS } from '../../i18n/common.ts';
import { useTexts } from '../../i18n/translate.ts';
import { Button } from '../../ui/button.tsx';
import { FaultMessage } from '../../ui/fault-message.tsx';
import { Message } from '../../ui/message.tsx';
import { Lead } from '../../ui/phrases.tsx';
import { Screen } from '../../ui/screen.tsx';
import type { Conductor } from '../conductor.ts';
import { PAGE_INCOMPLETE_CODE } from '../service-cause.ts';
import { SESSION_TEXTS } from '../texts.ts';

/** A visit could not even begin. */
export function Problem({ conductor }: { readonly conductor: Conductor }) {
  const t = useTexts(COMMON_TEXTS);
  const say = useTexts(SESSION_TEXTS);
  return (
    <Screen
      name="problem"
      title={t('problemTitle')}
      emblem={{ icon: 'attention', tone: 'care' }}
      centred
      actions={
        <Button kind="primary" icon="done" onPress={() => conductor.cancel()}>
          {t('close')}
        </Button>
      }
    >
      {conductor.reason === 'pageIncomplete' ? (
        <Message tone="care" isLead code={t('code', { code: PAGE_INCOMPLETE_CODE })}>
          {say('pageIncomplete')}
        </Message>
      ) : (
        <FaultMessage fault={conductor.reason} isLead />
      )}
      <Lead>{t('outMore')}</Lead>
    </Screen>
  );
}
