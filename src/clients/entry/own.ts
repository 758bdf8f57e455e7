import type { Json } from '../../model/json.js';
import type { Server } from './server.js';

/** Whether an entry starts or reaches this server, perhaps in another way or from another folder. */
export function isEntryOf(server: Server, entry: Json): boolean {
  const { provider, run } = server;
  const texts = textsIn(entry);
  const names = (word: string) =>
    texts.some((text, index) => texts[index - 1] === '--provider' && text === word);
  const starts = texts.some(
    (text) =>
      /(^|[\\/])dist[\\/]server\.js$/.test(text) || (run.by === 'npx' && text === run.package),
  );
  if (starts && names(provider)) return true;
  return texts.some((text) => {
    if (run.by === 'http' && text === run.url) return true;
    const url = URL.canParse(text) ? new URL(text) : undefined;
    const isElsewhere = run.by === 'http' && url?.origin !== new URL(run.url).origin;
    return !isElsewhere && url?.pathname.endsWith(`/${provider}/mcp`) === true;
  });
}

function textsIn(value: Json): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
