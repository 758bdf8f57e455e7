import { entry, frame, mapping, Random, type Sample, type Tree } from './random.js';

export function yamlSample(seed: number, key: string, kind: 'map' | 'array'): Sample {
  const r = new Random(seed);
  const outside: string[] = [];
  const eol = r.chance(0.25) ? '\r\n' : '\n';
  let count = 0;
  const comment = (inside: boolean): string => {
    const id = `c${seed}x${count++}e`;
    if (!inside) outside.push(id);
    return `# ${id} {a: [`;
  };
  if (r.chance(0.03))
    return {
      text: r.pick(['', '\n', '# only\n', '# only', '---\n', '\uFEFF']),
      outside,
      names: [],
      filled: false,
    };
  const quote = (value: string): string =>
    r.chance(0.2) && !/['\\\n\t]/.test(value) ? `'${value}'` : JSON.stringify(value);
  const keyText = (word: string): string =>
    /^[a-z][a-z-]+$/.test(word) && !['on', 'y', 'null'].includes(word) && r.chance(0.8)
      ? word
      : quote(word);
  const flow = (value: Tree): string => {
    if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`;
    if (value instanceof Map)
      return `{${[...value].map(([name, item]) => `${keyText(name)}: ${flow(item)}`).join(', ')}}`;
    return typeof value === 'string' ? quote(value) : String(value);
  };
  const tail = (inside: boolean): string => (r.chance(0.12) ? ` ${comment(inside)}` : '');
  const pair = (name: string, value: Tree, column: number, inside: boolean): string[] => {
    const pad = ' '.repeat(column);
    const step = 1 + r.below(4);
    const before = r.chance(0.1) ? [r.chance(0.5) ? pad + comment(inside) : ''] : [];
    const head = `${pad}${keyText(name)}:`;
    if (value instanceof Map && value.size > 0 && r.chance(0.8))
      return [
        ...before,
        head + tail(inside),
        ...[...value].flatMap(([k, v]) => pair(k, v, column + step, inside)),
      ];
    if (Array.isArray(value) && value.length > 0 && r.chance(0.7)) {
      const inner = ' '.repeat(column + r.pick([0, 2, 2, 4]));
      return [
        ...before,
        head + tail(inside),
        ...value.map((item) => `${inner}- ${flow(item)}${tail(inside)}`),
      ];
    }
    if (typeof value === 'string' && name !== 'name' && r.chance(0.15))
      return [
        ...before,
        `${head} ${r.pick(['|', '>', '|-', '>-'])}`,
        `${pad}  text ${name.length}`,
        ...(r.chance(0.3) ? [''] : []),
        `${pad}  more # no`,
      ];
    return [...before, `${head} ${flow(value)}${tail(inside)}`];
  };
  const names: string[] = [];
  const inner = 1 + r.below(4);
  const lines: string[] = [];
  const items: string[][] = [];
  for (let size = r.below(4); size > 0; size--) {
    const name = r.word();
    if (names.includes(name)) continue;
    names.push(name);
    if (kind === 'map') {
      items.push(pair(name, entry(r), inner, true));
    } else {
      const map = new Map<string, Tree>([['name', name], ...entry(r)]);
      const dash = r.pick([0, 2, 4]);
      items.push(
        [...map]
          .flatMap(([k, v]) => pair(k, v, 2, true))
          .filter((line) => line !== '')
          .map((line) => ' '.repeat(items.length === 0 ? dash : 0) + line),
      );
    }
  }
  const has = r.chance(0.8);
  const block: string[] = [];
  if (has) {
    const empty = names.length === 0;
    if (empty)
      block.push(
        `${key}:${r.pick(['', kind === 'map' ? ' {}' : ' []', ' null', ' ~'])}${tail(false)}`,
      );
    else {
      block.push(`${key}:${tail(false)}`);
      const dash = r.pick([0, 2, 4]);
      for (const item of items) {
        if (r.chance(0.1)) block.push(' '.repeat(inner) + comment(false));
        if (kind === 'map') block.push(...item);
        else {
          const trimmed = item
            .map((line) => line.slice(/^ */.exec(item[0]!)?.[0].length ?? 0))
            .filter((line) => !line.startsWith('#'));
          block.push(
            ...trimmed.map(
              (line, index) => `${' '.repeat(dash)}${index === 0 ? '- ' : '  '}${line}`,
            ),
          );
        }
      }
    }
  }
  const top = [...mapping(r, 2, r.below(4))].filter(([name]) => name !== key);
  const at = r.below(top.length + 1);
  if (r.chance(0.1)) lines.push('---');
  if (r.chance(0.2)) lines.push(comment(false));
  top.forEach(([name, value], index) => {
    if (index === at) lines.push(...block);
    if (r.chance(0.1)) lines.push('');
    lines.push(...pair(name, value, 0, false));
  });
  if (at >= top.length) lines.push(...block);
  if (r.chance(0.2)) lines.push(comment(false));
  return {
    text: frame(r, lines.join('\n'), eol),
    outside,
    names: has ? names : [],
    filled: has && names.length > 0,
  };
}
