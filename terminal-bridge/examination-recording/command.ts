/** `anban recording`: the recorder of an examination room at the command line. */
import type { Command } from 'commander';

const CONFIG = ['--config <file>', "the bridge's configuration"] as const;
const ABOUT = '{id, terminalId, regionCode, sessionId, examineeId, startedAt}';
const FAILURE = '{error: {name, code, message, hint}}';
const EXITS = 'Exit codes: 0 done; 1 refused (the reason is named); 2 wrong usage; 3 no bridge, or not for this user.';

export function register(program: Command): void {
  const recording = program
    .command('recording')
    .description('鉴定现场录音录像：recordings of examinations on this site');
  recording
    .command('start')
    .description('begin; answers when the first seconds are on the disk')
    .requiredOption(...CONFIG)
    .requiredOption('--session <id>', 'id of the assessment session: anban recording examinees')
    .requiredOption('--examinee <id>', 'id of the examinee: anban recording examinees')
    .option('--by <what>', 'identity-check or officer: what the recording begins with', 'officer')
    .option('--json', 'print JSON', false)
    .addHelpText('after', `\nWith --json: {recording: ${ABOUT}}, or ${FAILURE}.\n${EXITS}`)
    .action(async (options) => run((work) => work.start(options)));
  recording
    .command('examinees')
    .description('of the roster of today: room, number on the ticket, and the ids that start takes; no name')
    .requiredOption(...CONFIG)
    .option('--json', 'print JSON', false)
    .addHelpText(
      'after',
      `\nWith --json: {examinees: [{sessionId, examineeId, room, number (on the ticket; null: not checked in)}]}, or ${FAILURE}.\n${EXITS}`,
    )
    .action(async (options) => run((work) => work.examinees(options)));
  recording
    .command('key')
    .description('the public key of this terminal, by which verify checks a manifest; needs no bridge')
    .requiredOption(...CONFIG)
    .option('--json', 'print JSON', false)
    .addHelpText(
      'after',
      `\nWho doubts the site takes it from the centre: anban terminal list --json.
With --json: {publicKey: base64url}, or ${FAILURE}.\nExit codes: 0 printed; 2 wrong usage or configuration; 3 there is no key.`,
    )
    .action(async (options) => run((work) => work.key(options)));
  recording
    .command('stop')
    .description('end in order: last segment, last entry, signed manifest')
    .requiredOption(...CONFIG)
    .option('--why <reason>', 'signed, refused, terminated or officer; nothing is taken for signed unasked', 'officer')
    .option('--json', 'print JSON', false)
    .addHelpText('after', `\nWith --json: {recording: ${ABOUT}}, or ${FAILURE}.\n${EXITS}`)
    .action(async (options) => run((work) => work.stop(options)));
  recording
    .command('status')
    .description('whether it records, what is wrong at this moment, and the room on the disk')
    .requiredOption(...CONFIG)
    .option('--json', 'print JSON', false)
    .addHelpText(
      'after',
      `\nWith --json: {recording: null or ${ABOUT} with troubles: [cause], freeBytes, neededBytes (for one of the planned
length and the reserve), damaged: [id] (anban recording list says how)}; or ${FAILURE}.
Exit codes: 0 nothing is wrong, whether it records or not; 1 picture or sound is not as it should be, or a recording is
damaged; 2 wrong usage; 3 no bridge, or not for this user.`,
    )
    .action(async (options) => run((work) => work.status(options)));
  recording
    .command('list')
    .description('recordings on this site, newest last; needs no bridge')
    .requiredOption(...CONFIG)
    .option('--json', 'print JSON', false)
    .addHelpText(
      'after',
      `\nWith --json: {recordings: [{id, sessionId, examineeId, startedAt, endedAt or null, why or null, segments, bytes, gaps:
[{cause, from, until}], damage: [{kind, segment: its number, or null: of the whole}], atCentre (the centre has the whole list),
held (reason or null), stays (running, young, held, not-at-centre, unreadable, or null: deleted at the next hour)}]}; or ${FAILURE}.
kind: about-unreadable (then sessionId, examineeId and startedAt are null), list-damaged, list-shortened, key-missing,
segment-missing, segment-short. A byte changed inside a segment shows in export only.
Exit codes: 0 listed, nothing is damaged; 1 listed, something is damaged; 2 wrong usage or configuration.`,
    )
    .action(async (options) => run((work) => work.list(options)));
  recording
    .command('verify')
    .description('whether a file is, to the byte, a stretch of a recording')
    .argument('<file>', 'an exported segment (.mp4)')
    .option('--manifest <file>', 'manifest.json of the recording')
    .option(
      '--public-key <key>',
      "the terminal's public key (anban terminal list --json at the centre), to check the signature by",
    )
    .option('--server <url>', 'ask the centre instead: address')
    .option('--token <token>', 'of a signed-in officer, for --server')
    .option('--json', 'print JSON', false)
    .addHelpText(
      'after',
      `\nWith --json: {genuine, digest, segment: null or {recordingId, examineeId, sessionId, index, from, until, complete}, signature: valid,
invalid or unchecked (no --public-key; with --server the centre checked it when it stored the list), fault: null,
unknown-file, list-broken or manifest-unreadable}, or ${FAILURE}. Exit codes: 0 genuine; 1 not; 2 wrong usage;
3 nothing was verified: no answer from the centre (centreUnreachable, centreStrange), or it refuses the token (centreRefuses).`,
    )
    .action(async (file, options) => run((work) => work.verify(file, options)));
  recording
    .command('export')
    .description('write a recording in the clear, with its signed manifest; who and why is kept')
    .argument('<id>', 'as list shows it')
    .requiredOption(...CONFIG)
    .requiredOption('--out <folder>', 'a folder that does not exist yet')
    .requiredOption('--by <staff number>', 'who takes it')
    .requiredOption('--reason <text>', 'what for')
    .option('--json', 'print JSON', false)
    .addHelpText(
      'after',
      `\nWith --json: {id, files: [{name, index, genuine (its hash is the listed one)}], damaged: [index], missing: [index] (listed, but
there is no file)}, or ${FAILURE}.
Exit codes: 0 all segments are genuine; 1 refused, or some are damaged or missing; 2 wrong usage; 3 the key is not readable for this user.`,
    )
    .action(async (id, options) => run((work) => work.exportOne(id, options)));
  recording
    .command('hold')
    .description('keep a recording beyond its time (reconsideration, lawsuit), or no longer')
    .argument('<id>', 'as list shows it')
    .requiredOption(...CONFIG)
    .option('--reason <text>', 'why; left out with --release')
    .option('--release', 'the rule may delete it again', false)
    .option('--json', 'print JSON', false)
    .addHelpText(
      'after',
      `\nWith --json: {id, held: reason or null}, or ${FAILURE}.\nExit codes: 0 done; 1 there is no such recording; 2 wrong usage or configuration.`,
    )
    .action(async (id, options) => run((work) => work.holdOne(id, options)));
}

type Work = typeof import('./commands.ts');

async function run(action: (work: Work) => Promise<number>): Promise<void> {
  process.exitCode = await action(await import('./commands.ts'));
}
