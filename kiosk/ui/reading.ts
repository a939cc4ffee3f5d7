/** What of a screen has not been shown yet, for a button that waits until it has: nobody agrees to what they did not see. */
import { createContext } from 'preact';
import { useMemo, useState } from 'preact/hooks';

export type PaneName = 'aside' | 'body';
type Turn = () => void;

export interface Reading {
  /** Shows the next page of what is not read yet; null: everything has been shown. */
  readonly readOn: Turn | null;
  /** From a pane: how to go on in it while there is more that has not been shown. */
  readonly report: (pane: PaneName, readOn: Turn | null) => void;
}

export const ReadingContext = createContext<Reading>({ readOn: null, report: () => {} });

/** Of one screen: what it is about (`aside`) is read before what stands below it. */
export function useReading(): Reading {
  const [aside, setAside] = useState<{ readonly readOn: Turn | null }>(NOTHING);
  const [body, setBody] = useState<{ readonly readOn: Turn | null }>(NOTHING);
  const report = useMemo(
    () => (pane: PaneName, readOn: Turn | null) =>
      (pane === 'aside' ? setAside : setBody)((before) => (before.readOn === readOn ? before : { readOn })),
    [],
  );
  const readOn = aside.readOn ?? body.readOn;
  return useMemo(() => ({ readOn, report }), [readOn, report]);
}

/** A function as a state would be called: it is kept in something. */
const NOTHING = { readOn: null };
