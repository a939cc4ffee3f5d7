/** What the commands of `anban recording` do. Each answers its exit code. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError, readConfig } from '@anban/foundation/config';
import { z } from 'zod';
import { EXIT, type Failure, failed } from '../command-line/failure.ts';
import { BridgeConfig } from '../config.ts';
import { loadTerminalKey } from '../evidence/key.ts';
import { askCentre, NO_ANSWER } from './ask-centre.ts';
import type { ExaminationRecordingConfig } from './config.ts';
import { ask, type Reply, StartRequest, StopRequest } from './control.ts';
import { type Damage, type DamageKind, damagedRecordings } from './damage.ts';
import { exportRecording, folderOf, readText, sha256, type Verdict, verifyFile } from './inspect.ts';
import { listRecordings } from './listing.ts';
import { hold } from './retention.ts';
import { siteKey } from './vault.ts';

const { done: DONE, failed: REFUSED, usage: USAGE, environment: ENVIRONMENT } = EXIT;
/** Of evidence/key.ts. */
const KEY_FILE = 'terminal-key.pem';
const MIB = 1024 * 1024;

interface Common {
  readonly config: string;
  readonly json: boolean;
}

const About = z.object({ id: z.string(), startedAt: z.string() });
const Examinees = z.object({
  examinees: z.array(
    z.object({ sessionId: z.string(), examineeId: z.string(), room: z.string(), number: z.string().nullable() }),
  ),
});
const Refused = z.object({ error: z.string(), hint: z.string(), code: z.string().default('Y00') });
const View = z.object({
  recording: About.extend({ troubles: z.array(z.string()) }).nullable(),
  freeBytes: z.number(),
  neededBytes: z.number(),
});

interface Site {
  readonly stateDir: string;
  readonly recording: ExaminationRecordingConfig;
}

export async function start(options: Common & { session: string; examinee: string; by: string }): Promise<number> {
  const body = StartRequest.safeParse({
    sessionId: options.session,
    examineeId: options.examinee,
    by: options.by,
  });
  if (!body.success) return usage('--session and --examinee take ids of the roster, --by identity-check or officer');
  return onSite(options, async ({ stateDir }) =>
    tell(options, await ask(stateDir, 'POST', '/recording/start', body.data), '正在录音录像 (recording)'),
  );
}

export async function examinees(options: Common): Promise<number> {
  return onSite(options, async ({ stateDir }) => {
    const reply = await ask(stateDir, 'GET', '/recording/examinees');
    if (reply === null) return noBridge(options);
    const found = Examinees.parse(reply.body);
    const lines = found.examinees.map(
      ({ room, number, sessionId, examineeId }) =>
        `${room}  ${number ?? '未签到 (not checked in)'}  --session ${sessionId} --examinee ${examineeId}`,
    );
    out(options, found, lines.length > 0 ? lines : ['今天没有名单 (nobody is on the roster of this site today)']);
    return DONE;
  });
}

/** The public half of this terminal's key; a terminal that never ran has none, and none is made for it. */
export async function key(options: Common): Promise<number> {
  return onSite(options, async ({ stateDir }) => {
    if (!existsSync(join(stateDir, KEY_FILE))) return failed(options.json, ENVIRONMENT, NO_KEY);
    const { publicKey } = loadTerminalKey(stateDir);
    out(options, { publicKey }, [publicKey]);
    return DONE;
  });
}

export async function stop(options: Common & { why: string }): Promise<number> {
  const body = StopRequest.safeParse({ why: options.why });
  if (!body.success) return usage('--why takes signed, refused, terminated or officer');
  return onSite(options, async ({ stateDir }) =>
    tell(options, await ask(stateDir, 'POST', '/recording/stop', body.data), '录音录像已结束 (ended)'),
  );
}

