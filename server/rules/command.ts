/** `anban rules`: the law as calculators, JSON in and out. */
import type { Command } from 'commander';
import { register as benefits } from './benefits/command.ts';
import { register as deadlines } from './deadlines/command.ts';
import { register as materials } from './materials/command.ts';

export function register(program: Command): void {
  const rules = program.command('rules').description('规则：benefits, materials, deadlines as the law has them');
  benefits(rules);
  materials(rules);
  deadlines(rules);
}
