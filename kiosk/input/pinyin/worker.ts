/** Holds the dictionary off the page's thread. Nothing that is typed is kept, and it ends with the keyboard. */
import { readDictionary } from './dictionary.ts';
import { PinyinLookUp } from './look-up.ts';
import type { FromWorker, Question } from './messages.ts';

/** Beside this worker's own file (build/plugin.ts). */
const DICTIONARY = 'pinyin-words.txt';
const WARM_UP = ['z', 'zhongguo', 'shehuibaozhang', 'shbz', 'yan'];

const say = (message: FromWorker) => self.postMessage(message);
const loaded = load().then(
  (lookUp) => {
    say('ready');
    return lookUp;
  },
  () => {
    say('failed');
    return null;
  },
);

self.addEventListener('message', ({ data }: MessageEvent<Question>) => void answer(data));

async function answer({ id, input, mode }: Question): Promise<void> {
  const lookUp = await loaded;
  say({ id, candidates: lookUp?.find(input, mode) ?? [] });
}

async function load(): Promise<PinyinLookUp> {
  const response = await fetch(new URL(DICTIONARY, self.location.href));
  if (!response.ok) throw new Error(`no dictionary: ${response.status}`);
  const lookUp = new PinyinLookUp(readDictionary(await response.text()));
  // The first look-ups are slow ones, until the engine has compiled them: nobody waits for these.
  for (const input of WARM_UP) for (const mode of ['text', 'surname', 'given'] as const) lookUp.find(input, mode);
  return lookUp;
}
