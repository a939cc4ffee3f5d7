/** Small helpers around the document. */

/** The element with this id, of this kind; it is in index.html, so its absence is a bug. */
export function part<T extends Element>(id: string, kind: new () => T): T {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`index.html has no ${kind.name} #${id}`);
  return found;
}

type Attributes = { readonly [name: string]: string | number | boolean | undefined };

/** A new element. An attribute that is `true` is set empty; `false` and `undefined` are left out. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...children);
  return element;
}

export type Choice<T extends string> = { readonly value: T; readonly label: string; readonly disabled?: boolean };

/**
 * A row of buttons of which one is pressed. The buttons stay the same elements from one drawing to the next, so that
 * the keyboard focus stays where it is.
 */
export function drawChoices<T extends string>(
  row: HTMLElement,
  choices: readonly Choice<T>[],
  chosen: T | null,
  choose: (value: T) => void,
): void {
  for (const [index, { value, label, disabled }] of choices.entries()) {
    const old = row.children[index];
    const button = old instanceof HTMLButtonElement ? old : row.appendChild(make('button', { type: 'button' }));
    button.textContent = label;
    button.disabled = disabled === true;
    button.dataset.value = value;
    button.setAttribute('aria-pressed', String(value === chosen));
    button.onclick = () => choose(value);
  }
}
