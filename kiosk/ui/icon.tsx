import { h } from 'preact';
import { ICONS, type IconName } from './icons.ts';

/** A picture beside a word; a screen reader does not hear it. */
export const Icon = ({ name }: { readonly name: IconName }) => (
  <svg class={`icon icon-${name}`} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    {ICONS[name].map(([tag, attributes]) => h(tag, attributes))}
  </svg>
);
