/** What the bottom bar of every screen offers to those who see, hear or move otherwise; always at the same place. */
import { useContext } from 'preact/hooks';
import { COMMON_TEXTS } from '../i18n/common.ts';
import { useTexts } from '../i18n/translate.ts';
import { pressed } from '../input/press.ts';
import { Button } from '../ui/button.tsx';
import { FrameContext } from '../ui/frame.ts';
import { Icon } from '../ui/icon.tsx';
import { phrased } from '../ui/phrases.tsx';
import { REPEAT } from '../voice/repeat.ts';

/** `name` is that of the screen: the first one offers 长辈模式 (large text) itself, with one touch. */
export function ModeButtons({ name }: { readonly name: string }) {
  const t = useTexts(COMMON_TEXTS);
  const { preferences, onPrefer, onDisplay } = useContext(FrameContext);
  const isLarge = preferences.text === 'large';
  return (
    <>
      <Button kind="quiet" icon="display" onPress={onDisplay}>
        {t('display')}
      </Button>
      {preferences.voice === 'on' && (
        <Button kind="quiet" icon="voice" onPress={() => document.dispatchEvent(new Event(REPEAT))}>
          {t('repeat')}
        </Button>
      )}
      {name === 'attract' && (
        <button
          type="button"
          class="button button-quiet"
          aria-pressed={isLarge}
          {...pressed(() => onPrefer({ text: isLarge ? 'normal' : 'large' }))}
        >
          <Icon name="larger" />
          <span>{phrased(t('larger'))}</span>
        </button>
      )}
    </>
  );
}
