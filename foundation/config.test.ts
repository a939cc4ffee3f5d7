import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readConfig } from './config.ts';

const Schema = z.strictObject({ port: z.int(), host: z.string() });
const file = (text: string) => {
  const path = join(mkdtempSync(join(tmpdir(), 'anban-config-')), 'config.json');
  writeFileSync(path, text);
  return path;
};

describe('a configuration file', () => {
  it('that is right is read', () => {
    expect(readConfig(Schema, file('{"port":1,"host":"h"}'))).toEqual({ port: 1, host: 'h' });
  });

  it('that is wrong stops the start and names the file and each wrong field', () => {
    const path = file('{"port":"x","hots":"h"}');
    expect(() => readConfig(Schema, path)).toThrow(path);
    expect(() => readConfig(Schema, path)).toThrow(/port/);
    expect(() => readConfig(Schema, path)).toThrow(/hots/);
  });

  it('that is not there or not JSON says so', () => {
    expect(() => readConfig(Schema, '/nowhere/config.json')).toThrow(/cannot read the configuration \/nowhere/);
    expect(() => readConfig(Schema, file('{'))).toThrow(/cannot read the configuration/);
  });
});
