/** 显示与声音: every way of seeing, hearing and working the terminal on one calm screen. Each choice is felt at once. */
import { useContext, useEffect, useState } from 'preact/hooks';
import { useTexts } from '../i18n/translate.ts';
import { pressed } from '../input/press.ts';
import { FIRST_PREFERENCES, type Preferences } from '../session/preferences.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { FrameContext } from '../ui/frame.ts';
import { Icon } from '../ui/icon.tsx';
import type { IconName } from '../ui/icons.ts';
import { phrased, sentences } from '../ui/phrases.tsx';
import { fetchManifest, speaks } from '../voice/manifest.ts';
import { isOn, louder, TOGGLE_ICONS, type Toggle, toggled, togglesFor } from './choices.ts';
import { MODES_TEXTS } from './texts.ts';

export function Settings({ onClose }: { readonly onClose: () => void }) {
  const t = useTexts(MODES_TEXTS);
  const { preferences, onPrefer } = useContext(FrameContext);
  const hasVoice = useHasVoice(preferences.language);
  // The language is no choice of this screen.
  const { language: _, ...first } = FIRST_PREFERENCES;
  return (
    <Dialog
      title={t('title')}
      icon="display"
      onDismiss={onClose}
      beginsAtTitle
      actions={
        <div class="equals">
          <Button kind="primary" icon="done" onPress={onClose}>
            {t('done')}
          </Button>
          <Button kind="equal" icon="again" onPress={() => onPrefer(first)}>
            {t('reset')}
          </Button>
        </div>
      }
    >
      <p class="modes-lead" aria-live="polite">
        {sentences(t(leadOf(preferences, hasVoice)))}
      </p>
      <div class="modes">
        {togglesFor(preferences).map((toggle) => (
          <Tile
            key={toggle}
            icon={TOGGLE_ICONS[toggle]}
            word={t(toggle)}
            state={t(stateOf(preferences, toggle))}
            pressed={isOn(preferences, toggle)}
            disabled={toggle === 'voice' && hasVoice === false}
            onPress={() => onPrefer(toggled(preferences, toggle))}
          />
        ))}
      </div>
      {preferences.voice === 'on' && <Volume />}
    </Dialog>
  );
}

/** On or off; of the switches also how they are used. */
function stateOf(preferences: Preferences, toggle: Toggle) {
  if (!isOn(preferences, toggle)) return 'off';
  return toggle === 'control' ? (`scan.${preferences.scan}` as const) : 'on';
}

/** What somebody has to know before anything else. */
function leadOf({ voice, headphones, curtain }: Preferences, hasVoice: boolean | null) {
  if (hasVoice === false) return 'voiceMissing';
  if (curtain === 'drawn') return 'curtainHow';
  if (voice === 'off') return 'lead';
  return headphones === 'in' ? 'voicePrivate' : 'voiceAloud';
}

interface TileProps {
  readonly icon: IconName;
  readonly word: string;
  /** In words, because neither colour nor a picture says it alone. */
  readonly state: string;
  readonly pressed: boolean;
  readonly disabled?: boolean;
  readonly onPress: () => void;
}

const Tile = ({ icon, word, state, pressed: isPressed, disabled = false, onPress }: TileProps) => (
  <button type="button" class="button mode" aria-pressed={isPressed} disabled={disabled} {...pressed(onPress)}>
    <Icon name={icon} />
    <span class="mode-words">
      <span>{phrased(word)}</span> <strong class="mode-state">{phrased(state)}</strong>
    </span>
  </button>
);

function Volume() {
  const t = useTexts(MODES_TEXTS);
  const { preferences, onPrefer } = useContext(FrameContext);
  return (
    <div class="volume">
      <Button icon="softer" disabled={preferences.volume === 1} onPress={() => onPrefer(louder(preferences, -1))}>
        {t('softer')}
      </Button>
      <p role="status">{t('volume', { step: preferences.volume })}</p>
      <Button icon="voice" disabled={preferences.volume === 5} onPress={() => onPrefer(louder(preferences, 1))}>
        {t('louder')}
      </Button>
    </div>
  );
}

/** Whether this terminal has a voice in `language`; null until that is known. */
function useHasVoice(language: string): boolean | null {
  const [has, setHas] = useState<boolean | null>(null);
  useEffect(() => {
    let isCurrent = true;
    void fetchManifest().then((manifest) => isCurrent && setHas(speaks(manifest, language)));
    return () => {
      isCurrent = false;
    };
  }, [language]);
  return has;
}
