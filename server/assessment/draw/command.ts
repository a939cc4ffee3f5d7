/** `anban draw`: looking at a draw's record and repeating it. */
import type { Command } from 'commander';
import {
  type CommonOptions,
  EXIT,
  type Outcome,
  print,
  runOnExisting,
  usage,
  withCommonOptions,
} from '../../command-line.ts';
import type { AssessmentFault } from '../kinds/fault.ts';
import type { DrawRecord } from './record.ts';

const REPLAY_HELP = `
RECORD.json: what \`anban draw show ID --json\` prints under "record", or the whole answer; - reads standard input.
Checked: SHA-256(seed) is the commitment; the filters leave the counts recorded; ordering the eligible experts by
HMAC-SHA256(seed, expertId) gives the order, the seats and the reserves recorded. Needs no database.
With --json: {identical: true, drawId, seats [expertId], reserves [expertId]} or
{identical: false, error: {name, message, hint, code, details}}.
Exit codes: 0 identical, 1 not identical, 2 not a draw record, 3 file not readable.`;

const SHOW_HELP = `
With --json: {record: {format, version, algorithm, input {drawId, assessmentId, sessionId, sessionDay, round, cause,
homeRegion, poolRegion, panel {kind, seats, reserves, needed}, commitment, seed, announcedAt, drawnAt, pool [{expertId,
field, specialties, status, termFrom, termUntil, trainedUntil, onLeave, panelsThatDay, dailyQuota, recusal}]}, counts
(how many each filter left: pool, inactive, term, untrained, specialty, leave, quota, recused), order [{expertId, key}],
seats, reserves}}. No names: the record is made to be handed out.`;

export function register(program: Command): void {
  const draw = program.command('draw').description('专家抽取：draws of experts');
  draw
    .command('replay')
    .description('repeat a draw from its record')
    .argument('<record>', 'JSON file, or -')
    .option('--json', 'answer with one JSON object')
    .addHelpText('after', REPLAY_HELP)
    .action(replay);
  withCommonOptions(draw.command('show').description('the record of a draw').argument('<id>', 'draw or assessment'))
    .option('--region <code>', 'region, 6 digits (default: that of the configuration)')
    .addHelpText('after', SHOW_HELP)
    .action(show);
}

async function replay(file: string, options: CommonOptions): Promise<void> {
  let text: string;
  try {
    const { readFile } = await import('node:fs/promises');
    const { text: textOf } = await import('node:stream/consumers');
    text = file === '-' ? await textOf(process.stdin) : await readFile(file, 'utf8');
  } catch {
    return print(options, {
      code: EXIT.environment,
      json: { error: 'file not readable' },
      text: `文件无法打开：${file}`,
    });
  }
  const { fault } = await import('../kinds/fault.ts');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return print(options, refused(fault('record-malformed', { issues: ['not JSON'] })));
  }
  const { z } = await import('zod');
  const { replayDraw } = await import('./draw.ts');
  const wrapped = z.strictObject({ record: z.unknown() }).safeParse(value);
  const again = replayDraw(wrapped.success ? wrapped.data.record : value);
  return print(options, again.ok ? identical(again.value) : refused(again.fault));
}

function identical({ input, seats, reserves, counts }: DrawRecord): Outcome {
  const text = `重放一致：${input.drawId}（${counts.pool}人中符合条件${counts.recused}人，抽取${seats.length}人，候补${reserves.length}人）`;
  return { code: EXIT.done, json: { identical: true, drawId: input.drawId, seats, reserves }, text };
}

function refused(error: AssessmentFault): Outcome {
  const code = error.name === 'record-malformed' ? EXIT.usage : EXIT.failed;
  return { code, json: { identical: false, error }, text: `${error.message}（${error.code}）\n${error.hint}` };
}

async function show(id: string, options: CommonOptions & { readonly region?: string }): Promise<void> {
  const { z } = await import('zod');
  const { region } = options;
  if (!z.uuid().safeParse(id).success) return print(options, usage('id: a UUID'));
  if (region !== undefined && !/^\d{6}$/.test(region)) return print(options, usage('--region: 6 digits'));
  const { findRecord } = await import('./find-record.ts');
  await runOnExisting(options, async ({ database }, configured) => {
    const found = await database.db.transaction().execute((tx) => findRecord(tx, region ?? configured, id));
    if (!found.ok) {
      const { message, code } = found.fault;
      return { code: EXIT.failed, json: { error: found.fault }, text: `${message}（${code}）` };
    }
    return { code: EXIT.done, json: { record: found.value }, text: words(found.value) };
  });
}

function words({ input, counts, seats, reserves }: DrawRecord): string {
  return [
    `抽取编号  ${input.drawId}（第${input.round}轮）`,
    `鉴定      ${input.assessmentId}，场次 ${input.sessionDay}，专家库 ${input.poolRegion}`,
    `承诺值    ${input.commitment}`,
    `种子      ${input.seed}`,
    `人数      专家库${counts.pool} → 在聘${counts.inactive} → 聘期内${counts.term} → 已培训${counts.untrained} → 专科${counts.specialty} → 未请假${counts.leave} → 未超限额${counts.quota} → 无须回避${counts.recused}`,
    `专家组    ${seats.join(' ')}`,
    `候补      ${reserves.join(' ')}`,
  ].join('\n');
}
