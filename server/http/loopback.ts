import type { RequestHandler } from 'express';
import { refuse } from './answer.ts';
import { refused } from './refusals.ts';

const LOOPBACK = /^(127\.|::1$|::ffff:127\.)/;

/** For what only the machine itself may ask. A proxy on the same machine must not pass these paths on. */
export const loopbackOnly: RequestHandler = (request, response, next) => {
  if (LOOPBACK.test(request.socket.remoteAddress ?? '') && request.headers['x-forwarded-for'] === undefined)
    return next();
  refuse(response, refused('loopback-only'));
};
