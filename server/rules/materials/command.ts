/** `anban rules materials`: what an applicant has to bring. */
import type { Command } from 'commander';

export function register(rules: Command): void {
  rules.command('materials').description('材料清单：the list of materials of a scenario');
}
