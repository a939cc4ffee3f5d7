/**
 * What has to be known before the answer (PIPL 17, 30): the same four facts wherever consent is asked for, and who answers,
 * by name and telephone. These come from the terminal's configuration, and are no part of the versioned words.
 */
import { useContext } from 'preact/hooks';
import { COMMON_TEXTS } from '../i18n/common.ts';
import { FIRST_LANGUAGE } from '../i18n/language.ts';
import { LanguageContext, useTexts } from '../i18n/translate.ts';
import { type Fact, Facts } from '../ui/facts.tsx';
import { FrameContext } from '../ui/frame.ts';
import { Notice } from '../ui/notice.tsx';

const QUESTIONS = ['consentWhat', 'consentWhy', 'consentKeep', 'consentWho'] as const;
type Question = (typeof QUESTIONS)[number];

interface ConsentNoticeProps {
  /** The texts of the service that asks: each fact's label, and its words. */
  readonly t: (key: Question | `${Question}Text`) => string;
}

export function ConsentNotice({ t }: ConsentNoticeProps) {
  const office = useOffice();
  const facts = QUESTIONS.map((question): Fact => ({ label: t(question), value: t(`${question}Text`) }));
  return (
    <Notice>
      <Facts facts={office === null ? facts : [...facts, office]} />
    </Notice>
  );
}

/** Null where the configuration names nobody. */
function useOffice(): Fact | null {
  const t = useTexts(COMMON_TEXTS);
  const { office } = useContext(FrameContext);
  const language = useContext(LanguageContext);
  if (office === null) return null;
  const translated = language === FIRST_LANGUAGE ? undefined : office.nameEn;
  return {
    label: t('office'),
    value: `${translated ?? office.name} ${office.telephone}`,
    isFromCentre: translated === undefined,
  };
}
