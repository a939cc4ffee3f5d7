import type { ComponentChildren } from 'preact';

/** A sheet of its own for what has to be read before an answer. */
export const Notice = ({ children }: { readonly children: ComponentChildren }) => <div class="notice">{children}</div>;
