import type { VNode } from 'preact';
import type { CheckInContext, CheckInEvent } from '../context.ts';

export interface CheckInScreenProps {
  readonly context: CheckInContext;
  /** An officer's decision is on its way. */
  readonly checking: boolean;
  readonly send: (event: CheckInEvent) => void;
}

export type CheckInScreen = (props: CheckInScreenProps) => VNode;
