/** The event by which a button asks the voice, wherever it is, to read the screen again. */
export const REPEAT = 'anban-repeat';
