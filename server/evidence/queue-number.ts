const DIGITS = 3;

/** `A012`: the room and the number in it. A room that ends in a digit gets a dash, so that 12 and 3 are not 1 and 23. */
export const queueNumber = (room: string, number: number): string =>
  `${room}${/\d$/.test(room) ? '-' : ''}${String(number).padStart(DIGITS, '0')}`;
