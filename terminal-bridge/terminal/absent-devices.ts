/** Devices that this terminal does not have, or that may not be used: each says so and takes away only itself. */
import { fail } from '@anban/foundation/result';
import type { Camera } from '../devices/camera/camera.ts';
import type { SheetCamera } from '../devices/document-camera/document-camera.ts';
import type { IdCardReader } from '../devices/id-card-reader/reader.ts';
import type { QrScanner } from '../devices/qr-scanner/scanner.ts';
import type { SocialSecurityReader } from '../devices/social-security-card/device.ts';
import type { FaceMatcher } from '../matching/matcher.ts';
import type { DeviceStatus } from '../protocol/state.ts';

const absent: DeviceStatus = { status: 'absent' };
const silent = { onStatus: () => () => {}, close: async () => {} };

export const noReader: IdCardReader = {
  ...silent,
  status: absent,
  read: async () => fail('readerUnplugged'),
};

export const noSocialSecurityReader: SocialSecurityReader = {
  ...silent,
  resolveWith: () => {},
  status: absent,
  read: async () => fail('sscReaderMissing'),
};

export const noScanner: QrScanner = {
  ...silent,
  status: absent,
  scan: async () => fail('scannerUnplugged'),
};

export const noCamera: Camera = {
  ...silent,
  status: absent,
  frames: async function* () {},
};

export const noDocumentCamera: SheetCamera = {
  ...silent,
  status: absent,
  shoot: async () => fail('documentCameraLost'),
  glance: async () => null,
};

/** A matcher that is not there, or that refused to start: every visit takes the manual route. */
export const noMatcher = (status: DeviceStatus): FaceMatcher => ({
  ...silent,
  status,
  match: async () => ({ outcome: 'unavailable', reason: 'matcherFailed' }),
});
