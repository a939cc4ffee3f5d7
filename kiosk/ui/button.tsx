import type { ComponentChildren } from 'preact';
import { pressed } from '../input/press.ts';
import { Icon } from './icon.tsx';
import type { IconName } from './icons.ts';
import { phrased } from './phrases.tsx';

export interface ButtonProps {
  /** `primary` and `equal` are 20 mm high or more: `equal` stands beside another of the same weight. */
  readonly kind?: 'primary' | 'equal' | 'plain' | 'quiet';
  readonly icon?: IconName;
  readonly disabled?: boolean;
  /** It ends the visit: the escape key leads here. */
  readonly isWayOut?: boolean;
  readonly onPress: () => void;
  readonly children: ComponentChildren;
}

/** Acts when the finger lifts where it came down. Palms and the second tap of a double tap do nothing (input/press.ts). */
export const Button = ({ kind = 'plain', icon, disabled = false, isWayOut, onPress, children }: ButtonProps) => (
  <button
    type="button"
    class={`button button-${kind}`}
    disabled={disabled}
    data-way-out={isWayOut}
    {...pressed(onPress)}
  >
    {icon !== undefined && <Icon name={icon} />}
    <span>{phrased(children)}</span>
  </button>
);
