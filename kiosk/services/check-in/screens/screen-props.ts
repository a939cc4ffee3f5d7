import type { VNode } from 'preact';
import type { CheckInContext, CheckInEvent } from '../context.ts';

export interface CheckInScreenProps {
  readonly context: CheckInContext;
  /** An officer's sign-in or decision is on its way. */
  readonly checking: boolean;
  /** Staff sign in with their own card. */
  readonly byCard?: boolean;
  readonly send: (event: CheckInEvent) => void;
}

export type CheckInScreen = (props: CheckInScreenProps) => VNode;
