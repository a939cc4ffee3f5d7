/** `anban case`: cases on the database itself, for operators. Everything it does or reads stands in the audit log. */
import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import type { Command } from 'commander';
import { type CommonOptions, print, runCommand, runOnExisting, usage, withCommonOptions } from '../command-line.ts';

interface ActOptions extends CommonOptions {
  readonly as: string;
  readonly by: string;
}
interface StepOptions extends ActOptions {
  readonly data: string;
  readonly id?: string;
  readonly version?: string;
}
interface WorkOptions extends CommonOptions {
  readonly role: string;
  readonly after?: string;
  readonly limit: string;
}

const OPEN_HELP = `
The file, or standard input: {"id"?, "event"?: "START_DRAFT" | "LEAD", "data"?: …, "file": …}
  id      UUIDv7 of the case; the same again opens nothing (default: a new one)
  event   START_DRAFT, the draft of an application (default), or LEAD, an accident that was reported
  data    what comes with that event, e.g. {"relation": "self", "injuryOn": "2026-07-11"}
  file    person {name, sex 男|女, number, birthDate, phone?, address?, occupation?, account?},
          applicant {relation self|relative|employer|union, name, number?, phone?},
          employer {name, code?, address?, phone?},
          injury {day, time? HH:MM, place?, description, parts?, diagnosis?, hospital?, diagnosedOn?},
          service {electronic true|false, address?}, death? {day, time?},
          dependants? [{name, relation, birthDate?}]
GET /openapi.json of a running centre describes the data of every event.`;

const REASON = 'supervision, complaint, handling, assessment or payment';
const withActor = (command: Command): Command =>
  command
    .requiredOption('--as <role>', 'applicant, employer, clerk, officer, chief, committee, agency, province, system, …')
    .option('--by <name>', 'who acts, letters and digits; two different people are told apart by it', 'cli');

export function register(program: Command): void {
  const cases = program.command('case').description('案件：cases');
  withCommonOptions(
    withActor(cases.command('open').description('open a case').argument('[file]', 'JSON; default: standard input')),
  )
    .addHelpText('after', OPEN_HELP)
    .action(async (file: string | undefined, options: ActOptions) => {
      const json = await readJson(() => (file === undefined ? text(process.stdin) : readFile(file, 'utf8')));
      const { open } = await import('./command-work.ts');
      await runOrRefuse(options, json, (sent) => open(sent, options), runCommand);
    });
  withCommonOptions(
    withActor(
      cases
        .command('step')
        .description('take one step of a part of a case')
        .argument('<case>', 'id or number of the case')
        .argument('<part>', 'id of the part, or its kind where the case has only one of it, e.g. determination')
        .argument('<event>', 'e.g. SUBMIT')
        .option('--data <json>', 'what comes with the event', '{}')
        .option('--id <uuid>', 'UUIDv7 of the event; the same again is the same event (default: a new one)')
        .option('--version <n>', 'refuse when the part is of another version (default: whatever it is)'),
    ),
  ).action(async (caseId: string, part: string, event: string, options: StepOptions) => {
    const json = await readJson(async () => options.data);
    const { step } = await import('./command-work.ts');
    await runOrRefuse(options, json, (data) => step({ case: caseId, part, event, data }, options));
  });
  withCommonOptions(
    cases
      .command('show')
      .description('show a whole case, personal data included; audited')
      .argument('<case>', 'id or number of the case')
      .option('--purpose <word>', REASON, 'handling'),
  ).action(async (caseId: string, options: CommonOptions & { readonly purpose: string }) => {
    const { show } = await import('./command-work.ts');
    await runOrRefuse(options, { value: null }, () => show(caseId, options.purpose));
  });
  withCommonOptions(
    cases
      .command('work')
      .description('list what waits for a role, most urgent first')
      .requiredOption('--role <role>', 'clerk, officer, chief, committee, expert, agency, province')
      .option('--after <page>', 'next page: "next" of the one before')
      .option('--limit <n>', 'rows, 1 to 200', '50'),
  ).action(async (options: WorkOptions) => {
    const { work } = await import('./command-work.ts');
    await runOrRefuse(options, { value: options }, (sent) => work(sent));
  });
}

type Work = (sent: unknown) => Parameters<typeof runOnExisting>[1] | string;

/** What was sent has no shape that could be worked with: 2, and the database is not opened. */
async function runOrRefuse(
  options: CommonOptions,
  json: { value: unknown } | string,
  work: Work,
  run: typeof runOnExisting = runOnExisting,
): Promise<void> {
  const ready = typeof json === 'string' ? json : work(json.value);
  if (typeof ready === 'string') return print(options, usage(ready));
  await run(options, ready);
}

async function readJson(read: () => Promise<string>): Promise<{ value: unknown } | string> {
  try {
    const value: unknown = JSON.parse(await read());
    return { value };
  } catch (cause) {
    return `没有可读的 JSON (no readable JSON): ${cause instanceof Error ? cause.message : String(cause)}`;
  }
}
