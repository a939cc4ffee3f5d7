/** A key that stands twice in one object of a JSON text: JSON.parse keeps the last and says nothing. */
const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],]/gu;

/** The first such key, as a path such as `termination.date`, or null. `text` is valid JSON. */
export function duplicateKey(text: string): string | null {
  /** Keys of every object around; null for an array. */
  const around: (Set<string> | null)[] = [];
  const path: string[] = [];
  let keyNext = false;
  for (const [token] of text.matchAll(TOKEN)) {
    const keys = around.at(-1) ?? null;
    if (token === '{' || token === '[') {
      around.push(token === '{' ? new Set() : null);
      path.push('');
      keyNext = token === '{';
    } else if (token === '}' || token === ']') {
      around.pop();
      path.pop();
      keyNext = false;
    } else if (token === ',') keyNext = keys !== null;
    else if (keyNext && keys !== null) {
      const key = String(JSON.parse(token));
      path[path.length - 1] = key;
      if (keys.has(key)) return path.filter((name) => name !== '').join('.');
      keys.add(key);
      keyNext = false;
    }
  }
  return null;
}
