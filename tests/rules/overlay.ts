import type { Overlay } from '../../src/model/rule.js';

/** The texts of a project with some changes made to it. */
export function overlaid(
  project: Readonly<Record<string, string>>,
  overlay: Overlay,
): Record<string, string> {
  const texts = new Map(Object.entries(project));
  for (const [path, change] of Object.entries(overlay)) {
    if (change === null) {
      if (!texts.delete(path)) throw new Error(`"${path}" is not there to be deleted.`);
    } else if (typeof change === 'string') texts.set(path, change);
    else texts.set(path, replaced(path, texts.get(path) ?? '', change.replace, change.with));
  }
  return Object.fromEntries(texts);
}

function replaced(path: string, text: string, before: string, after: string): string {
  const parts = text.split(before);
  if (parts.length !== 2)
    throw new Error(`${JSON.stringify(before)} is ${parts.length - 1} times in "${path}".`);
  return parts.join(after);
}
