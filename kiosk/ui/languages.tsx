import { useContext } from 'preact/hooks';
import { COMMON_TEXTS } from '../i18n/common.ts';
import { LANGUAGES, languageInfo } from '../i18n/language.ts';
import { useTexts } from '../i18n/translate.ts';
import { pressed } from '../input/press.ts';
import { FrameContext } from './frame.ts';

/** Every language under its own name, so that whoever reads only that one finds it. */
export function Languages() {
  const t = useTexts(COMMON_TEXTS);
  const { preferences, onPrefer } = useContext(FrameContext);
  return (
    <fieldset class="languages">
      <legend class="unseen">{t('language')}</legend>
      {LANGUAGES.map((language) => (
        <button
          key={language}
          type="button"
          lang={languageInfo(language).tag}
          aria-pressed={language === preferences.language}
          {...pressed(() => onPrefer({ language }))}
        >
          {languageInfo(language).name}
        </button>
      ))}
    </fieldset>
  );
}
