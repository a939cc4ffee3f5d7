/** The ports of a whole Anban on one machine, and a clear word when one of them is taken. */
import { createServer } from 'node:net';

export interface Ports {
  readonly kiosk: number;
  readonly panel: number;
  readonly officers: number;
  readonly camera: number;
  readonly printer: number;
  /** Where the bridge takes emulated social security cards. */
  readonly smartCard: number;
  readonly pagePrinter: number;
  readonly documentCamera: number;
}

export const DEFAULT_PORTS: Ports = {
  kiosk: 5870,
  panel: 5880,
  officers: 5890,
  camera: 5881,
  printer: 9100,
  smartCard: 5882,
  pagePrinter: 8631,
  documentCamera: 5883,
};

/** Which of `ports` another program holds on loopback. Port 0 (any) is never taken. */
export async function takenPorts(ports: Ports): Promise<{ name: string; port: number }[]> {
  const checks = Object.entries(ports).map(async ([name, port]) => ({ name, port, free: await isFree(port) }));
  return (await Promise.all(checks)).filter(({ free }) => !free).map(({ name, port }) => ({ name, port }));
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen({ port, host: '127.0.0.1', exclusive: true }, () => probe.close(() => resolve(true)));
  });
}
