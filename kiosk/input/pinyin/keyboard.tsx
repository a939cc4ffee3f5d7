import type { VNode } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useTexts } from '../../i18n/translate.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { pressed } from '../press.ts';
import { INPUT_TEXTS } from '../texts.ts';
import { CandidateBar } from './candidate-bar.tsx';
import { type Composing, chosen, erased, type Layer, modeFor, type Purpose, typed } from './composing.ts';
import type { Candidate } from './look-up.ts';
import { type DictionaryState, LookUpClient, startWorker, type WorkerLike } from './look-up-client.ts';
import './keyboard.css';

export interface PinyinKeyboardProps {
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly onDone: () => void;
  readonly purpose: Purpose;
  /** In characters. */
  readonly longest?: number;
  readonly createWorker?: () => WorkerLike;
}

const LETTERS = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'];
const DIGITS = ['1234567890', '-/#()（）、。，', '·.@号室楼栋'];
const NEXT_LAYER = { pinyin: 'latin', latin: 'digits', digits: 'pinyin' } as const satisfies Record<Layer, Layer>;
const LAYER_NAME = { pinyin: 'toPinyin', latin: 'toLatin', digits: 'toDigits' } as const;

/**
 * Pinyin, Latin letters and digits on keys of 15 mm, with words and characters to choose from. A hardware keyboard types
 * into it too. Loaded only when it is needed: import it through `TextField`, or lazily.
 *
 *     const [name, setName] = useState('');
 *     <PinyinKeyboard purpose="name" text={name} onText={setName} onDone={() => {}} />
 */
export default function PinyinKeyboard(props: PinyinKeyboardProps) {
  const { text, purpose, longest = 60, onText, onDone, createWorker = startWorker } = props;
  const t = useTexts(INPUT_TEXTS);
  const [letters, setLetters] = useState('');
  const [layer, setLayer] = useState<Layer>('pinyin');
  const [capitals, setCapitals] = useState(false);
  const [candidates, setCandidates] = useState<readonly Candidate[]>([]);
  const [dictionary, setDictionary] = useState<DictionaryState>('loading');
  const client = useRef<LookUpClient | null>(null);

  useEffect(() => {
    const started = new LookUpClient(createWorker(), setDictionary, setCandidates);
    client.current = started;
    return () => started.stop();
  }, []);

  const composing: Composing = { text, letters };
  const become = (next: Composing) => {
    if (next.text !== text) onText(next.text);
    setLetters(next.letters);
    if (next.letters === '') {
      client.current?.forget();
      setCandidates([]);
    } else if (next.letters !== letters || next.text !== text) {
      client.current?.ask(next.letters, modeFor(purpose, next.text));
    }
  };
  const type = (key: string) => become(typed(composing, key, layer, longest));
  const choose = (candidate: Candidate) => become(chosen(composing, candidate, longest));
  const done = () => {
    if (letters === '') onDone();
  };

  useHardwareKeys((key) => {
    const [best] = candidates;
    if (key === 'Backspace') become(erased(composing));
    else if (key === 'Enter') done();
    else if (key === ' ' && letters !== '') best !== undefined && choose(best);
    else if (key.length === 1) type(layer === 'pinyin' ? key.toLowerCase() : key);
    else return false;
    return true;
  });

  const key = (label: string, name: string, press: () => void, kind = '', content?: VNode) => (
    <button key={name} type="button" class={`letter ${kind}`} aria-label={name} {...pressed(press, { quick: true })}>
      {content ?? label}
    </button>
  );
  const shape = (letter: string) => (capitals && layer === 'latin' ? letter.toUpperCase() : letter);
  const rows = layer === 'digits' ? DIGITS : LETTERS;
  return (
    <section class="keyboard" aria-label={t('keyboard')}>
      <CandidateBar
        active={layer === 'pinyin'}
        letters={letters}
        candidates={candidates}
        dictionary={dictionary}
        onChoose={choose}
      />
      {rows.map((row, place) => (
        <div key={row} class="letters">
          {place === 2 && layer === 'latin' && key(t('shift'), t('shift'), () => setCapitals(!capitals), 'letter-word')}
          {[...row].map(shape).map((one) => key(one, t('letter', { letter: one }), () => type(one)))}
          {place === 2 && key('', t('erase'), () => become(erased(composing)), 'letter-word', <Icon name="erase" />)}
        </div>
      ))}
      <div class="letters">
        {key(t(LAYER_NAME[NEXT_LAYER[layer]]), t(LAYER_NAME[NEXT_LAYER[layer]]), () => nextLayer(), 'letter-word')}
        {layer === 'pinyin'
          ? key("'", t('apart'), () => type("'"))
          : key(t('space'), t('space'), () => type(' '), 'letter-space')}
        <Button kind="primary" icon="done" disabled={letters !== ''} onPress={done}>
          {t('done')}
        </Button>
      </div>
    </section>
  );

  function nextLayer(): void {
    setCapitals(false);
    setLayer(NEXT_LAYER[layer]);
    become({ text, letters: '' });
  }
}

/** Keys of a keyboard that staff or a person plugs in. `handle` answers whether the key was meant for us. */
function useHardwareKeys(handle: (key: string) => boolean): void {
  const latest = useRef(handle);
  latest.current = handle;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const onControl = event.target instanceof HTMLButtonElement && (event.key === 'Enter' || event.key === ' ');
      // Somebody else's field on the same screen keeps its keys.
      if (event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement) return;
      if (onControl || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
      if (latest.current(event.key)) event.preventDefault();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
}
