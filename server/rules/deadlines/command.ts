/** `anban rules deadlines`: time limits, JSON in and out. */
import type { Command } from 'commander';

export function register(rules: Command): void {
  rules.command('deadlines').description('期限计算：time limits from facts or timers (JSON on standard input)');
}
