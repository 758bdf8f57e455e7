import { frame, mapping, Random, type Sample, type Tree } from './random.js';

export function tomlSample(seed: number): Sample {
  const r = new Random(seed);
  const outside: string[] = [];
  const eol = r.chance(0.25) ? '\r\n' : '\n';
  let count = 0;
  const comment = (inside: boolean): string => {
    const id = `c${seed}x${count++}e`;
    if (!inside) outside.push(id);
    return `# ${id} [mcp_servers.acme]`;
  };
  if (r.chance(0.03))
    return {
      text: r.pick(['', '\n', '# only\n', '# only', '  ', '\uFEFF']),
      outside,
      names: [],
      filled: false,
    };
  const keyText = (word: string): string =>
    /^[\w-]+$/.test(word) && /^[\x20-\x7e]+$/.test(word) && r.chance(0.8)
      ? word
      : JSON.stringify(word);
  const value = (item: Tree): string => {
    if (Array.isArray(item))
      return r.chance(0.2) && item.length > 0
        ? `[ # in\n  ${item.map(value).join(',\n  ')},\n]`
        : `[${item.map(value).join(', ')}]`;
    if (item instanceof Map)
      return `{ ${[...item]
        .map(
          ([k, v]) =>
            `${keyText(k)} = ${value(v)
              .replaceAll(/ # in\n|\n/g, '')
              .replaceAll(',]', ']')}`,
        )
        .join(', ')} }`;
    if (typeof item === 'string')
      return r.chance(0.1) ? `"""\n[mcp_servers.acme]\n${item.length}"""` : JSON.stringify(item);
    return String(item);
  };
  const simple = (item: Tree): Tree =>
    item instanceof Map
      ? new Map(
          [...item].map(([k, v]) => [
            k,
            v instanceof Map || Array.isArray(v)
              ? 'x'
              : typeof v === 'string'
                ? v.replaceAll('\n', ' ')
                : v,
          ]),
        )
      : Array.isArray(item)
        ? item.filter((one) => typeof one !== 'object')
        : item;
  const pairs = (map: Map<string, Tree>, inside: boolean, prefix = ''): string[] =>
    [...map].flatMap(([k, v]) => [
      ...(r.chance(0.08) ? [inside ? comment(true) : comment(false)] : []),
      `${r.chance(0.1) ? '  ' : ''}${prefix}${keyText(k)} = ${v instanceof Map ? JSON.stringify('m') : value(simple(v))}${r.chance(0.1) ? ` ${comment(inside)}` : ''}`,
    ]);
  const names: string[] = [];
  for (let size = r.below(4); size > 0; size--) {
    const name = r.word();
    if (!names.includes(name)) names.push(name);
  }
  const form =
    names.length === 0
      ? 'tables'
      : r.pick(['tables', 'tables', 'tables', 'inline', 'dotted', 'under']);
  const lines: string[] = [];
  if (r.chance(0.2)) lines.push(comment(false));
  lines.push(...pairs(mapping(r, 1, r.below(3)), false));
  const inlineEntry = (name: string): string =>
    `${keyText(name)} = { command = "npx", args = ["-y", ${JSON.stringify(name)}] }`;
  if (form === 'inline')
    lines.push(
      `mcp_servers = { ${names.map(inlineEntry).join(', ')} }${r.chance(0.2) ? ` ${comment(false)}` : ''}`,
    );
  if (form === 'dotted')
    for (const name of names)
      lines.push(
        ...pairs(
          new Map<string, Tree>([
            ['command', 'npx'],
            ['args', ['-y']],
          ]),
          true,
          `mcp_servers.${keyText(name)}.`,
        ),
      );
  const groups: string[][] = [];
  if (form === 'under') groups.push(['[mcp_servers]', ...names.map(inlineEntry)]);
  if (form === 'tables')
    for (const name of names) {
      const group = [
        `[mcp_servers.${keyText(name)}]${r.chance(0.1) ? ` ${comment(true)}` : ''}`,
        ...pairs(
          new Map<string, Tree>([
            ['command', 'npx'],
            ['args', ['-y', name]],
          ]),
          true,
        ),
      ];
      if (r.chance(0.4))
        group.push(
          ...(r.chance(0.5) ? [''] : []),
          `[ mcp_servers . ${keyText(name)} . env ]`,
          ...pairs(mapping(r, 0, r.below(3)), true),
        );
      groups.push(group);
    }
  for (let size = r.below(3); size > 0; size--)
    groups.push([`[table${size}]`, ...pairs(mapping(r, 1, r.below(3)), false)]);
  if (r.chance(0.2)) groups.push(['[[list]]', 'a = 1', '[[list]]', 'a = 2']);
  const shuffled =
    form === 'tables' && r.chance(0.5) ? groups.toSorted(() => r.next() - 0.5) : groups;
  for (const group of shuffled) {
    if (r.chance(0.7)) lines.push('');
    if (r.chance(0.15)) lines.push(comment(false));
    lines.push(...group);
  }
  if (r.chance(0.15)) lines.push('', comment(false));
  return { text: frame(r, lines.join('\n'), eol), outside, names, filled: names.length > 0 };
}