export async function status(options: Common): Promise<number> {
  return onSite(options, async ({ stateDir, recording: { folder } }) => {
    const reply = await ask(stateDir, 'GET', '/recording');
    if (reply === null) return noBridge(options);
    const view = { ...View.parse(reply.body), damaged: await damagedRecordings(folder) };
    const { recording, freeBytes, neededBytes, damaged } = view;
    const troubles = recording?.troubles ?? [];
    const state = recording === null ? '未在录制 (not recording)' : `正在录制 (recording) ${recording.id}`;
    const room = `${Math.round(freeBytes / MIB)} MiB free, ${Math.round(neededBytes / MIB)} MiB needed`;
    const broken = damaged.map((id) => `! 已损坏 (damaged; anban recording list says how): ${id}`);
    out(options, view, [state, ...troubles.map((cause) => `  ! ${cause}`), ...broken, room]);
    // Nothing recorded is no fault: an empty room is not recorded.
    return troubles.length + damaged.length === 0 ? DONE : REFUSED;
  });
}

export async function list(options: Common): Promise<number> {
  return onSite(options, async ({ recording: { folder, keepDays } }) => {
    const recordings = listRecordings(folder, keepDays, Date.now());
    const lines = recordings.flatMap(({ id, startedAt, endedAt, why, segments, bytes, gaps, damage, atCentre }) => [
      `${id}  ${startedAt ?? '?'} – ${endedAt ?? '…'}  ${damage.some(isOfTheList) ? '清单损坏 (list damaged)' : (why ?? 'running')}  ${segments} × ${Math.round(bytes / MIB)} MiB  ${atCentre ? '清单已上传' : '清单待上传'}`,
      ...damage.map((one) => `    ! ${inWords(one)}`),
      ...gaps.map(({ cause, from, until }) => `    ! ${cause} ${from} – ${until}`),
    ]);
    out(options, { recordings }, lines.length > 0 ? lines : ['没有录音录像 (none)']);
    return recordings.every(({ damage }) => damage.length === 0) ? DONE : REFUSED;
  });
}

const isOfTheList = ({ kind }: Damage): boolean => kind === 'list-damaged' || kind === 'list-shortened';

const DAMAGE_WORDS: Readonly<Record<DamageKind, string>> = {
  'about-unreadable': '录制信息无法读取 (recording.json does not say whose it is)',
  'list-damaged': '清单被改动或损坏，缺口无法列出 (the list was changed or damaged; its gaps cannot be told)',
  'list-shortened': '清单末尾缺失 (the end of the list is gone)',
  'key-missing': '密钥缺失，无法打开 (its key is gone: it cannot be opened)',
  'segment-missing': '文件缺失 (the file is missing)',
  'segment-short': '文件不完整 (a part of the file is gone)',
};

const inWords = ({ kind, segment }: Damage): string =>
  segment === null ? DAMAGE_WORDS[kind] : `#${segment} ${DAMAGE_WORDS[kind]}`;

interface VerifyOptions {
  readonly manifest?: string;
  readonly publicKey?: string;
  readonly server?: string;
  readonly token?: string;
  readonly json: boolean;
}

export async function verify(file: string, options: VerifyOptions): Promise<number> {
  if (!existsSync(file)) return usage(`there is no file ${file}`);
  const bytes = readFileSync(file);
  if (options.server !== undefined) return verifyAtCentre(sha256(bytes), options.server, options);
  if (options.manifest === undefined) return usage('give --manifest, or --server and --token');
  const manifest = readText(options.manifest);
  if (manifest === null) return usage(`cannot read ${options.manifest}`);
  return verdict(options, verifyFile(bytes, manifest, options.publicKey ?? null));
}

async function verifyAtCentre(digest: string, server: string, options: VerifyOptions): Promise<number> {
  if (options.token === undefined) return usage('--server needs --token');
  if (!URL.canParse(server)) return usage('--server takes an address: https://centre.example');
  const asked = await askCentre(server, options.token, digest);
  if (!asked.ok) return failed(options.json, ENVIRONMENT, NO_ANSWER[asked.fault](server));
  const segment = asked.value;
  const fault = segment === null ? 'unknown-file' : null;
  return verdict(options, { genuine: segment !== null, digest, segment, signature: 'unchecked', fault });
}

function verdict(options: { readonly json: boolean }, found: Verdict): number {
  const { genuine, segment, signature, fault } = found;
  const what = segment === null ? '' : ` ${segment.recordingId} #${segment.index} ${segment.from} – ${segment.until}`;
  const word = genuine
    ? `一致 (genuine)${what}`
    : `不一致 (not genuine): ${fault ?? 'the signature is not of this key'}`;
  out(options, found, [word, `signature: ${signature}`]);
  return genuine ? DONE : REFUSED;
}

