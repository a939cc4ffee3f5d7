/** 宣传内容 on the first screen: words and pictures of the office, one still item at a time, with a button to stop it. */
import { useContext } from 'preact/hooks';
import { LanguageContext, useTexts } from '../../i18n/translate.ts';
import { Button } from '../../ui/button.tsx';
import type { Playlist } from '../playlist.ts';
import '../session.css';
import { SESSION_TEXTS } from '../texts.ts';

export function Publicity({ playlist }: { readonly playlist: Playlist }) {
  const t = useTexts(SESSION_TEXTS);
  // Written in two languages: whoever reads neither of them reads the second.
  const language = useContext(LanguageContext) === 'zh' ? 'zh' : 'en';
  const { current } = playlist;
  if (current === null) return null;
  const title = current.title[language];
  return (
    <section class="publicity" aria-label={t('publicity')} data-testid="publicity">
      {current.picture === null ? (
        <div class="publicity-card">
          <h2>{title}</h2>
          <p>{current.text?.[language]}</p>
        </div>
      ) : (
        <img src={current.picture} alt={title} />
      )}
      {playlist.changes && (
        <Button kind="quiet" icon={playlist.paused ? 'play' : 'pause'} onPress={() => playlist.toggle()}>
          {t(playlist.paused ? 'publicityPlay' : 'publicityPause')}
        </Button>
      )}
    </section>
  );
}
