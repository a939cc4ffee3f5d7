/** Parts of the page that come after its first paint, so that this is early. */
import type { ComponentChildren, ComponentType, VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { COMMON_TEXTS } from '../i18n/common.ts';
import { useTexts } from '../i18n/translate.ts';
import { twice } from '../twice.ts';
import { Button } from './button.tsx';

type Loading = 'loading' | 'failed';
interface Lazy<P> {
  (props: P): VNode;
  /** Asks for it before it is shown; what does not come is asked for again when it is. */
  readonly preload: () => Promise<void>;
}

/**
 * A component whose code is a file of its own. Once that is here it is drawn at once; until then it says that it is
 * coming, and offers another try where it does not come. `Around` is what then stands around these words.
 *
 *     const Keyboard = lazy(() => import('./pinyin/keyboard.tsx'));
 */
export function lazy<P extends object>(
  load: () => Promise<{ default: ComponentType<P> }>,
  Around: ComponentType<P & { readonly children: ComponentChildren }> = ({ children }) => <>{children}</>,
): Lazy<P> {
  let Part: ComponentType<P> | null = null;
  const fetch = () =>
    twice(load).then((module) => {
      Part = module.default;
    });
  function Lazy(props: P): VNode {
    const [loading, become] = useState<Loading | 'ready'>('loading');
    const isMissing = Part === null;
    useEffect(() => {
      if (!isMissing || loading !== 'loading') return;
      let wanted = true;
      fetch().then(
        () => wanted && become('ready'),
        () => wanted && become('failed'),
      );
      return () => {
        wanted = false;
      };
    }, [isMissing, loading]);
    if (Part !== null) return <Part {...props} />;
    return (
      <Around {...props}>{loading === 'failed' ? <Failed onRetry={() => become('loading')} /> : <Coming />}</Around>
    );
  }
  return Object.assign(Lazy, { preload: () => fetch().catch(() => {}) });
}

function Coming() {
  const t = useTexts(COMMON_TEXTS);
  return <p role="status">{t('partComing')}</p>;
}

function Failed({ onRetry }: { readonly onRetry: () => void }) {
  const t = useTexts(COMMON_TEXTS);
  return (
    <div role="alert">
      <p>{t('partMissing')}</p>
      <Button icon="again" onPress={onRetry}>
        {t('partAgain')}
      </Button>
    </div>
  );
}