export async function exportOne(
  id: string,
  options: Common & { out: string; by: string; reason: string },
): Promise<number> {
  if (existsSync(options.out)) return usage(`${options.out} exists: give a folder that does not`);
  return onSite(options, async ({ stateDir, recording }) => {
    const folder = folderOf(recording.folder, id);
    if (folder === null) return failed(options.json, REFUSED, UNKNOWN);
    const access = { at: new Date().toISOString(), id, by: options.by, reason: options.reason };
    const done = exportRecording(folder, options.out, siteKey(stateDir), loadTerminalKey(stateDir), access);
    if (!done.ok) return failed(options.json, REFUSED, { ...CLOSED, name: done.fault });
    const { files, damaged, missing } = done.value;
    out(options, { id, files, damaged, missing }, [
      ...files.map(({ name, genuine }) => `${name}  ${genuine ? '一致 (genuine)' : '已损坏 (damaged)'}`),
      ...damaged.map((index) => `! segment ${index} is damaged`),
      ...missing.map((index) => `! segment ${index} is missing: there is no file`),
    ]);
    return damaged.length + missing.length === 0 ? DONE : REFUSED;
  });
}

export async function holdOne(id: string, options: Common & { reason?: string; release: boolean }): Promise<number> {
  const reason = options.reason?.trim() ?? '';
  if ((reason !== '') === options.release) return usage('give --reason, or --release');
  return onSite(options, async ({ recording }) => {
    const folder = folderOf(recording.folder, id);
    if (folder === null) return failed(options.json, REFUSED, UNKNOWN);
    hold(folder, options.release ? null : reason);
    const held = options.release ? null : reason;
    out(options, { id, held }, [held === null ? '不再保留 (released)' : `已保留 (held): ${held}`]);
    return DONE;
  });
}

async function onSite(options: Common, work: (site: Site) => Promise<number>): Promise<number> {
  const site = siteOf(options.config);
  return 'hint' in site ? failed(options.json, USAGE, site) : work(site);
}

/** The site, or in words what is wrong with the configuration. */
function siteOf(path: string): Site | Failure {
  const message = '配置不能用 (the configuration cannot be used)';
  try {
    const { stateDir, examinationRecording } = readConfig(BridgeConfig, path);
    const hint = 'this bridge records nothing: examinationRecording is not configured';
    if (examinationRecording === null) return { name: 'recordingNotConfigured', code: 'Y11', message, hint };
    return { stateDir, recording: examinationRecording };
  } catch (error) {
    if (error instanceof ConfigError) return { name: 'configWrong', code: 'B03', message, hint: error.message };
    throw error;
  }
}

function tell(options: Common, reply: Reply | null, done: string): number {
  if (reply === null) return noBridge(options);
  if (reply.status === 200) {
    const { recording } = z.object({ recording: About }).parse(reply.body);
    out(options, reply.body, [`${done} ${recording.id}`]);
    return DONE;
  }
  const { error: name, code, hint } = Refused.parse(reply.body);
  return failed(options.json, REFUSED, { name, code, message: '没有照办 (not done)', hint });
}

const noBridge = (options: { readonly json: boolean }): number =>
  failed(options.json, ENVIRONMENT, {
    name: 'noBridge',
    code: 'B01',
    message: '无法连接录制程序 (the recorder does not answer)',
    hint: 'no bridge runs on this machine, or its recorder is not for this user',
  });

const UNKNOWN: Failure = {
  name: 'unknown-recording',
  code: 'Y08',
  message: '没有这份录音录像 (there is no such recording)',
  hint: 'anban recording list shows which there are',
};
const NO_KEY: Failure = {
  name: 'keyMissing',
  code: 'Y14',
  message: '没有终端密钥 (this terminal has no key)',
  hint: 'its bridge never ran, or stateDir is another or not for this user',
};
const CLOSED = {
  code: 'Y09',
  message: '无法导出 (not exported)',
  hint: 'deleted, of another site, or not readable for this user',
};

function usage(line: string): number {
  process.stderr.write(`error: ${line}\n`);
  return USAGE;
}

function out({ json }: { readonly json: boolean }, value: unknown, lines: readonly string[]): void {
  process.stdout.write(json ? `${JSON.stringify(value)}\n` : `${lines.join('\n')}\n`);
}
