/** Screens that last a moment: a visit is about to begin, or has just been wiped. */
import { COMMON_TEXTS } from '../../i18n/common.ts';
import { useTexts } from '../../i18n/translate.ts';
import { Lead } from '../../ui/phrases.tsx';
import { Screen } from '../../ui/screen.tsx';
import type { Conductor } from '../conductor.ts';

export function Starting(_: { readonly conductor: Conductor }) {
  const t = useTexts(COMMON_TEXTS);
  return (
    <Screen name="starting" title={t('startingTitle')} emblem={{ icon: 'working', tone: 'calm' }} centred>
      <Lead>{t('startingMore')}</Lead>
    </Screen>
  );
}

export function Wiped(_: { readonly conductor: Conductor }) {
  const t = useTexts(COMMON_TEXTS);
  return (
    <Screen name="wiped" title={t('wipedTitle')} emblem={{ icon: 'done', tone: 'good' }} centred>
      <Lead>{t('wipedMore')}</Lead>
    </Screen>
  );
}
