import type { ComponentChildren } from 'preact';
import { Icon } from './icon.tsx';
import type { IconName } from './icons.ts';

export interface ButtonProps {
  /** `primary` and `equal` are 20 mm high or more: `equal` stands beside another of the same weight. */
  readonly kind?: 'primary' | 'equal' | 'plain' | 'quiet';
  readonly icon?: IconName;
  readonly disabled?: boolean;
  readonly onPress: () => void;
  readonly children: ComponentChildren;
}

/** Acts when the finger lifts. The second tap of a double tap is not for the screen that the first one brought. */
export const Button = ({ kind = 'plain', icon, disabled = false, onPress, children }: ButtonProps) => (
  <button
    type="button"
    class={`button button-${kind}`}
    disabled={disabled}
    onClick={(event) => {
      if (event.detail < 2) onPress();
    }}
  >
    {icon !== undefined && <Icon name={icon} />}
    <span>{children}</span>
  </button>
);
