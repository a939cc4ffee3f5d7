import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { IdCardReaderEmulator, type IdCardReaderOptions, type ReaderFaultKind } from './emulator.ts';
import { Host } from './testing/host.ts';

const FIND = 'AAAAAA96690003200122';
const SELECT = 'AAAAAA96690003200221';
const READ = 'AAAAAA96690003300132';
const STATUS = 'AAAAAA9669000311FFED';
const FOUND = 'AAAAAA9669000800009F0000000097';
const NO_CARD = 'AAAAAA9669000400008084';

let folder: string;
let reader: IdCardReaderEmulator;
let host: Host;

async function plugIn(options: Partial<IdCardReaderOptions> = {}, bps = 115200): Promise<void> {
  reader = new IdCardReaderEmulator({ linkPath: join(folder, 'reader'), ...options });
  await reader.start();
  host = Host.open(join(folder, 'reader'), bps);
}

async function anotherReader() {
  const other = new IdCardReaderEmulator({ linkPath: join(folder, 'witness'), realSpeed: false });
  await other.start();
  const itsHost = Host.open(join(folder, 'witness'), 115200);
  return {
    ask: (hex: string, bytes: number) => itsHost.ask(hex, bytes),
    [Symbol.asyncDispose]: () => {
      itsHost.close();
      return other.close();
    },
  };
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'reader-'));
});
afterEach(async () => {
  host.close();
  await reader.close();
  rmSync(folder, { recursive: true });
});

describe('a reader that works', () => {
  it('finds, selects and reads a card at the pace of the line', async () => {
    await plugIn();
    expect(await host.ask(FIND, 11)).toBe(NO_CARD);
    reader.lay('li-xiuying');
    expect(await host.ask(FIND, 15)).toBe(FOUND);
    await host.ask(SELECT, 19);
    const started = performance.now();
    const read = Buffer.from(await host.ask(READ, 1295), 'hex');
    expect(performance.now() - started).toBeGreaterThanOrEqual((1295 * 10 * 1000) / 115200);
    expect(read.toString('utf16le', 14, 20)).toBe('李秀英');
    reader.lift();
    expect(await host.ask(FIND, 11)).toBe(NO_CARD);
  });

  it('says 10 to a wrong checksum, 11 to a command that breaks off, 21 to an unknown one', async () => {
    await plugIn({ realSpeed: false });
    expect(await host.ask('AAAAAA96690003200123', 11)).toBe('AAAAAA9669000400001014');
    expect(await host.ask('AAAAAA966900042001', 11)).toBe('AAAAAA9669000400001115');
    expect(await host.ask('AAAAAA96690003200320', 11)).toBe('AAAAAA9669000400002125');
  });

  it('refuses a card of nobody', async () => {
    await plugIn();
    expect(() => reader.lay('nobody')).toThrow('nobody');
    expect(reader.state.personId).toBeNull();
  });

  it('tells every change', async () => {
    await plugIn();
    const seen: (string | null)[] = [];
    const stop = reader.onChange(() => seen.push(reader.state.personId));
    reader.lay('wang-jianhua');
    reader.lift();
    stop();
    reader.lay('zhao-min');
    expect(seen).toEqual(['wang-jianhua', null]);
  });
});

describe('a module set to another speed', () => {
  it('is silent to a host that has not found its speed', async () => {
    await plugIn({ speed: 9600, realSpeed: false }, 115200);
    await using witness = await anotherReader();
    host.send(STATUS);
    // Sent later and answered: by then the first reader has seen its bytes.
    expect(await witness.ask(STATUS, 11)).toBe('AAAAAA9669000400009094');
    host.setSpeed(9600);
    expect(await host.ask(STATUS, 11)).toBe('AAAAAA9669000400009094');
    expect(await host.ask(FIND, 11)).toBe(NO_CARD);
    expect(host.received).toHaveLength(11);
  });

  it('answers at the old speed and listens at the new one', async () => {
    await plugIn({ realSpeed: false });
    expect(await host.ask('AAAAAA96690003600162', 11)).toBe('AAAAAA9669000400009094');
    expect(reader.state.speed).toBe(57600);
    host.setSpeed(57600);
    expect(await host.ask(FIND, 11)).toBe(NO_CARD);
  });
});

describe('the plug', () => {
  it('lets a host close and open the port again and again', async () => {
    await plugIn();
    for (let i = 0; i < 4; i++) {
      host.close();
      host = Host.open(join(folder, 'reader'), 115200);
      expect(await host.ask(FIND, 11)).toBe(NO_CARD);
    }
  });

  it('takes the port away when pulled, and brings a working one when put back, the card still lying there', async () => {
    await plugIn();
    reader.lay('wang-jianhua');
    for (let i = 0; i < 3; i++) {
      reader.unplug();
      await host.hungUp;
      expect(existsSync(join(folder, 'reader'))).toBe(false);
      reader.replug();
      host.close();
      host = Host.open(join(folder, 'reader'), 115200);
      expect(await host.ask(FIND, 15)).toBe(FOUND);
    }
    expect(reader.state).toMatchObject({ plugged: true, personId: 'wang-jianhua' });
  });

  it('may be pulled in the middle of a read', async () => {
    await plugIn();
    reader.lay('wang-jianhua');
    await host.ask(FIND, 15);
    await host.ask(SELECT, 19);
    await host.ask(READ, 100);
    reader.unplug();
    await host.hungUp;
    expect(reader.state.plugged).toBe(false);
  });
});

