import { Icon } from './icon.tsx';
import type { IconName } from './icons.ts';

export interface Fact {
  readonly icon?: IconName;
  readonly label: string;
  readonly value: string;
  /** A name as the centre wrote it: Chinese, whatever the page speaks. */
  readonly isFromCentre?: boolean;
}

/** Labelled values in the order in which they are read. */
export const Facts = ({ facts }: { readonly facts: readonly Fact[] }) => (
  <dl class="facts">
    {facts.map(({ icon, label, value, isFromCentre }) => (
      <div key={label}>
        <dt>
          {icon !== undefined && <Icon name={icon} />}
          {label}
        </dt>
        <dd lang={isFromCentre === true ? 'zh-CN' : undefined}>{value}</dd>
      </div>
    ))}
  </dl>
);
