import type { ComponentChildren } from 'preact';
import { useContext } from 'preact/hooks';
import { COMMON_TEXTS } from '../i18n/common.ts';
import { useTexts } from '../i18n/translate.ts';
import { Button } from './button.tsx';
import type { IconName } from './icons.ts';
import { ReadingContext } from './reading.ts';

export interface AgreeButtonProps {
  readonly icon: IconName;
  readonly onPress: () => void;
  readonly children: ComponentChildren;
}

/**
 * Agrees to what the screen says, once all of it has been shown; until then it says so and shows the next page. Consent
 * to what was not seen is none (PIPL 14). The button that refuses beside it is an ordinary one: refusing waits for nothing.
 */
export function AgreeButton({ icon, onPress, children }: AgreeButtonProps) {
  const t = useTexts(COMMON_TEXTS);
  const { readOn } = useContext(ReadingContext);
  return (
    <Button kind="equal" icon={readOn === null ? icon : 'down'} onPress={readOn ?? onPress}>
      {readOn === null ? children : t('readOn')}
    </Button>
  );
}
