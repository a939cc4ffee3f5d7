import { HolderLine } from '../../../ui/holder-line.tsx';
import type { CheckInContext } from '../context.ts';
import { maskedName } from '../masked-name.ts';
import { useCheckInTexts } from './step.tsx';

/** Whose card it is: enough for its holder to recognise, too little for a by-stander. */
export function Holder({ holder }: Pick<CheckInContext, 'holder'>) {
  const t = useCheckInTexts();
  if (holder === null) return null;
  return <HolderLine label={t('holder')} name={maskedName(holder.name)} number={holder.maskedNumber} />;
}
