import type { ComponentChildren } from 'preact';
import { useContext, useLayoutEffect, useRef } from 'preact/hooks';
import { COMMON_TEXTS } from '../i18n/common.ts';
import { useTexts } from '../i18n/translate.ts';
import { ModeButtons } from '../modes/mode-buttons.tsx';
import { Button } from './button.tsx';
import { FrameContext } from './frame.ts';
import { Icon } from './icon.tsx';
import type { IconName } from './icons.ts';
import { Languages } from './languages.tsx';
import { Pane } from './pane.tsx';
import { phrased } from './phrases.tsx';
import { ReadingContext, useReading } from './reading.ts';
import { Steps, type StepsProps } from './steps.tsx';

export interface ScreenProps {
  /** The state that this screen shows; its root has the test id `screen-<name>`. */
  readonly name: string;
  readonly title: string;
  /** A large picture beside the words. */
  readonly picture?: ComponentChildren;
  /** Or a small emblem above them. */
  readonly emblem?: { readonly icon: IconName; readonly tone: 'calm' | 'care' | 'good' };
  readonly steps?: StepsProps | undefined;
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
  const reading = useReading();
  // With the screen itself, not after it: between the two, focus would be nowhere.
  useLayoutEffect(() => heading.current?.focus({ preventScroll: true }), [name, title]);
  // Everything that is touched goes to the lower half for somebody who sits: the languages leave the top of the panel.
  const isSeated = frame.preferences.reach === 'low';
  return (
    <div class={`screen ${picture === undefined ? '' : 'screen-pictured'}`} data-testid={`screen-${name}`}>
      <header class="top">
        <p
          class="site"
          onPointerDown={frame.staffHold.begin}
          onPointerUp={frame.staffHold.end}
          onPointerCancel={frame.staffHold.end}
        >
          {frame.siteName !== '' && <Icon name="hall" />}
          {/* As the centre wrote it, whatever the page speaks. */}
          <span lang="zh-CN">{phrased(frame.siteName)}</span>
        </p>
        {steps !== undefined && <Steps names={steps.names} current={steps.current} />}
        {!isSeated && <Languages />}
      </header>
      <main class="stage">
        {picture !== undefined && <div class="picture">{picture}</div>}
        <div class={`words ${centred ? 'centred' : ''} ${aside === undefined ? '' : 'two-parts'}`}>
          <div class="head">
            {emblem !== undefined && (
              <span class={`emblem emblem-${emblem.tone}`}>
                <Icon name={emblem.icon} />
              </span>
            )}
            <h1 ref={heading} tabIndex={-1}>
              {phrased(title)}
            </h1>
          </div>
          <ReadingContext.Provider value={reading}>
            {aside !== undefined && <Pane name="aside">{aside}</Pane>}
            {children !== undefined && <Pane name="body">{children}</Pane>}
            {actions !== undefined && <div class="actions">{actions}</div>}
          </ReadingContext.Provider>
        </div>
      </main>
      <footer class="bottom">
        <Button kind="quiet" icon="help" onPress={frame.onHelp}>
          {t('help')}
        </Button>
        <ModeButtons name={name} />
        {leave !== undefined && (
          <Button kind="quiet" icon="close" isWayOut onPress={frame.onLeave}>
            {leave}
          </Button>
        )}
        {isSeated && <Languages />}
      </footer>
    </div>
  );
}
