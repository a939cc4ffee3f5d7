/** What and where a camera is, for staff; asked anew each time, since it may have been exchanged. */
import type { DeviceInfo } from '../device.ts';
import { usbIdentity } from '../usb-identity.ts';

export const aboutV4l2 = (device: string) => (): DeviceInfo => ({
  ...usbIdentity(device, 'video4linux'),
  connection: device,
});

/** Without what a URL may carry besides: a name and a word to sign in with. MJPEG over HTTP tells nothing more. */
export const aboutMjpeg = (url: string) => (): DeviceInfo => {
  const { host, pathname } = new URL(url);
  return { model: 'MJPEG', connection: `${host}${pathname}`, serialNumber: null, firmware: null };
};
