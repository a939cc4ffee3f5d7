import { useContext } from 'preact/hooks';
import { COMMON_TEXTS } from '../i18n/common.ts';
import { useTexts } from '../i18n/translate.ts';
import { Button } from './button.tsx';
import type { IconName } from './icons.ts';
import { phrased } from './phrases.tsx';
import { ReadingContext } from './reading.ts';

export interface AgreeButtonProps {
  readonly icon: IconName;
  readonly onPress: () => void;
  readonly children: string;
}

/**
 * Agrees to what the screen says, once all of it has been shown; until then it says so and shows the next page. Consent
 * to what was not seen is none (PIPL 14). The button that refuses beside it is an ordinary one: refusing waits for nothing.
 */
export function AgreeButton({ icon, onPress, children }: AgreeButtonProps) {
  const t = useTexts(COMMON_TEXTS);
  const { readOn } = useContext(ReadingContext);
  const [shown, other] = readOn === null ? [children, t('readOn')] : [t('readOn'), children];
  return (
    <Button kind="equal" icon={readOn === null ? icon : 'down'} onPress={readOn ?? onPress}>
      {/* As large with one word as with the other, or the text above would fit beside one of them only. */}
      <span class="either" data-other={other}>
        <span>{phrased(shown)}</span>
      </span>
    </Button>
  );
}
