import { useContext } from 'preact/hooks';
import { COMMON_TEXTS } from '../i18n/common.ts';
import { FIRST_LANGUAGE } from '../i18n/language.ts';
import { LanguageContext, useTexts } from '../i18n/translate.ts';
import { FrameContext } from './frame.ts';

/**
 * Whom to ask, or to complain to (PIPL 17, 50): where somebody is not compared, not recognised or not let in. Nothing where
 * the terminal's configuration names nobody.
 */
export function OfficeLine() {
  const t = useTexts(COMMON_TEXTS);
  const { office } = useContext(FrameContext);
  const language = useContext(LanguageContext);
  if (office === null) return null;
  const translated = language === FIRST_LANGUAGE ? undefined : office.nameEn;
  return (
    <p class="hint office">
      <span class="whole">
        {t('office')} <span lang={translated === undefined ? 'zh-CN' : 'en'}>{translated ?? office.name}</span>
      </span>{' '}
      <span class="whole">
        {t('officePhone')} <span class="digits">{office.telephone}</span>
      </span>
    </p>
  );
}
