import { entry, frame, mapping, Random, type Sample, type Tree } from './random.js';

export function jsonSample(seed: number, comments: boolean, path: readonly string[]): Sample {
  const r = new Random(seed);
  const outside: string[] = [];
  const eol = r.chance(0.3) ? '\r\n' : '\n';
  const unit = r.pick(['  ', '    ', '\t', ' ']);
  const minified = r.chance(0.15);
  if (r.chance(0.03))
    return { text: r.pick(['', '\n', '  ', '\uFEFF', '\r\n']), outside, names: [], filled: false };
  let count = 0;
  const comment = (inside: boolean, line: boolean): string => {
    const id = `c${seed}x${count++}e`;
    if (!inside) outside.push(id);
    return line ? `// ${id} {"a": [` : `/* ${id} , } */`;
  };
  const note = (inside: boolean): string =>
    comments && r.chance(0.15) ? comment(inside, false) : '';
  const printed = (
    value: Tree,
    indent: string,
    inside: boolean,
    place: readonly string[] | null,
  ): string => {
    if (Array.isArray(value)) {
      const items = value.map((item) => printed(item, indent + unit, inside, null));
      return items.length === 0 || r.chance(0.6) || minified
        ? `[${items.join(minified ? ',' : ', ')}]`
        : `[\n${indent}${unit}${items.join(`,\n${indent}${unit}`)}\n${indent}]`;
    }
    if (!(value instanceof Map)) return JSON.stringify(value);
    const isContainer = place !== null && place.length === 0;
    const oneLine = minified || r.chance(0.15);
    if (value.size === 0) {
      if (!comments || r.chance(0.7)) return '{}';
      const within = inside;
      return r.pick([
        `{ ${comment(within, false)} }`,
        `{\n${indent}${unit}${comment(within, true)}\n${indent}}`,
        `{ ${comment(within, true)}\n${indent}}`,
      ]);
    }
    let out = '{';
    if (!oneLine && comments && r.chance(0.2)) out += ` ${comment(inside, r.chance(0.5))}`;
    let index = 0;
    for (const [key, item] of value) {
      const last = ++index === value.size;
      const within = inside || isContainer;
      const next = place !== null && place[0] === key ? place.slice(1) : null;
      if (!oneLine) {
        if (r.chance(0.05)) out += '\n';
        if (comments && r.chance(0.15)) out += `\n${indent}${unit}${comment(inside, true)}`;
        out += `\n${indent}${unit}`;
      } else if (index > 1 && !minified) out += ' ';
      out += `${JSON.stringify(key)}${minified ? ':' : r.pick([': ', ':', ' : '])}`;
      out += printed(item, indent + unit, within, next);
      if (!oneLine) out += note(inside);
      if (!last) out += ',';
      else if (comments && r.chance(0.2)) out += ',';
      if (!oneLine && comments && r.chance(0.15)) out += ` ${comment(inside, true)}`;
    }
    return `${out}${oneLine ? '' : `\n${indent}`}}`;
  };
  const names: string[] = [];
  let container = new Map<string, Tree>();
  for (let size = r.below(4); size > 0; size--) {
    const name = r.word();
    if (!names.includes(name)) names.push(name);
    container.set(name, entry(r));
  }
  const has = r.chance(0.8);
  if (!has) names.length = 0;
  for (const key of path.slice(1).toReversed())
    container = new Map<string, Tree>([[key, container]]);
  const top = [...mapping(r, 2, r.below(3))];
  if (has) top.splice(r.below(top.length + 1), 0, [path[0]!, container]);
  const body = printed(new Map(top), '', false, path);
  const lead = comments && r.chance(0.2) ? `${comment(false, true)}\n` : '';
  return {
    text: frame(r, lead + body, eol),
    outside: outside.filter((id) => (lead + body).includes(id)),
    names,
    filled: has && names.length > 0,
  };
}
