/** What the centre's commands share: where the data are, how they answer, how they end. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '@anban/foundation/clock';
import { ConfigError, readConfig } from '@anban/foundation/config';
import { type Command, Help, type Option } from 'commander';
import { ServerConfig } from './config.ts';
import { silentLog } from './log.ts';
import { type Foundation, openFoundation } from './services.ts';

/** 0 done, 1 expected failure, 2 wrong usage, 3 the environment (database, files) does not allow it. */
export const EXIT = { done: 0, failed: 1, usage: 2, environment: 3 } as const;

export interface CommonOptions {
  readonly json?: boolean;
  readonly config?: string;
  readonly dataDir?: string;
}

export interface Outcome {
  readonly code: number;
  /** Printed with --json, one line. */
  readonly json: unknown;
  /** Printed otherwise. */
  readonly text: string;
}

const HELP = `
Database: DATABASE_URL if set, else that of the server's configuration, else the embedded one under the data folder
(it is started for the command when no server runs).
Only site add, officer add, roster import, expert import, terminal code, case open, and the server itself make a database where there is none.
Exit codes: 0 done, 1 not possible (said why), 2 wrong usage, 3 database or files not accessible.`;

/** --json, --config, --data-dir and the exit codes, on a command that works on the centre's database. */
export const withCommonOptions = (command: Command): Command =>
  command
    .option('--json', 'answer with one JSON object')
    .option('--config <file>', 'configuration file of the server')
    .option(
      '--data-dir <dir>',
      "the server's data folder (default: $ANBAN_DATA_DIR or .anban/server); that of npm start --data DIR is DIR/server, and DIR is understood",
    )
    .configureHelp({ optionDescription: marked })
    .addHelpText('after', HELP);

/** Says of an option that the command needs it. */
const marked = (option: Option): string =>
  new Help().optionDescription(option) + (option.mandatory ? ' (required)' : '');

/** `npm start -- --data DIR` keeps the server's data in `DIR/server`: whoever names DIR means that. */
export function serverFolder(named: string | undefined): string | undefined {
  if (named === undefined || holdsServer(named)) return named;
  const inside = join(named, 'server');
  return holdsServer(inside) ? inside : named;
}

const holdsServer = (folder: string): boolean => existsSync(join(folder, 'keys'));

function placeOf(options: CommonOptions): { dataDir: string; databaseUrl: string | null; regionCode: string } {
  const config = options.config === undefined ? null : readConfig(ServerConfig, options.config);
  const dataDir = serverFolder(options.dataDir) ?? config?.dataDir ?? process.env.ANBAN_DATA_DIR ?? '.anban/server';
  const fromEnvironment = process.env.DATABASE_URL;
  const databaseUrl =
    fromEnvironment === undefined || fromEnvironment === '' ? (config?.databaseUrl ?? null) : fromEnvironment;
  return { dataDir, databaseUrl, regionCode: config?.regionCode ?? '370702' };
}

type Work = (foundation: Foundation, regionCode: string) => Promise<Outcome>;

/**
 * Opens the database (made where there is none), does `work`, prints what came out, and closes again. Sets the process's
 * exit code.
 */
export const runCommand = (options: CommonOptions, work: Work): Promise<void> => run(options, work, false);

/** For what reads, changes or ends something that is there: in a wrong folder nothing is made, and it says so. */
export const runOnExisting = (options: CommonOptions, work: Work): Promise<void> => run(options, work, true);

async function run(options: CommonOptions, work: Work, mustExist: boolean): Promise<void> {
  let outcome: Outcome;
  try {
    const { regionCode, ...place } = placeOf(options);
    const foundation = await openFoundation({
      ...place,
      mustExist,
      connections: 4,
      clock: systemClock,
      log: silentLog,
    });
    try {
      outcome = await work(foundation, regionCode);
    } finally {
      await foundation.database.close();
    }
  } catch (cause) {
    const error = cause instanceof Error ? cause.message : String(cause);
    outcome = { code: cause instanceof ConfigError ? EXIT.usage : EXIT.environment, json: { error }, text: error };
  }
  print(options, outcome);
}

/** For what goes wrong before the database is needed as well. */
export function print(options: CommonOptions, { code, json, text }: Outcome): void {
  process.exitCode = code;
  if (options.json === true) process.stdout.write(`${JSON.stringify(json)}\n`);
  else (code === EXIT.done ? process.stdout : process.stderr).write(`${text}\n`);
}

export const failure = (error: string): Outcome => ({ code: EXIT.failed, json: { error }, text: error });
export const usage = (error: string): Outcome => ({ code: EXIT.usage, json: { error }, text: error });
