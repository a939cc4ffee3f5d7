import type { Fact } from './facts.tsx';

export interface NumberDisplayProps {
  readonly label: string;
  readonly number: string;
  /** Below the number, in the order in which they are read. */
  readonly facts: readonly Fact[];
  /** Nothing was printed: the number is to be remembered or photographed. */
  readonly isLarge?: boolean;
}

/** What the person came for, as large as the panel allows. */
export const NumberDisplay = ({ label, number, facts, isLarge = false }: NumberDisplayProps) => (
  <dl class={`ticket ${isLarge ? 'ticket-large' : ''}`}>
    <div>
      <dt>{label}</dt>
      <dd class="ticket-number" style={{ '--characters': number.length }}>
        {number}
      </dd>
    </div>
    {facts.map((fact) => (
      <div key={fact.label} class="ticket-room">
        <dt>{fact.label}</dt>
        <dd lang={fact.isFromCentre === true ? 'zh-CN' : undefined}>{fact.value}</dd>
      </div>
    ))}
  </dl>
);
