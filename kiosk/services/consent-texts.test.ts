/**
 * What a record calls `textVersion` is words that can be found: each version's are in consent-texts/, written once. Other
 * words on the screen need a new version (@anban/terminal-bridge/protocol/consent.ts) and its file, made by
 * `UPDATE_CONSENT_TEXTS=1 npx vitest run kiosk/services/consent-texts.test.ts`, which overwrites no version.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { CONSENT_VERSION, CONSENT_VERSIONS, ENTRY_CONSENT_VERSION } from '@anban/terminal-bridge/protocol/consent';
import { describe, expect, test } from 'vitest';
import { CHECK_IN_TEXTS } from './check-in/texts.ts';
import { ROOM_ENTRY_TEXTS } from './room-entry/texts.ts';

type Words = Readonly<Record<string, string>>;
/** What somebody reads, and the two buttons, before they agree. */
const AGREED_TO = /^(consent|agree|decline$|guardianMore$)/;
const agreedTo = (words: Words): Words =>
  Object.fromEntries(Object.entries(words).filter(([key]) => AGREED_TO.test(key)));

const fileOf = (version: string) => new URL(`consent-texts/${version}.json`, import.meta.url);

describe.each([
  [CONSENT_VERSION, CHECK_IN_TEXTS],
  [ENTRY_CONSENT_VERSION, ROOM_ENTRY_TEXTS],
] as const)('consent %s', (version, { zh, en }) => {
  const words = { version, zh: agreedTo(zh), en: agreedTo(en) };

  test('the words on the screen are those of its version', () => {
    const file = fileOf(version);
    if (process.env.UPDATE_CONSENT_TEXTS === '1' && !existsSync(file)) {
      mkdirSync(dirname(file.pathname), { recursive: true });
      writeFileSync(file, `${JSON.stringify(words, null, 2)}\n`);
    }
    expect(words).toEqual(JSON.parse(readFileSync(file, 'utf8')));
  });

  test('says who, why, to what effect, and how to say no (PIPL 17, 30), in both languages', () => {
    for (const said of [words.zh, words.en]) {
      expect(Object.keys(said)).toEqual(
        expect.arrayContaining(['consentWhatText', 'consentWhyText', 'consentKeepText', 'consentWhoText', 'decline']),
      );
    }
    expect(words.zh.consentWhyText).toContain('不同意也照样');
    expect(words.zh.consentWhoText).toContain('电话');
  });
});

test('no two texts bear one version', () => {
  expect(new Set(CONSENT_VERSIONS).size).toBe(2);
});
