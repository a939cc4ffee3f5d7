import type { ComponentChildren } from 'preact';
import { useContext, useLayoutEffect, useRef } from 'preact/hooks';
import { COMMON_TEXTS } from '../i18n/common.ts';
import { LANGUAGES, languageInfo } from '../i18n/language.ts';
import { useTexts } from '../i18n/translate.ts';
import { ModeButtons } from '../modes/mode-buttons.tsx';
import { Button } from './button.tsx';
import { FrameContext } from './frame.ts';
import { Icon } from './icon.tsx';
import type { IconName } from './icons.ts';

export interface ScreenProps {
  /** The state that this screen shows; its root has the test id `screen-<name>`. */
  readonly name: string;
  readonly title: string;
  /** A large picture beside the words. */
  readonly picture?: ComponentChildren;
  /** Or a small emblem above them. */
  readonly emblem?: { readonly icon: IconName; readonly tone: 'calm' | 'care' | 'good' };
  readonly steps?: { readonly names: readonly string[]; readonly current: number } | undefined;
  /** What the words are about, where it is more than a sentence: below the heading, or beside the words on a wide panel. */
  readonly aside?: ComponentChildren;
  /** Everything in the middle of its line, for screens with one thing to look at. */
  readonly centred?: boolean;
  /** The word on the button that ends the visit; without it there is no such button. */
  readonly leave?: string | undefined;
  readonly children?: ComponentChildren;
  readonly actions?: ComponentChildren;
}

/** One screen: where we are above, one thing to see and do in the middle, help and the way out below. */
export function Screen({
  name,
  title,
  picture,
  emblem,
  steps,
  aside,
  centred = false,
  leave,
  children,
  actions,
}: ScreenProps) {
  const t = useTexts(COMMON_TEXTS);
  const frame = useContext(FrameContext);
  const heading = useRef<HTMLHeadingElement>(null);
  // With the screen itself, not after it: between the two, focus would be nowhere.
  useLayoutEffect(() => heading.current?.focus({ preventScroll: true }), [name, title]);
  return (
    <div class={`screen ${picture === undefined ? '' : 'screen-pictured'}`} data-testid={`screen-${name}`}>
      <header class="top">
        <p class="site">{frame.siteName}</p>
        {steps !== undefined && <Steps names={steps.names} current={steps.current} />}
        <fieldset class="languages">
          <legend class="unseen">{t('language')}</legend>
          {LANGUAGES.map((language) => (
            <button
              key={language}
              type="button"
              lang={languageInfo(language).tag}
              aria-pressed={language === frame.preferences.language}
              onClick={() => frame.onPrefer({ language })}
            >
              {languageInfo(language).name}
            </button>
          ))}
        </fieldset>
      </header>
      <main class="stage">
        {picture !== undefined && <div class="picture">{picture}</div>}
        <div class={`words ${centred ? 'centred' : ''} ${aside === undefined ? '' : 'two-parts'}`}>
          {emblem !== undefined && (
            <span class={`emblem emblem-${emblem.tone}`}>
              <Icon name={emblem.icon} />
            </span>
          )}
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {aside !== undefined && <div class="aside">{aside}</div>}
          <div class="body">{children}</div>
          {actions !== undefined && <div class="actions">{actions}</div>}
        </div>
      </main>
      <footer class="bottom">
        <Button kind="quiet" icon="help" onPress={frame.onHelp}>
          {t('help')}
        </Button>
        <ModeButtons name={name} />
        {leave !== undefined && (
          <Button kind="quiet" icon="close" onPress={frame.onLeave}>
            {leave}
          </Button>
        )}
      </footer>
    </div>
  );
}

function Steps({ names, current }: NonNullable<ScreenProps['steps']>) {
  const t = useTexts(COMMON_TEXTS);
  return (
    <nav class="where" aria-label={t('steps')}>
      <ol class="steps">
        {names.map((name, i) => (
          <li key={name} class={i < current ? 'past' : ''} aria-current={i === current ? 'step' : undefined}>
            <span class="step-mark">{i < current ? <Icon name="done" /> : i + 1}</span>
            <span>
              {name}
              {i < current && <span class="unseen">{t('stepDone')}</span>}
            </span>
          </li>
        ))}
      </ol>
    </nav>
  );
}
