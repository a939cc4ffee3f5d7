/** The screens for staff, who can wait: no part of the first page. */
import type { ComponentChildren } from 'preact';
import { COMMON_TEXTS } from '../../i18n/common.ts';
import { useTexts } from '../../i18n/translate.ts';
import { lazy } from '../../ui/lazy.tsx';
import { Screen } from '../../ui/screen.tsx';
import { SESSION_TEXTS } from '../texts.ts';

export const LazyDiagnostics = lazy(() => import('./diagnostics.tsx'), Around);

function Around({ children }: { readonly children: ComponentChildren }) {
  const t = useTexts(SESSION_TEXTS);
  const say = useTexts(COMMON_TEXTS);
  return (
    <Screen name="diagnostics" title={t('diagnose')} leave={say('close')}>
      {children}
    </Screen>
  );
}
