import { useTexts } from '../i18n/translate.ts';
import './session.css';
import { SESSION_TEXTS } from './texts.ts';

/** 正在录音录像: at the door of the examination room, for as long as its recorder runs. */
export function RecordingSign() {
  const t = useTexts(SESSION_TEXTS);
  return (
    <section class="banner banner-recording" data-testid="recording" aria-label={t('recording')}>
      <span class="record-light" />
      <p role="status">{t('recording')}</p>
    </section>
  );
}
