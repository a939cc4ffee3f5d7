/**
 * The pinyin keyboard's dictionary: how long a look-up takes while a word grows letter by letter, over a linear scan of
 * the same words in the same run. In the page it runs in a worker. Prints one JSON line; times in ms; those of the
 * processor are the same on a machine that others use too.
 */
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { loadDictionary } from '../../kiosk/input/pinyin/build/plugin.ts';
import { type Dictionary, readDictionary } from '../../kiosk/input/pinyin/dictionary.ts';
import { PinyinLookUp } from '../../kiosk/input/pinyin/look-up.ts';
import { ROOT } from '../../scripts/setup/kiosk.ts';
import { percentile } from '../support/percentile.ts';

const TYPED = [
  ['text', 'shehuibaozhang'],
  ['text', 'laodongnenglijianding'],
  ['text', 'shandongshengweifangshiweichengqu'],
  ['text', 'shbz'],
  ['text', 'gsrdsqb'],
  ['text', 'zhongguorenminyinhang'],
  ['text', 'youxianzerengongsi'],
  ['surname', 'wangjianguo'],
  ['surname', 'weichijingde'],
  ['surname', 'ouyangxiuying'],
  ['given', 'xiuying'],
  ['given', 'yan'],
  ['given', 'zhiqiang'],
] as const;
const ROUNDS = 40;

const file = loadDictionary(join(ROOT, 'kiosk'));
const startedAt = performance.now();
const dictionary = readDictionary(file);
const lookUp = new PinyinLookUp(dictionary);
const loadMs = performance.now() - startedAt;

const firstRound = measure(1, (input, mode) => lookUp.find(input, mode));
const processor: number[] = [];
const times = measure(ROUNDS, (input, mode) => {
  const before = process.cpuUsage();
  lookUp.find(input, mode);
  const { user, system } = process.cpuUsage(before);
  processor.push((user + system) / 1000);
});
const scan = measure(2, scanFor(dictionary));

const rounded = (value: number) => Math.round(value * 1000) / 1000;
const figures = {
  words: [...dictionary.entries.values()].flat().filter(({ syllables }) => syllables.length > 1).length,
  dictionary_kb: Math.round(Buffer.byteLength(file) / 1024),
  dictionary_gz_kb: Math.round(gzipSync(file).length / 1024),
  load_ms: Math.round(loadMs),
  look_up_p50_ms: rounded(percentile(times, 0.5)),
  look_up_p95_ms: rounded(percentile(times, 0.95)),
  look_up_processor_p95_ms: rounded(percentile(processor, 0.95)),
  look_up_p95_first_time_ms: rounded(percentile(firstRound, 0.95)),
  goal_p95_ms: 5,
  linear_scan_p95_ms: rounded(percentile(scan, 0.95)),
  p95_over_linear_scan: rounded(percentile(times, 0.95) / percentile(scan, 0.95)),
};
process.stdout.write(`${JSON.stringify({ name: 'pinyin', figures })}\n`);

/** As somebody types: after each letter. */
function measure(rounds: number, find: (input: string, mode: (typeof TYPED)[number][0]) => unknown): number[] {
  const taken: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    for (const [mode, letters] of TYPED) {
      for (let length = 1; length <= letters.length; length += 1) {
        const start = performance.now();
        find(letters.slice(0, length), mode);
        taken.push(performance.now() - start);
      }
    }
  }
  return taken;
}

/** The plainest thing that could work: whole spellings and initials that begin with, or are the beginning of, the input. */
function scanFor({ entries }: Dictionary): (input: string) => unknown {
  const all = [...entries.values()].flat().map((entry) => ({
    ...entry,
    spelling: entry.syllables.join(''),
    initials: entry.syllables.map((syllable) => syllable.charAt(0)).join(''),
  }));
  return (input) =>
    all
      .filter(
        ({ spelling, initials }) => spelling.startsWith(input) || input.startsWith(spelling) || initials === input,
      )
      .sort((a, b) => b.weight - a.weight)
      .slice(0, 64);
}
