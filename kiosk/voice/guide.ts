/** Reads the screen to the person: all of it on arrival and when asked, afterwards what is new; quiet at a touch. */
import type { Preferences } from '../session/preferences.ts';
import { type Hearing, Lexicon } from './lexicon.ts';
import { fetchManifest, type Manifest, NO_VOICE } from './manifest.ts';
import { clipAddress, Player } from './player.ts';
import { controlClips, partsOf, type Reading, read } from './reading.ts';
import { REPEAT } from './repeat.ts';

const SILENCE: Reading = { surface: '', lines: [] };

export class VoiceGuide {
  readonly #document: Document;
  readonly #player: Player;
  readonly #over = new AbortController();
  readonly #observer: MutationObserver;
  #preferences: Preferences;
  #lexicon: Lexicon;
  #manifest: Manifest = NO_VOICE;
  #before: Reading = SILENCE;
  #isReading = false;

  /** `onReading`: told again and again while the screen is read, but not while the names of controls are said. */
  constructor(document: Document, preferences: Preferences, onReading: () => void) {
    this.#document = document;
    this.#preferences = preferences;
    this.#lexicon = new Lexicon(preferences.language);
    this.#player = new Player(document.createElement('audio'), () => {
      if (this.#isReading) onReading();
    });
    this.#player.volume = preferences.volume;
    this.#observer = new MutationObserver((changes) => {
      this.#look();
      for (const { type, target } of changes) if (type === 'attributes') this.#pressed(target);
    });
    const heard = { signal: this.#over.signal, capture: true };
    document.addEventListener('pointerdown', () => this.#player.stop(), heard);
    document.addEventListener('focusin', ({ target }) => this.#focused(target), heard);
    document.addEventListener(REPEAT, () => this.repeat(), heard);
    void this.#begin();
  }

  /** Another language is another reading from the beginning; the rest takes effect with the next clip. */
  set preferences(preferences: Preferences) {
    const { language } = this.#preferences;
    this.#preferences = preferences;
    this.#player.volume = preferences.volume;
    if (preferences.language === language) return;
    this.#lexicon = new Lexicon(preferences.language);
    this.repeat();
  }

  /** Everything on the screen, from its title. */
  repeat(): void {
    this.#before = SILENCE;
    this.#player.stop();
    this.#look();
  }

  stop(): void {
    this.#over.abort();
    this.#observer.disconnect();
    this.#player.stop();
  }

  async #begin(): Promise<void> {
    this.#manifest = await fetchManifest();
    if (this.#over.signal.aborted) return;
    this.#observer.observe(this.#document.body, {
      subtree: true,
      childList: true,
      characterData: true,
      attributeFilter: ['aria-pressed'],
    });
    this.#look();
  }

  #look(): void {
    const now = read(this.#document, this.#lexicon, this.#hearing);
    const before = this.#before;
    this.#before = now;
    const known = new Set(now.surface === before.surface ? before.lines.map(({ key }) => key) : []);
    const fresh = now.lines.filter(({ key }) => !known.has(key));
    if (now.surface !== before.surface) this.#player.stop();
    if (fresh.length === 0) return;
    this.#isReading = true;
    this.#player.add(this.#addresses(fresh.flatMap(({ clips }) => clips)));
  }

  /** Only for who goes by keys: a finger sees where it is, and has just asked for quiet. */
  #focused(target: EventTarget | null): void {
    if (target instanceof HTMLElement && target.matches('button:focus-visible, input:focus-visible'))
      this.#name(target);
  }

  /** A choice that has just changed says what it is now. */
  #pressed(control: Node): void {
    const isHere = partsOf(this.#document).some((part) => part.contains(control));
    if (control instanceof Element && isHere) this.#name(control);
  }

  #name(control: Element): void {
    const addresses = this.#addresses(controlClips(control, this.#lexicon, this.#hearing));
    if (addresses.length === 0) return;
    this.#isReading = false;
    this.#player.play(addresses);
  }

  #addresses(clips: readonly string[]): readonly string[] {
    const { language } = this.#preferences;
    const files = this.#manifest.clips[language] ?? {};
    return clips.flatMap((id) => {
      const file = files[id];
      return file === undefined ? [] : [clipAddress(language, file)];
    });
  }

  get #hearing(): Hearing {
    return this.#preferences.headphones === 'in' ? 'private' : 'aloud';
  }
}
