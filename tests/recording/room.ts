/** An examination room for tests: emulated camera, a tone for sound, real ffmpeg, real files. */
import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '@anban/foundation/clock';
import { createEventLog } from '@anban/foundation/event-log';
import { newId } from '@anban/foundation/ids';
import { createCamera } from '../../terminal-bridge/devices/camera/create-camera.ts';
import { terminalKey } from '../../terminal-bridge/evidence/key.ts';
import { ExaminationRecordingConfig } from '../../terminal-bridge/examination-recording/config.ts';
import { ffmpegEncoder } from '../../terminal-bridge/examination-recording/encoder.ts';
import { segmentPath } from '../../terminal-bridge/examination-recording/folder.ts';
import { ffmpegMicrophone } from '../../terminal-bridge/examination-recording/microphone.ts';
import { Recorder, type RecorderOptions } from '../../terminal-bridge/examination-recording/recorder.ts';
import { readSegment, recordingKey, siteKey } from '../../terminal-bridge/examination-recording/vault.ts';
import { BRIDGE_EVENTS } from '../../terminal-bridge/log.ts';

export const TONE = ['-re', '-f', 'lavfi', '-i', 'sine=frequency=440'];
export const SILENCE = ['-re', '-f', 'lavfi', '-i', 'anullsrc=r=16000:cl=mono'];
export const SIGNATORY = { terminalId: newId(), regionCode: '370702' };
export const KEY = terminalKey(generateKeyPairSync('ed25519').privateKey);

export interface Room {
  readonly recorder: Recorder;
  readonly folder: string;
  /** Names of what was logged. */
  readonly logged: string[];
  close(): Promise<void>;
}

export function room(
  root: string,
  cameraUrl: string,
  change: Partial<RecorderOptions> & {
    readonly sound?: readonly string[];
    readonly segmentSeconds?: number;
    readonly width?: number;
    readonly height?: number;
  } = {},
): Room {
  const { sound = TONE, segmentSeconds = 4, width = 320, height = 240, ...options } = change;
  const folder = join(root, 'recordings');
  const config = ExaminationRecordingConfig.parse({
    ...{ folder, keepDays: 30, segmentSeconds, reserveMb: 64, plannedMinutes: 1, width, height },
    camera: { kind: 'mjpeg', url: cameraUrl },
    microphone: { kind: 'alsa', device: 'default' },
  });
  const logged: string[] = [];
  const log = createEventLog('test', BRIDGE_EVENTS, { write: (line: string) => void logged.push(line) });
  const camera = createCamera(config.camera, { clock: systemClock });
  const recorder = new Recorder({
    ...{ config, camera, clock: systemClock, log, key: KEY, site: siteKey(root) },
    microphone: ffmpegMicrophone({ ffmpeg: 'ffmpeg', inputArgs: sound, clock: systemClock }),
    startEncoder: ffmpegEncoder(config),
    monotonic: () => performance.now(),
    free: () => 1e12,
    onGrown: () => {},
    signatory: () => SIGNATORY,
    ...options,
  });
  return {
    ...{ recorder, folder, logged },
    async close() {
      await recorder.close();
      await camera.close();
    },
  };
}

export const subject = () => ({ sessionId: newId(), examineeId: newId(), by: 'officer' as const });

/** A segment as it plays. */
export function played(root: string, id: string, index: number): Buffer {
  const folder = join(root, 'recordings', id);
  const { chunks } = readSegment(segmentPath(folder, index), recordingKey(siteKey(root), folder, id), index);
  return Buffer.concat(chunks.slice(1));
}

export const textOf = (path: string): string => readFileSync(path, 'utf8');
