/** What has to be known before the answer (PIPL 17, 30): the same four facts wherever consent is asked for. */
import { Facts } from '../ui/facts.tsx';
import { Notice } from '../ui/notice.tsx';

const QUESTIONS = ['consentWhat', 'consentWhy', 'consentKeep', 'consentWho'] as const;
type Question = (typeof QUESTIONS)[number];

interface ConsentNoticeProps {
  /** The texts of the service that asks: each fact's label, and its words. */
  readonly t: (key: Question | `${Question}Text`) => string;
}

export const ConsentNotice = ({ t }: ConsentNoticeProps) => (
  <Notice>
    <Facts facts={QUESTIONS.map((question) => ({ label: t(question), value: t(`${question}Text`) }))} />
  </Notice>
);
