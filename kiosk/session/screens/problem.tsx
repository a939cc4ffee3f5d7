import { COMMON_TEXTS } from '../../i18n/common.ts';
import { useTexts } from '../../i18n/translate.ts';
import { Button } from '../../ui/button.tsx';
import { FaultMessage } from '../../ui/fault-message.tsx';
import { Screen } from '../../ui/screen.tsx';
import type { Conductor } from '../conductor.ts';

/** A visit could not even begin. */
export function Problem({ conductor }: { readonly conductor: Conductor }) {
  const t = useTexts(COMMON_TEXTS);
  return (
    <Screen
      name="problem"
      title={t('problemTitle')}
      emblem={{ icon: 'attention', tone: 'care' }}
      actions={
        <Button kind="primary" onPress={() => conductor.cancel()}>
          {t('close')}
        </Button>
      }
    >
      <FaultMessage fault={conductor.reason} />
      <p class="lead">{t('outMore')}</p>
    </Screen>
  );
}
