/** `anban session`: how assessment days are held at a site, and opening them. */
import type { Command } from 'commander';
import { type CommonOptions, EXIT, print, runOnExisting, usage, withCommonOptions } from '../../command-line.ts';

interface PlanOptions extends CommonOptions {
  readonly site: string;
  readonly room: readonly string[];
  readonly gap: string;
  readonly notice: string;
}

interface OpenOptions extends CommonOptions {
  readonly site: string;
  readonly until: string;
}

const PLAN_HELP = `
A room is ROOM:SPECIALTY:CAPACITY, e.g. A:ANY:30 or B:OPHTH:10; codes as in server/assessment/experts/specialties.json.
With --json: {site, rooms [{room, specialty, capacity}], maxGapDays, noticeDays}. Sessions open already keep their rooms.`;

export function register(program: Command): void {
  const session = program.command('session').description('鉴定场次：assessment sessions');
  withCommonOptions(
    session
      .command('plan')
      .description('what a session at a site looks like')
      .requiredOption('--site <code>', 'site, e.g. 370702-01')
      .requiredOption('--room <room...>', 'ROOM:SPECIALTY:CAPACITY')
      .option('--gap <days>', 'longest distance between two sessions, 7-90', '30')
      .option('--notice <days>', 'days between notice and session, 0-15', '5')
      .addHelpText('after', PLAN_HELP),
  ).action(plan);
  withCommonOptions(
    session
      .command('open')
      .description('open the sessions that are missing, so that none is further from the one before than planned')
      .requiredOption('--site <code>', 'site')
      .requiredOption('--until <day>', 'keep the chain up to this day, YYYY-MM-DD')
      .addHelpText('after', '\nWith --json: {site, opened [day]}.'),
  ).action(open);
}

async function plan({ site, room, gap, notice, ...options }: PlanOptions): Promise<void> {
  const { SitePlan, setSitePlan } = await import('./site-plan.ts');
  const { OPERATOR } = await import('../../audit/append.ts');
  const rooms = room.map((text) => {
    const [name, specialty, capacity] = text.toUpperCase().split(':');
    return { room: name, specialty, capacity: Number(capacity) };
  });
  const read = SitePlan.safeParse({ siteCode: site, rooms, maxGapDays: Number(gap), noticeDays: Number(notice) });
  if (!read.success) {
    const [issue] = read.error.issues;
    return print(options, usage(`${issue?.path.join('.')}: ${issue?.message}`));
  }
  await runOnExisting(options, async ({ database, clock }) => {
    const known = await database.db.selectFrom('site').select('code').where('code', '=', site).executeTakeFirst();
    if (known === undefined)
      return { code: EXIT.failed, json: { error: 'no such site' }, text: `没有登记的地点 ${site}` };
    await database.db.transaction().execute((tx) => setSitePlan(tx, clock, OPERATOR, read.data));
    const { siteCode: _, ...set } = read.data;
    return { code: EXIT.done, json: { site, ...set }, text: `${site}：已设置${set.rooms.length}个诊室` };
  });
}

async function open({ site, until, ...options }: OpenOptions): Promise<void> {
  const { isDay } = await import('../../rules/calendar/day.ts');
  if (!isDay(until)) return print(options, usage('--until: YYYY-MM-DD'));
  const { planSessions } = await import('./sessions.ts');
  const { OPERATOR } = await import('../../audit/append.ts');
  await runOnExisting(options, async ({ database, clock }) => {
    const opened = await database.db
      .transaction()
      .execute((tx) => planSessions(tx, { clock }, { siteCode: site, until, actor: OPERATOR }));
    if (!opened.ok) {
      const { message, code, hint } = opened.fault;
      return { code: EXIT.failed, json: { error: opened.fault }, text: `${message}（${code}）\n${hint}` };
    }
    const days = opened.value;
    const text = days.length === 0 ? `${site}：场次间隔符合要求` : `${site}：已开设场次 ${days.join('、')}`;
    return { code: EXIT.done, json: { site, opened: days }, text };
  });
}
