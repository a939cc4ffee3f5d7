/**
 * Escape leads towards the way out: out of a dialog that can be dismissed (the dialog does that itself), otherwise to
 * the button that ends the visit. It is only gone to, not pressed: a second key, Enter, is the answer.
 */
export function watchEscape(document: Document): () => void {
  const over = new AbortController();
  document.addEventListener(
    'keydown',
    (event) => {
      if (event.key !== 'Escape' || event.defaultPrevented || document.querySelector('dialog[open]') !== null) return;
      const way = document.querySelector<HTMLElement>('.bottom [data-way-out]');
      if (way === null) return;
      event.preventDefault();
      way.focus();
    },
    { signal: over.signal },
  );
  return () => over.abort();
}