describe('faults on demand', () => {
  const selectACard = async (): Promise<void> => {
    await plugIn({ realSpeed: false });
    reader.lay('wang-jianhua');
    await host.ask(FIND, 15);
    await host.ask(SELECT, 19);
  };
  const readWith = async (kind: ReaderFaultKind, bytes: number): Promise<Buffer> => {
    reader.setFault({ kind, times: 1 });
    return Buffer.from(await host.ask(READ, bytes), 'hex');
  };
  const checksum = (frame: Buffer): number => frame.subarray(5).reduce((sum, byte) => sum ^ byte, 0);
  const cleanRead = async (): Promise<Buffer> => {
    await host.ask(FIND, 15);
    await host.ask(SELECT, 19);
    return Buffer.from(await host.ask(READ, 1295), 'hex');
  };

  it.each(['corrupt-byte', 'checksum'] as const)('%s: one byte differs, once', async (kind) => {
    await selectACard();
    const broken = await readWith(kind, 1295);
    expect(checksum(broken)).not.toBe(0);
    const clean = await cleanRead();
    expect(checksum(clean)).toBe(0);
    expect(broken.filter((byte, at) => byte !== clean[at])).toHaveLength(1);
    expect(reader.state.fault).toBeNull();
  });

  it('missing-byte: the answer is one byte short', async () => {
    await selectACard();
    const broken = await readWith('missing-byte', 1294);
    const clean = await cleanRead();
    const at = Math.floor(clean.length / 2);
    expect(broken).toEqual(Buffer.concat([clean.subarray(0, at), clean.subarray(at + 1)]));
  });

  it.each([
    ['split-chunks', 100],
    ['slow-chunks', 15],
  ] as const)('%s: whole, but in pieces', async (kind, pieces) => {
    await selectACard();
    expect(checksum(await readWith(kind, 1295))).toBe(0);
    expect(host.pieces).toBeGreaterThan(pieces);
  });

  it('lift-mid-read: the answer breaks off and the card is gone', async () => {
    await selectACard();
    await readWith('lift-mid-read', 518);
    expect(await host.ask(FIND, 11)).toBe(NO_CARD);
    expect(reader.state.personId).toBeNull();
  });

  it('silent: nothing, then the next answer', async () => {
    await selectACard();
    reader.setFault({ kind: 'silent', times: 2 });
    host.send(FIND);
    host.send(FIND);
    expect(await host.ask(STATUS, 11)).toBe('AAAAAA9669000400009094');
  });

  it('garbage: as many bytes, but no frame', async () => {
    await selectACard();
    expect((await readWith('garbage', 1295)).includes(Buffer.from('AAAA9669', 'hex'))).toBe(false);
  });

  it.each([
    ['read-fails', READ, '41'],
    ['card-auth-fails', READ, '32'],
    ['unsupported-card', READ, '40'],
    ['find-fails', FIND, '80'],
    ['select-fails', SELECT, '81'],
    ['self-test-fails', STATUS, '60'],
  ] as const)('%s: for the next two such answers', async (kind, command, sw) => {
    await selectACard();
    reader.setFault({ kind, times: 2 });
    expect((await host.ask(command, 11)).slice(18, 20)).toBe(sw);
    expect(reader.state.fault).toMatchObject({ kind, times: 1 });
    expect((await host.ask(command, 11)).slice(18, 20)).toBe(sw);
    expect(reader.state.fault).toBeNull();
  });

  it('stays for ever when asked to, and spares the polling when set on reads', async () => {
    await selectACard();
    reader.setFault({ kind: 'checksum', times: Number.POSITIVE_INFINITY, on: 'read' });
    for (let i = 0; i < 3; i++) {
      expect(await host.ask(FIND, 15)).toBe(FOUND);
      await host.ask(SELECT, 19);
      expect(checksum(Buffer.from(await host.ask(READ, 1295), 'hex'))).not.toBe(0);
    }
    reader.setFault(null);
    expect(checksum(await cleanRead())).toBe(0);
  });

  it('a card lifted by hand in the middle of a read breaks the answer off', async () => {
    await plugIn();
    reader.lay('wang-jianhua');
    await host.ask(FIND, 15);
    await host.ask(SELECT, 19);
    await host.ask(READ, 200);
    reader.lift();
    await host.ask(FIND, 11);
    expect(host.received.length).toBeLessThan(1295);
    expect(host.received.subarray(-11).toString('hex').toUpperCase()).toBe(NO_CARD);
  });
});
