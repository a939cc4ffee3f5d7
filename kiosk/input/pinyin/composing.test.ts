import { describe, expect, it } from 'vitest';
import { type Composing, chosen, erased, modeFor, pageOf, typed } from './composing.ts';
import { LookUpClient, type WorkerLike } from './look-up-client.ts';
import type { Question } from './messages.ts';

const EMPTY: Composing = { text: '', letters: '' };

describe('typing', () => {
  it('collects letters in pinyin, and writes everything else', () => {
    expect(typed(EMPTY, 'w', 'pinyin', 60)).toEqual({ text: '', letters: 'w' });
    expect(typed(EMPTY, 'w', 'latin', 60)).toEqual({ text: 'w', letters: '' });
    expect(typed({ text: '王', letters: '' }, '·', 'digits', 60)).toEqual({ text: '王·', letters: '' });
  });

  it('takes an apostrophe between syllables only', () => {
    expect(typed(EMPTY, "'", 'pinyin', 60)).toEqual(EMPTY);
    expect(typed({ text: '', letters: "xi'" }, "'", 'pinyin', 60).letters).toBe("xi'");
  });

  it('stops at the longest text, in characters and not in code units', () => {
    expect(typed({ text: '𬭎𬭎', letters: '' }, 'a', 'latin', 2).text).toBe('𬭎𬭎');
    expect(chosen({ text: '𬭎', letters: 'an' }, { text: '安安', letters: 2 }, 2).text).toBe('𬭎安');
  });

  it('keeps the letters that a candidate leaves', () => {
    const after = chosen({ text: '', letters: "wei'jianguo" }, { text: '魏', letters: 3 }, 60);
    expect(after).toEqual({ text: '魏', letters: 'jianguo' });
  });

  it('erases letters before characters, and a rare character whole', () => {
    expect(erased({ text: '王', letters: 'ji' })).toEqual({ text: '王', letters: 'j' });
    expect(erased({ text: '王𬭎', letters: '' })).toEqual({ text: '王', letters: '' });
    expect(erased(EMPTY)).toEqual(EMPTY);
  });

  it('offers surnames at the beginning of a name only', () => {
    expect([modeFor('name', ''), modeFor('name', '王'), modeFor('text', '')]).toEqual(['surname', 'given', 'text']);
  });
});

it('pages have eight candidates', () => {
  const all = Array.from({ length: 17 }, (_, place) => place);
  expect(pageOf(all, 0)).toEqual({ shown: all.slice(0, 8), before: false, after: true });
  expect(pageOf(all, 2)).toEqual({ shown: [16], before: true, after: false });
});

describe('the worker', () => {
  it('is heard for the latest question only, and not at all after the keyboard is gone', () => {
    const asked: Question[] = [];
    let ended = false;
    const worker: WorkerLike = {
      postMessage: (question) => asked.push(question),
      terminate: () => {
        ended = true;
      },
      onmessage: null,
      onerror: null,
    };
    const heard: string[] = [];
    const client = new LookUpClient(
      worker,
      (state) => heard.push(state),
      (candidates) => heard.push(candidates.map(({ text }) => text).join()),
    );
    const answer = (id: number, text: string) =>
      worker.onmessage?.(new MessageEvent('message', { data: { id, candidates: [{ text, letters: 1 }] } }));
    worker.onmessage?.(new MessageEvent('message', { data: 'ready' }));
    client.ask('w', 'text');
    client.ask('wa', 'text');
    answer(asked[0]?.id ?? 0, '我');
    answer(asked[1]?.id ?? 0, '哇');
    client.forget();
    answer(asked[1]?.id ?? 0, '蛙');
    expect(heard).toEqual(['ready', '哇']);
    client.stop();
    expect([ended, worker.onmessage]).toEqual([true, null]);
  });
});
