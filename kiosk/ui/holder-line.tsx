import { Icon } from './icon.tsx';

export interface HolderLineProps {
  readonly label: string;
  /** As it may be shown: the caller masks. */
  readonly name: string;
  readonly number: string;
}

/** A line ends after one of the dots of a name before it ends anywhere else. */
const parts = (name: string): readonly string[] => name.split(/(?<=[·•‧・])/u);

/** Whose card it is. Never cut, however long the name; rare characters come from the fallback fonts. */
export const HolderLine = ({ label, name, number }: HolderLineProps) => (
  <p class="holder">
    <Icon name="card" />
    <span>{label}</span>
    <strong>
      {parts(name).map((part) => (
        <span key={part} class="whole">
          {part}
        </span>
      ))}
    </strong>
    <span class="digits">{number}</span>
  </p>
);
