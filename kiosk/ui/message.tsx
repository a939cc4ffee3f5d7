import type { ComponentChildren } from 'preact';
import { Icon } from './icon.tsx';
import type { IconName } from './icons.ts';
import { sentences } from './phrases.tsx';

export interface MessageProps {
  readonly tone: 'info' | 'care' | 'good';
  readonly icon?: IconName;
  /** It is what the screen is about, read from a step away: large, without a box; the code alone has one. */
  readonly isLead?: boolean;
  /** The short code for a telephone call to support. */
  readonly code?: string | undefined;
  readonly children: ComponentChildren;
}

const ICON_OF = { info: 'info', care: 'attention', good: 'success' } as const satisfies Record<string, IconName>;

/** A sentence that matters, with a picture; announced when it changes. */
export const Message = ({ tone, icon, isLead = false, code, children }: MessageProps) => (
  <div class={isLead ? 'message-lead' : `message message-${tone}`} role="status">
    {!isLead && <Icon name={icon ?? ICON_OF[tone]} />}
    <p>{sentences(children)}</p>
    {code !== undefined && <span class="code">{code}</span>}
  </div>
);
