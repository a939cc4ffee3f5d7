/**
 * A code scanner on USB-CDC: a serial port on a pseudo-terminal, with phones to hold before it. It knows the serial
 * trigger commands and the menu commands TRGMOD (0 manual, 3 presentation) and SHWNRD (no-read message) of Honeywell's
 * area imagers, written from their User's Guide.
 */
import { type Plug, type Port, pseudoTerminal, realTimers, type Timers } from '../pty/port.ts';
import { type HostCommand, takeCommands } from './commands.ts';
import { damage, type ScannerFault } from './faults.ts';

/** How the screen of the phone is: only a bright one can be decoded. */
export const SCREENS = ['bright', 'dark', 'cracked'] as const;
export type Screen = (typeof SCREENS)[number];

export interface QrScannerOptions {
  /** Where the host finds the port: a symbolic link, made and removed as the scanner is plugged and unplugged. */
  readonly linkPath: string;
  /** From the light to the code, ms. Default 120. */
  readonly decodeMs?: number;
  /** How long one look lasts, ms. Default 5000. */
  readonly readTimeMs?: number;
  /** Looks always, without being told to. Default false. */
  readonly presentation?: boolean;
  /** Default: a pseudo-terminal. */
  readonly plug?: Plug;
  /** Default: real time. */
  readonly timers?: Timers;
}

export interface ScannerState {
  readonly plugged: boolean;
  /** A phone is before the window. The code itself is not told: it is somebody's identity. */
  readonly phone: Screen | null;
  readonly looking: boolean;
  readonly fault: ScannerFault | null;
}

const ACK = '\x06';
const ENQ = '\x05';
const NAK = '\x15';
const PIECE_MS = 3;
/** As "Show Software Revision" prints it. */
const IDENTITY = [
  'Product Name: Emulated Area-Imaging Scanner',
  'Boot Revision: EMU-BOOT-1',
  'Software Part Number: EMU000064AAA',
  'Software Revision: 1.2.3',
  'Serial Number: EMU-QR-0001',
  'Supported IF: Standard',
];
/** Values that each setting can have. */
const SETTINGS: Readonly<Record<string, readonly string[]>> = { TRGMOD: ['0', '3'], SHWNRD: ['0', '1'] };

export class QrScannerEmulator {
  readonly #options: QrScannerOptions;
  readonly #listeners = new Set<() => void>();
  #port: Port | undefined;
  #received: Buffer = Buffer.alloc(0);
  #settings: Record<string, string> = {};
  #shown: { readonly code: string; readonly screen: Screen } | null = null;
  #looking = false;
  #fault: ScannerFault | null = null;
  readonly #waits = new Set<() => void>();

  constructor(options: QrScannerOptions) {
    this.#options = options;
  }

  get state(): ScannerState {
    const plugged = this.#port !== undefined;
    return { plugged, phone: this.#shown?.screen ?? null, looking: this.#looking, fault: this.#fault };
  }

  /** Plugs the scanner in. Resolves when a host can open the port. */
  async start(): Promise<void> {
    this.replug();
  }

  /** Holds a phone with this code before the window, in place of another one. */
  show(code: string, screen: Screen = 'bright'): void {
    this.#shown = { code, screen };
    this.#tell();
    if (this.#looking || this.#settings.TRGMOD === '3')
      this.#later(this.#options.decodeMs ?? 120, () => this.#decode());
  }

  /** Takes the phone away. */
  take(): void {
    this.#shown = null;
    this.#tell();
  }

  unplug(): void {
    if (this.#port === undefined) return;
    this.#stop();
    this.#port.close();
    this.#port = undefined;
    this.#tell();
  }

  replug(): void {
    if (this.#port !== undefined) return;
    this.#received = Buffer.alloc(0);
    this.#settings = { TRGMOD: this.#options.presentation === true ? '3' : '0', SHWNRD: '0' };
    this.#port = (this.#options.plug ?? pseudoTerminal)(this.#options.linkPath, 115_200, (bytes) =>
      this.#receive(bytes),
    );
    this.#tell();
  }

  setFault(fault: ScannerFault | null): void {
    this.#fault = fault;
    this.#tell();
  }

  /** Called after every change of `state`. Returns what ends it. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async close(): Promise<void> {
    this.unplug();
    this.#listeners.clear();
  }

  #receive(bytes: Uint8Array): void {
    const { commands, rest } = takeCommands(Buffer.concat([this.#received, bytes]));
    this.#received = Buffer.from(rest);
    for (const command of commands) this.#obey(command);
  }

  #obey(command: HostCommand): void {
    if (this.#fault?.kind === 'silent') this.#useFault();
    else if (command.kind === 'trigger-on') this.#look();
    else if (command.kind === 'menu') this.#port?.write(Buffer.from(this.#set(command), 'latin1'));
    else {
      this.#stop();
      this.#tell();
    }
  }

  /** The answer: the command again, with what became of it before its last sign. */
  #set({ tag, data, storage }: Extract<HostCommand, { kind: 'menu' }>): string {
    if (tag === 'REVINF' && data === '') return `${IDENTITY.join('\r\n')}\r\n${tag}${ACK}${storage}`;
    const values = SETTINGS[tag];
    if (values === undefined) return `${tag}${data}${ENQ}${storage}`;
    if (data === '?') return `${tag}${this.#settings[tag] ?? ''}${ACK}${storage}`;
    if (!values.includes(data)) return `${tag}${data}${NAK}${storage}`;
    this.#settings[tag] = data;
    return `${tag}${data}${ACK}${storage}`;
  }

  #look(): void {
    this.#stop();
    this.#looking = true;
    this.#tell();
    this.#later(this.#options.decodeMs ?? 120, () => this.#decode());
    this.#later(this.#options.readTimeMs ?? 5000, () => {
      this.#stop();
      this.#tell();
      if (this.#settings.SHWNRD === '1') this.#port?.write(Buffer.from('NR\r'));
    });
  }

  #decode(): void {
    const always = this.#settings.TRGMOD === '3';
    if (this.#shown?.screen !== 'bright' || !(this.#looking || always)) return;
    this.#stop();
    const fault = this.#fault;
    if (fault !== null) this.#useFault();
    let wait = 0;
    for (const piece of damage(fault?.kind ?? null, Buffer.from(`${this.#shown.code}\r`, 'utf8'))) {
      this.#later(wait, () => this.#port?.write(piece));
      wait += PIECE_MS;
    }
    this.#tell();
  }

  #useFault(): void {
    const fault = this.#fault;
    if (fault !== null) this.setFault(fault.times > 1 ? { ...fault, times: fault.times - 1 } : null);
  }

  #stop(): void {
    this.#looking = false;
    for (const cancel of this.#waits) cancel();
    this.#waits.clear();
  }

  #later(ms: number, act: () => void): void {
    if (ms === 0) {
      act();
      return;
    }
    const cancel = (this.#options.timers ?? realTimers).after(ms, () => {
      this.#waits.delete(cancel);
      act();
    });
    this.#waits.add(cancel);
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
