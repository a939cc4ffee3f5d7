/** A text that may come from the person's card: what is shown, whose it is, and the way back. Pure. */

export interface FieldValue {
  readonly text: string;
  /** What the card said, null where no card said anything. */
  readonly onCard: string | null;
  /** What stood there before the present change, for "undo". */
  readonly before: string | null;
}

export const fromCard = (text: string | null): FieldValue => ({ text: text ?? '', onCard: text, before: null });

export const isFromCard = ({ text, onCard }: FieldValue): boolean => onCard !== null && text === onCard;

/** The keyboard opens: remembers what stood there. */
export const beginChange = (value: FieldValue): FieldValue => ({ ...value, before: value.text });

export const change = (value: FieldValue, text: string): FieldValue => ({ ...value, text });

/** The keyboard closes. An empty field is never an answer in place of the card's. */
export const endChange = (value: FieldValue): FieldValue => {
  const text = value.text.trim();
  return text === '' && value.onCard !== null ? fromCard(value.onCard) : { ...value, text };
};

export const canUndo = ({ text, before }: FieldValue): boolean => before !== null && before !== text;
export const undo = (value: FieldValue): FieldValue => ({ ...value, text: value.before ?? value.text, before: null });
export const backToCard = ({ onCard }: FieldValue): FieldValue => fromCard(onCard);
