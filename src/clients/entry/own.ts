import type { Json } from '../../model/json.js';
import { isLoopback } from '../../model/loopback.js';
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
    if (!URL.canParse(text)) return false;
    const { hostname, origin, pathname } = new URL(text);
    // Other vendors have paths of that form, too.
    const isHere = run.by === 'http' ? origin === new URL(run.url).origin : isLoopback(hostname);
    return isHere && pathname.endsWith(`/${provider}/mcp`);
  });
}

function textsIn(value: Json): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
