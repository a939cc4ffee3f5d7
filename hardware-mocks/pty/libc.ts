/** The few functions of the C library that make a pseudo-terminal (Linux, glibc). */
import koffi from 'koffi';

const libc = koffi.load('libc.so.6');
const posixOpenpt = libc.func('int posix_openpt(int flags)');
const grantpt = libc.func('int grantpt(int fd)');
const unlockpt = libc.func('int unlockpt(int fd)');
const ptsnameR = libc.func('int ptsname_r(int fd, _Out_ uint8_t *buffer, size_t length)');
const tcgetattr = libc.func('int tcgetattr(int fd, _Inout_ uint8_t *termios)');
const tcsetattr = libc.func('int tcsetattr(int fd, int when, const uint8_t *termios)');
const cfmakeraw = libc.func('void cfmakeraw(_Inout_ uint8_t *termios)');
const cfsetspeed = libc.func('int cfsetspeed(_Inout_ uint8_t *termios, unsigned int speed)');
const cfgetospeed = libc.func('unsigned int cfgetospeed(const uint8_t *termios)');

const O_RDWR = 0o2;
const O_NOCTTY = 0o400;
const O_CLOEXEC = 0o2000000;
const TCSANOW = 0;
/** More than `sizeof(struct termios)` on every Linux. */
const TERMIOS_BYTES = 256;

/** The speeds a reader knows, with the codes of <asm/termbits.h>; newer C libraries use the plain figure. */
const SPEED_CODES: ReadonlyMap<number, number> = new Map([
  [9600, 0o15],
  [19200, 0o16],
  [38400, 0o17],
  [57600, 0o10001],
  [115200, 0o10002],
]);

/** Opens the master side of a new terminal and gives the path of the other side. */
export function openMaster(): { readonly fd: number; readonly slavePath: string } {
  const fd = number(posixOpenpt(O_RDWR | O_NOCTTY | O_CLOEXEC), 'posix_openpt');
  number(grantpt(fd), 'grantpt');
  number(unlockpt(fd), 'unlockpt');
  const name = Buffer.alloc(128);
  if (ptsnameR(fd, name, name.length) !== 0) throw new Error('ptsname_r failed');
  return { fd, slavePath: name.toString('latin1', 0, name.indexOf(0)) };
}

/** Bytes go through unchanged, as on a UART; `speed` is what a host finds set that does not set its own. */
export function makeRaw(fd: number, speed: number): void {
  const termios = readAttributes(fd);
  cfmakeraw(termios);
  number(cfsetspeed(termios, SPEED_CODES.get(speed) ?? speed), 'cfsetspeed');
  number(tcsetattr(fd, TCSANOW, termios), 'tcsetattr');
}

/** The speed the host has set, bits per second; 0 when it is none a reader knows. */
export function speedOf(fd: number): number {
  const code: unknown = cfgetospeed(readAttributes(fd));
  for (const [speed, known] of SPEED_CODES) if (code === known || code === speed) return speed;
  return 0;
}

function readAttributes(fd: number): Buffer {
  const termios = Buffer.alloc(TERMIOS_BYTES);
  number(tcgetattr(fd, termios), 'tcgetattr');
  return termios;
}

function number(result: unknown, what: string): number {
  if (typeof result !== 'number' || result < 0) throw new Error(`${what} failed`);
  return result;
}
