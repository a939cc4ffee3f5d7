/** `anban playlist`: what the first screen of the terminals shows in its quiet part. */
import { type Command, Option } from 'commander';
import {
  type CommonOptions,
  EXIT,
  failure,
  type Outcome,
  print,
  runOnExisting,
  usage,
  withCommonOptions,
} from '../command-line.ts';
import type { PlaylistItem } from '../contract/playlist.ts';
import type { PlaylistFault } from './store.ts';

const ITEM_HELP = `
With --json: {id, title {zh, en}, text {zh, en} or null, picture {digest, type} or null, seconds, from, until, sites}.
Terminals fetch the list every five minutes and keep it: no network is needed to show it.`;

interface AddOptions extends CommonOptions {
  readonly titleZh: string;
  readonly titleEn: string;
  readonly textZh?: string;
  readonly textEn?: string;
  readonly picture?: string;
  readonly seconds: string;
  readonly from?: string;
  readonly until: string;
  readonly site: readonly string[];
  readonly region?: string;
}

const collect = (code: string, codes: readonly string[]): readonly string[] => [...codes, code];

export function register(program: Command): void {
  const playlist = program.command('playlist').description('宣传内容：publicity on the first screen of terminals');
  withCommonOptions(
    playlist
      .command('add')
      .description('add a picture, or a card of words, at the end')
      .requiredOption('--title-zh <text>', 'title in Chinese; it also describes a picture, up to 40 characters')
      .requiredOption('--title-en <text>', 'title in English')
      .option('--text-zh <text>', 'words of a card in Chinese, up to 200 characters')
      .option('--text-en <text>', 'words of a card in English')
      .option('--picture <file>', 'still PNG or JPEG, at most 1 MiB and 4096 × 4096 pixels; instead of the words')
      .option('--seconds <n>', 'how long it is shown, 5 to 120', '15')
      .option('--from <day>', 'first day, YYYY-MM-DD (default: today)')
      .requiredOption('--until <day>', 'last day, YYYY-MM-DD')
      .addOption(
        new Option('--site <code>', 'only at this site; may be given again')
          .argParser(collect)
          .default([], 'all of the region'),
      )
      .option('--region <code>', 'region, 6 digits (default: that of the configuration)'),
  )
    .addHelpText('after', ITEM_HELP)
    .action(add);
  withCommonOptions(playlist.command('list').description('all items, in the order in which they are shown'))
    .option('--region <code>', 'region, 6 digits (default: that of the configuration)')
    .addHelpText('after', `\nWith --json: {items: [item]}, each as of add.${ITEM_HELP}`)
    .action(list);
  withCommonOptions(playlist.command('remove').description('remove an item').argument('<id>', 'as list shows it'))
    .option('--region <code>', 'region, 6 digits (default: that of the configuration)')
    .addHelpText('after', '\nWith --json: {id, removed: true}. Exit code 1: there is no such item.')
    .action(remove);
}

const FAULTS: Readonly<Record<PlaylistFault, string>> = {
  'picture-refused':
    '图片不合要求：只接受静态 PNG 或 JPEG，不超过 1 MiB、4096×4096 (no still PNG or JPEG of that size)',
  'playlist-full': '宣传内容已满，请先删除一些 (the playlist is full)',
};

async function add(options: AddOptions): Promise<void> {
  const { NewPlaylistItem } = await import('../contract/playlist.ts');
  const { dayInChina } = await import('../contract/common.ts');
  const picture = options.picture === undefined ? null : await readPicture(options.picture);
  if (picture === 'unreadable') {
    const error = `文件无法打开：${options.picture}`;
    return print(options, { code: EXIT.environment, json: { error }, text: error });
  }
  const { textZh, textEn } = options;
  const item = NewPlaylistItem.safeParse({
    title: { zh: options.titleZh, en: options.titleEn },
    text: textZh === undefined && textEn === undefined ? null : { zh: textZh ?? '', en: textEn ?? '' },
    picture,
    seconds: Number(options.seconds),
    from: options.from ?? dayInChina(Date.now()),
    until: options.until,
    sites: options.site,
  });
  if (!item.success) {
    const { explained } = await import('./explain.ts');
    return print(options, usage(explained(item.error).join('\n')));
  }
  const { addItem } = await import('./store.ts');
  const { OPERATOR } = await import('../audit/append.ts');
  await runOnExisting(options, async (foundation, configured) => {
    const regionCode = options.region ?? configured;
    const added = await addItem(foundation, { regionCode, actor: OPERATOR }, item.data);
    if (!added.ok) return failure(FAULTS[added.fault]);
    return { code: EXIT.done, json: added.value, text: `已添加 ${lineOf(added.value)}` };
  });
}

async function readPicture(file: string): Promise<string | 'unreadable'> {
  const { readFile, stat } = await import('node:fs/promises');
  const { PICTURE_LIMIT } = await import('../contract/playlist.ts');
  try {
    // One byte more than allowed is enough to be refused for its size.
    if ((await stat(file)).size > PICTURE_LIMIT) return Buffer.alloc(3).toString('base64');
    return (await readFile(file)).toString('base64');
  } catch {
    return 'unreadable';
  }
}

async function list(options: CommonOptions & { region?: string }): Promise<void> {
  const { itemsOf } = await import('./store.ts');
  await runOnExisting(options, async ({ database }, configured): Promise<Outcome> => {
    const items = await itemsOf(database.db, options.region ?? configured);
    const text = items.length === 0 ? '没有宣传内容 (no items)' : items.map(lineOf).join('\n');
    return { code: EXIT.done, json: { items }, text };
  });
}

async function remove(id: string, options: CommonOptions & { region?: string }): Promise<void> {
  const { removeItem } = await import('./store.ts');
  const { OPERATOR } = await import('../audit/append.ts');
  await runOnExisting(options, async (foundation, configured) => {
    const editor = { regionCode: options.region ?? configured, actor: OPERATOR };
    if (!(await removeItem(foundation, editor, id))) return failure(`没有这一项：${id} (no such item)`);
    return { code: EXIT.done, json: { id, removed: true }, text: `已删除 ${id}` };
  });
}

function lineOf({ id, title, picture, seconds, from, until, sites }: PlaylistItem): string {
  const where = sites.length === 0 ? '全部地点' : sites.join(' ');
  return `${id} ${picture === null ? '文字' : '图片'} ${title.zh} ${seconds} 秒 ${from} 至 ${until} ${where}`;
}
