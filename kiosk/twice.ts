/** Code that comes after the first page: a browser asks anew for a file that did not come. */
export const twice = <T>(load: () => Promise<T>): Promise<T> => load().catch(load);
