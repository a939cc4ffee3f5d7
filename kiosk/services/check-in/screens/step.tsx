/** A screen of the check-in: the session's screen with the three steps and the words of this service. */
import { COMMON_TEXTS } from '../../../i18n/common.ts';
import { useTexts } from '../../../i18n/translate.ts';
import { Screen, type ScreenProps } from '../../../ui/screen.tsx';
import { CHECK_IN_TEXTS } from '../texts.ts';

export const useCheckInTexts = () => useTexts(CHECK_IN_TEXTS);

interface StepProps extends Omit<ScreenProps, 'steps' | 'leave'> {
  /** 0 the card, 1 the person, 2 the number; null where no step of this visit brought the person here. */
  readonly step: 0 | 1 | 2 | null;
  /** False where leaving would undo what is being done, or where another button does the same. */
  readonly canLeave?: boolean;
}

export function Step({ step, canLeave = true, ...screen }: StepProps) {
  const t = useCheckInTexts();
  const common = useTexts(COMMON_TEXTS);
  const names = [t('stepCard'), t('stepPerson'), t('stepNumber')];
  const steps = step === null ? undefined : { names, current: step };
  return <Screen {...screen} steps={steps} leave={canLeave ? common('leave') : undefined} />;
}
