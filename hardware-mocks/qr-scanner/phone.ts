/** What a sample person's phone shows: a fresh code from whoever issues them, asked as another program. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { z } from 'zod';
import type { Person } from '../people/person.ts';
import { cardNumberOf, serialOf } from '../social-security-card/content.ts';

const run = promisify(execFile);
const Issued = z.object({ token: z.string() });

/** `command`: prints `{"token":…}` when called with `--name`, `--number` and `--card` after its own arguments. */
export async function freshCode(command: readonly string[], person: Person): Promise<string> {
  const [program = '', ...args] = command;
  const about = ['--name', person.name, '--number', person.number, '--card', cardNumberOf(serialOf(person))];
  const { stdout } = await run(program, [...args, ...about]);
  return Issued.parse(JSON.parse(stdout)).token;
}
