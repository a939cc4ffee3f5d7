/** The one thing that the client needs of a WebSocket, so that a test can be the bridge. */
import { MESSAGE_LIMIT, SOCKET_PATH } from '@anban/terminal-bridge/protocol/envelope';

export interface SocketEvents {
  readonly opened: () => void;
  readonly received: (text: string) => void;
  /** Once, whoever closed it and whether or not it was ever open. */
  readonly closed: () => void;
}

export interface Socket {
  send(text: string): void;
  close(): void;
}

export type OpenSocket = (events: SocketEvents) => Socket;

/** A WebSocket to the bridge that served this page. The token travels in the cookie that came with the page. */
export const openSameOrigin: OpenSocket = ({ opened, received, closed }) => {
  const url = new URL(SOCKET_PATH, location.href);
  url.protocol = url.protocol.replace('http', 'ws');
  const socket = new WebSocket(url);
  socket.onopen = opened;
  socket.onclose = () => {
    // The token changes with each start of the bridge: asking for the page brings the new one for the next attempt.
    fetch('/', { method: 'HEAD', cache: 'no-store' }).catch(() => {});
    closed();
  };
  socket.onmessage = ({ data }) => {
    if (typeof data === 'string' && data.length <= MESSAGE_LIMIT) received(data);
    else socket.close();
  };
  return socket;
};
