import type { Example } from '../../../model/rule.js';
import { bad, ok } from '../../example.js';

/** Keys of which only the beginning is left. */
export const truncatedKeys: readonly Example[] = [
  bad`
    // src/core/recent.ts
    export function recent<T>(load: (token: string) => Promise<T>) {
      const known = new Map<string, T>();
      return async (token: string) => {
        const key = ‹token.slice(0, 24)›;
        const found = known.get(key) ?? (await load(token));
        known.set(key, found);
        return found;
      };
    }
  `.finds('This key is only the beginning of "token", which several callers can have in common.'),
  ok`
    // src/core/recent.ts
    export function recent<T>(load: (token: string) => Promise<T>) {
      const known = new Map<string, T>();
      return async (header: string, hash: (text: string) => string) => {
        const token = header.slice(7);
        const key = hash(token).slice(0, 24);
        const found = known.get(key) ?? (await load(token));
        known.set(key, found);
        return found;
      };
    }
  `,
  ok`
    // src/core/groups.ts
    const groups = new Map<string, string[]>();
    export const groupOf = (subject: string) => groups.get(subject.slice(0, 1)) ?? [];
  `,
  bad`
    // src/core/keys.ts
    export const keyOf = (token: string) => token.slice(0, 12);

    // src/core/found.ts
    import { keyOf } from './keys.js';

    const found = new Map<string, unknown>();
    export const keep = (token: string, value: unknown) => found.set(‹keyOf(token)›, value);

    // src/core/rooms.ts
    const LENGTH = 16;
    const rooms: Record<string, unknown> = {};
    export const roomOf = (accessToken: string) => rooms[‹accessToken.slice(0, LENGTH)›];
    export function enter(accessToken: string, room: unknown) {
      rooms[‹accessToken.substring(0, LENGTH)›] = room;
    }

    // src/core/texts.ts
    export class Texts {
      readonly #texts = new Map<string, string>();
      keep({ principal }: CallContext, name: string, text: string) {
        this.#texts.set(\`\${name}:\${‹principal.userId.slice(0, 8)›}\`, text);
      }
    }
  `.finds(
    'This key is only the beginning of "token", which several callers can have in common.',
    'This key is only the beginning of "accessToken", which several callers can have in common.',
    'This key is only the beginning of "accessToken", which several callers can have in common.',
    'This key is only the beginning of "userId", which several callers can have in common.',
  ),
  // Groups, beginnings with a meaning, and keys of which something else tells callers apart.
  ok`
    // src/core/kinds.ts
    const kinds = new Map([['github', 'classic']]);
    export const kindOf = (token: string) => kinds.get(token.slice(0, 6));
    const connections = new Map<string, string>();
    export const connect = (name: string, url: string) => connections.set(name, url);
    export const connectionOf = (sub: string) => connections.get(sub.slice(0, sub.indexOf('|')));
    const begun = new Map<string, Date>();
    export const begin = (session: string) => begun.set(session.slice(0, -4), new Date());
    const pages = new Map<string, number>();
    export const turn = (pageToken: string, page: number) => pages.set(pageToken.slice(0, 16), page);
    const lists = new Map<string, unknown>();
    export const list = (userId: string, sessionId: string, items: unknown) =>
      lists.set(\`\${userId}:\${sessionId.slice(0, 8)}\`, items);
    const words = new Map<string, Set<number>>();
    export function index(text: string, id: number) {
      for (const token of text.split(' ')) {
        const ids = words.get(token.slice(0, 3)) ?? new Set<number>();
        words.set(token.slice(0, 3), ids.add(id));
      }
    }
  `,
  // What is found is compared with the whole, or is a part of a larger map.
  ok`
    // src/core/keys.ts
    const keys = new Map<string, { owner: string; hash: Buffer }>();
    export const add = (token: string, owner: string) =>
      keys.set(token.slice(0, 12), { owner, hash: digest(token) });
    export function ownerOf(token: string) {
      const key = keys.get(token.slice(0, 12));
      return key && timingSafeEqual(key.hash, digest(token)) ? key.owner : undefined;
    }
    const shards = new Map<string, Map<string, number>>();
    export function count(userId: string) {
      const shard = shards.get(userId.slice(0, 8)) ?? new Map<string, number>();
      shards.set(userId.slice(0, 8), shard.set(userId, (shard.get(userId) ?? 0) + 1));
    }
  `,
];
