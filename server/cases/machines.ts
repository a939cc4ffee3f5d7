/** The machines of a case, by kind of part. */
import { assessment } from './assessment/machine.ts';
import { benefit } from './benefit/machine.ts';
import { determination } from './determination/machine.ts';
import type { CaseMachine } from './machine.ts';
import type { PartKind } from './model.ts';
import { service } from './service/machine.ts';

export type Machines = Readonly<Record<PartKind, CaseMachine>>;

export const caseMachines: Machines = { determination, assessment, benefit, service };
