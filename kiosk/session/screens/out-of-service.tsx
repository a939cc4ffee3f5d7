import { COMMON_TEXTS } from '../../i18n/common.ts';
import { useTexts } from '../../i18n/translate.ts';
import { Message } from '../../ui/message.tsx';
import { Screen } from '../../ui/screen.tsx';
import type { Conductor } from '../conductor.ts';

/** 暂停服务: the bridge is away. It comes back by itself, and so does this page. */
export function OutOfService({ conductor }: { readonly conductor: Conductor }) {
  const t = useTexts(COMMON_TEXTS);
  return (
    <Screen name="outOfService" title={t('outTitle')} emblem={{ icon: 'plug', tone: 'care' }}>
      <Message tone="info" icon="working">
        {t(conductor.reason === 'claimedElsewhere' ? 'outClaimed' : 'outDisconnected')}
      </Message>
      <p class="lead">{t('outMore')}</p>
    </Screen>
  );
}
