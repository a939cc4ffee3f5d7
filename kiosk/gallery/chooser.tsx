/** Everything by name, in a frame of the chosen panel's size, in every mode. A tool for us: plain, and in English. */
import { useState } from 'preact/hooks';
import { LANGUAGES } from '../i18n/language.ts';
import { type Address, writeAddress } from './address.ts';
import { PANEL_NAMES, PANELS } from './panels.ts';
import { SAMPLES } from './samples.tsx';

const CHOICES = {
  panel: PANEL_NAMES,
  language: LANGUAGES,
  text: ['normal', 'large'],
  contrast: ['normal', 'high'],
  reach: ['normal', 'low'],
  control: ['touch', 'switch'],
  curtain: ['open', 'drawn'],
  voice: ['off', 'on'],
  headphones: ['out', 'in'],
  pace: ['normal', 'slow'],
  scan: ['keys', 'slow', 'medium', 'fast'],
} as const;

export function Chooser({ address: first }: { readonly address: Address }) {
  const [address, choose] = useState<Address>({ ...first, screen: 'session/attract' });
  const { width, height } = PANELS[address.panel];
  const shown = writeAddress(address);
  const pick = (change: object) => choose({ ...address, ...change });
  return (
    <div class="gallery">
      <nav class="gallery-list">
        {[...SAMPLES.keys()].map((screen) => (
          <button key={screen} type="button" aria-pressed={screen === address.screen} onClick={() => pick({ screen })}>
            {screen}
          </button>
        ))}
      </nav>
      <main class="gallery-main">
        <div class="gallery-modes">
          {Object.entries(CHOICES).map(([name, values]) => (
            <label key={name}>
              {name}{' '}
              <select onChange={({ currentTarget }) => pick({ [name]: currentTarget.value })}>
                {values.map((value) => (
                  <option
                    key={value}
                    value={value}
                    selected={Object.entries(address).some(([k, v]) => k === name && v === value)}
                  >
                    {value}
                  </option>
                ))}
              </select>
            </label>
          ))}
          <a href={shown} target="_blank" rel="noreferrer">
            open alone
          </a>
        </div>
        <svg class="gallery-panel" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={address.screen}>
          <foreignObject width={width} height={height}>
            <iframe key={shown} title={address.screen ?? ''} src={shown} width={width} height={height} />
          </foreignObject>
        </svg>
      </main>
    </div>
  );
}
