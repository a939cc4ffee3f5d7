/** The machines of a case, by kind of part. */
import type { CaseMachine } from './machine.ts';
import type { PartKind } from './model.ts';

export type Machines = Readonly<Record<PartKind, CaseMachine>>;
