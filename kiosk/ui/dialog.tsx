import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { Icon } from './icon.tsx';
import type { IconName } from './icons.ts';
import { Pane } from './pane.tsx';
import { phrased } from './phrases.tsx';

export interface DialogProps {
  readonly title: string;
  readonly icon: IconName;
  /** In place of the icon, where there is more to see: a countdown. */
  readonly sign?: ComponentChildren;
  /** Escape and the like; a dialog that asks something has to be answered. */
  readonly onDismiss?: () => void;
  /** Where none of its controls comes before the others: the heading has the focus, and no control seems chosen. */
  readonly beginsAtTitle?: boolean;
  readonly children: ComponentChildren;
  readonly actions: ComponentChildren;
}

/** A native modal dialog before an opaque ground: what lies behind can be neither read nor touched nor focused. */
export function Dialog({ title, icon, sign, onDismiss, beginsAtTitle = false, children, actions }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => {
    const element = dialog.current;
    const before = document.activeElement;
    element?.showModal();
    if (beginsAtTitle) element?.querySelector('h2')?.focus({ preventScroll: true });
    return () => {
      element?.close();
      // It has left the page by now, and cannot give the focus back itself.
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      class="dialog"
      aria-labelledby={heading}
      onCancel={(event) => {
        event.preventDefault();
        onDismiss?.();
      }}
    >
      <div class="dialog-content">
        <div class="head">
          {sign ?? (
            <span class="emblem">
              <Icon name={icon} />
            </span>
          )}
          <h2 id={heading} tabIndex={-1}>
            {phrased(title)}
          </h2>
        </div>
        <Pane name="body">{children}</Pane>
        <div class="actions">{actions}</div>
      </div>
    </dialog>
  );
}
