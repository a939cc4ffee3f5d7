import type { ComponentType, VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useTexts } from '../i18n/translate.ts';
import { Button } from '../ui/button.tsx';
import { INPUT_TEXTS } from './texts.ts';

type Loaded<P> =
  | { readonly state: 'loading' | 'failed' }
  | { readonly state: 'ready'; readonly Part: ComponentType<P> };

/**
 * A component whose code comes when it is first shown: says that it is coming, and offers another try where it does not.
 *
 *     const Keyboard = lazy(() => import('./pinyin/keyboard.tsx'));
 */
export function lazy<P extends object>(load: () => Promise<{ default: ComponentType<P> }>): (props: P) => VNode {
  return function Lazy(props: P) {
    const t = useTexts(INPUT_TEXTS);
    const [loaded, become] = useState<Loaded<P>>({ state: 'loading' });
    useEffect(() => {
      if (loaded.state !== 'loading') return;
      let wanted = true;
      load().then(
        (module) => wanted && become({ state: 'ready', Part: module.default }),
        () => wanted && become({ state: 'failed' }),
      );
      return () => {
        wanted = false;
      };
    }, [loaded.state]);
    if (loaded.state === 'ready') return <loaded.Part {...props} />;
    if (loaded.state === 'loading') return <p role="status">{t('loading')}</p>;
    return (
      <div role="alert">
        <p>{t('notOpened')}</p>
        <Button icon="again" onPress={() => become({ state: 'loading' })}>
          {t('tryAgain')}
        </Button>
      </div>
    );
  };
}
