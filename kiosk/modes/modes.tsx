/**
 * What follows from the person's choices beyond looks: the settings themselves, the voice, the switches, the curtain.
 * Each is loaded when it is first wanted, so that the first page stays small.
 */
import type { ComponentType } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Conductor } from '../session/conductor.ts';
import type { Preferences } from '../session/preferences.ts';
import { keysOf, wiredKeys } from '../switches/keys.ts';
import type { SwitchControl } from '../switches/switch-control.ts';
import { watchEscape } from '../switches/way-out.ts';
import { browserTimers } from '../timers.ts';
import type { VoiceGuide } from '../voice/guide.ts';
import { watchCurtain } from './curtain.ts';
import './modes.css';

export function Modes({ conductor }: { readonly conductor: Conductor }) {
  const { preferences, settingsOpen, idle } = conductor;
  useVoice(preferences, () => idle.spoken());
  useSwitches(preferences);
  useFirstSwitch(conductor);
  useEffect(() => watchEscape(document), []);
  const isDrawn = preferences.curtain === 'drawn';
  useEffect(
    () => (isDrawn ? watchCurtain(document, () => conductor.prefer({ curtain: 'open' })) : undefined),
    [isDrawn, conductor],
  );
  return settingsOpen && idle.countdown === null ? <Door onClose={() => conductor.showSettings(false)} /> : null;
}

interface DoorProps {
  readonly onClose: () => void;
}

/** The settings, once they are loaded. A page that cannot load them (the bridge is away) closes the door again. */
function Door({ onClose }: DoorProps) {
  const [Settings, setSettings] = useState<ComponentType<DoorProps> | null>(null);
  useEffect(() => {
    import('./settings.tsx').then((module) => setSettings(() => module.Settings), onClose);
  }, []);
  return Settings === null ? null : <Settings onClose={onClose} />;
}

function useVoice(preferences: Preferences, onReading: () => void): void {
  const guide = useRef<VoiceGuide | null>(null);
  const isOn = preferences.voice === 'on';
  useEffect(() => {
    if (!isOn) return;
    let isWanted = true;
    // Without the module there is no voice: what it would have said is on the screen.
    import('../voice/guide.ts').then(
      (module) => {
        if (isWanted) guide.current = new module.VoiceGuide(document, preferences, onReading);
      },
      () => {},
    );
    return () => {
      isWanted = false;
      guide.current?.stop();
      guide.current = null;
    };
  }, [isOn]);
  useEffect(() => {
    if (guide.current !== null) guide.current.preferences = preferences;
  }, [preferences]);
}

function useSwitches(preferences: Preferences): void {
  const { control, scan } = preferences;
  useEffect(() => {
    if (control !== 'switch') return;
    let switches: SwitchControl | null = null;
    let isWanted = true;
    import('../switches/switch-control.ts').then(
      (module) => {
        if (isWanted) switches = new module.SwitchControl(document, scan, keysOf(location.search), browserTimers);
      },
      () => {},
    );
    return () => {
      isWanted = false;
      switches?.stop();
    };
  }, [control, scan]);
}

/** Somebody with two buttons begins by pressing one on the first screen: nobody has to reach the glass for them. */
function useFirstSwitch(conductor: Conductor): void {
  const isWaiting = conductor.state === 'attract' && conductor.preferences.control === 'touch';
  useEffect(() => {
    const keys = wiredKeys(location.search);
    if (!isWaiting || keys === null) return;
    const over = new AbortController();
    document.addEventListener(
      'keydown',
      (event) => {
        if (event.code !== keys.next && event.code !== keys.press) return;
        event.preventDefault();
        conductor.prefer({ control: 'switch' });
      },
      { capture: true, signal: over.signal },
    );
    return () => over.abort();
  }, [isWaiting, conductor]);
}
