/** Numbers that depend on a seed only, so that the same seed gives the same text. */
export class Random {
  #state: number;
  constructor(seed: number) {
    this.#state = seed >>> 0;
  }
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }
  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }
  chance(part: number): boolean {
    return this.next() < part;
  }
  pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)] as T;
  }
  word(): string {
    return this.pick([
      'alpha',
      'beta',
      'my-server',
      'x_1',
      'Über',
      'a b',
      'on',
      '1e3',
      'dot.ted',
      'q"uote',
      "it's",
      '日本',
      'null',
      '#no',
      'y',
    ]);
  }
  scalar(): string | number | boolean {
    const texts = [
      '',
      'npx',
      '${VAR}',
      '-y',
      'a # b',
      '// no comment',
      '[x]',
      '{y}',
      'tab\there',
      'line\nbreak',
      'C:\\dir',
      'ünï',
      ': ',
      'true',
      '😀',
    ];
    return this.chance(0.7) ? this.pick(texts) : this.pick([0, 1, -5, 300, 1.5, true, false]);
  }
}

/** A configuration file in one of the layouts that people and programs write. */
export interface Sample {
  text: string;
  /** Words in comments outside entries. */
  outside: string[];
  /** Names of the entries. */
  names: string[];
  /** The container has entries: removing one restores every byte. */
  filled: boolean;
}

export type Tree = string | number | boolean | Tree[] | Map<string, Tree>;

export function tree(r: Random, depth: number): Tree {
  if (depth === 0 || r.chance(0.5)) return r.scalar();
  if (r.chance(0.4)) return Array.from({ length: r.below(4) }, () => tree(r, depth - 1));
  return mapping(r, depth - 1, r.below(4));
}

export function mapping(r: Random, depth: number, size: number): Map<string, Tree> {
  const map = new Map<string, Tree>();
  for (let index = 0; index < size; index++) map.set(r.word(), tree(r, depth));
  return map;
}

export function entry(r: Random): Map<string, Tree> {
  const map = new Map<string, Tree>([
    ['command', 'npx'],
    ['args', ['-y', r.word()]],
  ]);
  if (r.chance(0.5)) map.set('env', mapping(r, 0, r.below(3)));
  if (r.chance(0.3)) map.set(r.word(), tree(r, 2));
  return map;
}

export function frame(r: Random, body: string, eol: string): string {
  let text = body.replaceAll('\n', eol);
  if (r.chance(0.5)) text += eol;
  if (r.chance(0.1)) text += eol + eol;
  return (r.chance(0.1) ? '\uFEFF' : '') + text;
}
