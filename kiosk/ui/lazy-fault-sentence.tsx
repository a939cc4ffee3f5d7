import { COMMON_TEXTS } from '../i18n/common.ts';
import { useTexts } from '../i18n/translate.ts';
import { lazy } from './lazy.tsx';

/** A tenth of the first page, and needed only after something went wrong: it comes right behind the first paint. */
export const LazyFaultSentence = lazy(
  async () => ({ default: (await import('./fault-sentence.tsx')).FaultSentence }),
  Unnamed,
);

/** Until it is here, and where it does not come: that something went wrong, beside the code that says what. */
function Unnamed() {
  const t = useTexts(COMMON_TEXTS);
  return <>{t('unknownFault')}</>;
}
