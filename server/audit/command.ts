/** `anban audit`: is the log still what was written? */
import type { Command } from 'commander';
import { type CommonOptions, EXIT, runOnExisting, withCommonOptions } from '../command-line.ts';

const WORDS = {
  changed: '内容被改动或插入',
  missing: '缺少记录',
  'tail-cut': '末尾的记录被删除',
  'head-missing': '链头被删除',
  'checkpoint-forged': '检查点签名不正确',
  'checkpoint-missing': '缺少检查点',
  'checkpoint-disagrees': '与已签名的检查点不一致',
  'record-forged': '终端记录的签名或内容不正确',
  'record-missing': '缺少终端记录',
} as const;

export function register(program: Command): void {
  const audit = program.command('audit').description('审计日志：audit log');
  withCommonOptions(
    audit
      .command('verify')
      .description(
        'recompute the whole audit log, the checkpoints and the chains of signed records; exit code 1 when broken',
      ),
  ).action(async (options: CommonOptions) => {
    const { verifyAudit } = await import('./verify.ts');
    await runOnExisting(options, async ({ database, keyring, dataDir }) => {
      const report = await verifyAudit(database, keyring, dataDir);
      const intact = report.broken.length === 0;
      const lines = report.broken.map(
        ({ regionCode, stream, sequence, what }) => `${regionCode} ${stream} 第${sequence}条：${WORDS[what]}`,
      );
      const counts = `${report.entries}条记录，${report.streams}个序列，${report.checkpoints}个检查点，${report.records}条终端记录`;
      const copies = report.unreadableCopies
        .map((line) => `\n检查点副本第${line}行没有写完整，服务器下次启动时补写`)
        .join('');
      return {
        code: intact ? EXIT.done : EXIT.failed,
        json: { intact, ...report, first: report.broken[0] ?? null },
        text: (intact ? `完整：${counts}` : `审计日志不完整（${counts}）：\n${lines.join('\n')}`) + copies,
      };
    });
  });
}
